"""What is kept, for how long, and how to get rid of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.presenters.actions import AskDeleteMe, OpenAccounts, OpenExport, OpenSecurityLog
from bot.presenters.buttons import back, button
from bot.presenters.layout import BLANK, MESSAGE, Line, fit
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.retention import Kept, Kind, Until

KINDS: Mapping[Kind, str] = {
    Kind.PERSON: "privacy-person",
    Kind.LINKS: "privacy-links",
    Kind.DIGESTS: "privacy-digests",
    Kind.READY_DIGESTS: "privacy-ready-digests",
    Kind.ALERTS: "privacy-alerts",
    Kind.TAGS: "privacy-tags",
    Kind.CHATS: "privacy-chats",
    Kind.API_KEYS: "privacy-api-keys",
    Kind.NUMBERS: "privacy-numbers",
    Kind.HISTORY: "privacy-history",
    Kind.STORIES: "privacy-stories",
    Kind.STORY_PICTURES: "privacy-story-pictures",
    Kind.PLANS: "privacy-plans",
    Kind.CAPTURES: "privacy-captures",
    Kind.LINK_ATTEMPTS: "privacy-link-attempts",
    Kind.MESSAGES: "privacy-messages",
    Kind.UPDATES: "privacy-updates",
    Kind.WEBHOOKS: "privacy-webhooks",
    Kind.REQUEST_COUNTS: "privacy-request-counts",
    Kind.RECENT_REQUESTS: "privacy-recent-requests",
    Kind.BUDGETS: "privacy-budgets",
    Kind.AUDIT: "privacy-audit",
    Kind.DATA_DELETIONS: "privacy-data-deletions",
    Kind.MACHINERY: "privacy-machinery",
}

ENDS: Mapping[Until, str] = {
    Until.DELETED: "privacy-until-deleted",
    Until.UNLINKED: "privacy-until-unlinked",
    Until.NOBODYS: "privacy-about-nobody",
}


def screen(everything: Sequence[Kept], speech: Speech) -> Screen:
    lines = [
        Line(speech.text("privacy-intro")),
        BLANK,
        Line(speech.text("privacy-kept")),
        *(
            Line(
                speech.text(
                    "privacy-kept-entry",
                    what=speech.text(KINDS[kept.kind]),
                    how_long=_how_long(kept.length, speech),
                )
            )
            for kept in everything
        ),
        BLANK,
        Line(speech.text("privacy-location")),
        Line(speech.text("privacy-security")),
        Line(speech.text("privacy-rights")),
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            [
                button(speech, "button-export", OpenExport()),
                button(speech, "button-accounts", OpenAccounts()),
            ],
            [button(speech, "button-security-log", OpenSecurityLog())],
            [button(speech, "button-delete-everything", AskDeleteMe())],
            back(speech),
        ],
    )


def _how_long(length: timedelta | Until, speech: Speech) -> str:
    if isinstance(length, Until):
        return speech.plain(ENDS[length])
    return speech.duration(length)
