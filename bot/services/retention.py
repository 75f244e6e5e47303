"""For how long what is kept. The tidy-up acts by it, and ``/privacy`` says it.

Every table of the schema stands here (a test sees to that), so nothing is kept without a limit
that people can read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What is kept, as people think of it."""

    PERSON = "person"
    LINKS = "links"
    DIGESTS = "digests"
    READY_DIGESTS = "ready_digests"
    ALERTS = "alerts"
    TAGS = "tags"
    CHATS = "chats"
    API_KEYS = "api_keys"
    NUMBERS = "numbers"
    HISTORY = "history"
    STORIES = "stories"
    STORY_PICTURES = "story_pictures"
    PLANS = "plans"
    CAPTURES = "captures"
    LINK_ATTEMPTS = "link_attempts"
    MESSAGES = "messages"
    UPDATES = "updates"
    WEBHOOKS = "webhooks"
    REQUEST_COUNTS = "request_counts"
    RECENT_REQUESTS = "recent_requests"
    BUDGETS = "budgets"
    AUDIT = "audit"
    DATA_DELETIONS = "data_deletions"
    MACHINERY = "machinery"


class Until(StrEnum):
    """An end that is no matter of time."""

    DELETED = "deleted"
    """The person deletes everything of theirs."""
    UNLINKED = "unlinked"
    """The last one who is linked to the account lets it go, or Instagram asks for its deletion."""
    NOBODYS = "nobodys"
    """It is about nobody: facts on Instagram, keys by name."""


@dataclass(frozen=True)
class Kept:
    """``tables`` and how long their rows stay; a length counts from when a row has served."""

    kind: Kind
    tables: Sequence[str]
    length: timedelta | Until


READY_DIGESTS = timedelta(hours=1)
"""They are made half an hour before they are sent; by then their numbers are no longer fresh."""

LINK_ATTEMPTS = timedelta(hours=24)
"""Counted from their end, so that an old link can still be told from an unknown one."""

MESSAGES = timedelta(days=30)
"""No key of a message comes again so late: a digest is for one local date, a wrap-up for one day
of stories, and both are put out within days of it; a warning of a link's end within two weeks."""

API_KEYS = timedelta(days=30)
"""Counted from when they expired: so long a person sees which one it was."""

UPDATES = timedelta(hours=48)
"""Telegram keeps updates for 24 hours, so no repetition comes later than this."""

WEBHOOKS = timedelta(hours=48)
"""Meta repeats a webhook for 36 hours."""

REQUEST_COUNTS = timedelta(days=90)
"""How often Instagram was asked for an account on a day."""

RECENT_REQUESTS = timedelta(hours=2)
"""The same by the minute: only the last hour is told."""

CAPTURES = timedelta(days=3)
"""Looks that were made or missed; what they found stays with the story."""

BUDGETS = timedelta(days=7)
"""A budget that was not touched for an hour is full again, a figure of use is old by then, and a
lease is over after a minute. A trouble that the operator was told of is kept so long after it."""

AUDIT = timedelta(days=365)
"""Long enough to answer "I never did that"."""

DATA_DELETIONS = timedelta(days=365)
"""Confirmation codes: they name nobody, and somebody may look theirs up late."""


def everything_kept(history: timedelta) -> tuple[Kept, ...]:
    """All that is kept. ``history``: what posts and accounts had at a time (looks, days, windows,
    audiences); the newest numbers of a post stay with it.
    """
    return (
        Kept(Kind.PERSON, ["person", "alert_settings"], Until.DELETED),
        Kept(Kind.LINKS, ["link"], Until.UNLINKED),
        Kept(Kind.DIGESTS, ["digest_subscription"], Until.UNLINKED),
        Kept(Kind.READY_DIGESTS, ["ready_digest", "digest_picture"], READY_DIGESTS),
        Kept(Kind.ALERTS, ["alert_mute", "alert_told"], Until.UNLINKED),
        Kept(Kind.TAGS, ["tag", "media_tag", "story_tag"], Until.UNLINKED),
        Kept(Kind.CHATS, ["chat_grant"], Until.UNLINKED),
        Kept(Kind.API_KEYS, ["api_key"], API_KEYS),
        Kept(Kind.NUMBERS, ["instagram_account", "media"], Until.UNLINKED),
        Kept(
            Kind.HISTORY,
            [
                "media_snapshot",
                "account_totals",
                "account_day",
                "followers_day",
                "online_day",
                "audience",
            ],
            history,
        ),
        Kept(Kind.STORIES, ["story_sequence", "story", "sample", "outage"], Until.UNLINKED),
        Kept(Kind.STORY_PICTURES, ["story_picture"], Until.UNLINKED),
        Kept(
            Kind.PLANS,
            [
                "media_look",
                "discover_plan",
                "refresh_plan",
                "newest_media_plan",
                "token_plan",
                "webhook_subscription",
            ],
            Until.UNLINKED,
        ),
        Kept(Kind.CAPTURES, ["capture"], CAPTURES),
        Kept(Kind.LINK_ATTEMPTS, ["link_attempt", "link_code", "pending_link"], LINK_ATTEMPTS),
        Kept(Kind.MESSAGES, ["outbox", "linked_message"], MESSAGES),
        Kept(Kind.UPDATES, ["processed_update"], UPDATES),
        Kept(Kind.WEBHOOKS, ["webhook_entry"], WEBHOOKS),
        Kept(Kind.REQUEST_COUNTS, ["request_count"], REQUEST_COUNTS),
        Kept(Kind.RECENT_REQUESTS, ["recent_requests"], RECENT_REQUESTS),
        Kept(Kind.BUDGETS, ["bucket", "usage", "lease", "operator_alert"], BUDGETS),
        Kept(Kind.AUDIT, ["audit"], AUDIT),
        Kept(Kind.DATA_DELETIONS, ["data_deletion"], DATA_DELETIONS),
        Kept(
            Kind.MACHINERY,
            [
                "refused_metric",
                "served_version",
                "heartbeat",
                "bot_identity",
                "fsm",
                "encryption_keys",
            ],
            Until.NOBODYS,
        ),
    )
