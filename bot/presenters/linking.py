"""From the button to the linked account, and everything that can go another way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.media import MediaProductType
from bot.presenters.actions import (
    CancelLinking,
    OpenDigest,
    OpenLiveStories,
    OpenMediaList,
    OpenOverview,
    OpenTimeZones,
    StartLinking,
    TryLinkingNow,
)
from bot.presenters.buttons import back, button, connect, link_again
from bot.presenters.digest_settings import when
from bot.presenters.first_sync import first_sync
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle
from bot.presenters.permissions import permission_request, permission_words
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.speech import Speech
from bot.services.results import Home, Linked, LinkInvitation


def invitation(result: LinkInvitation, speech: Speech) -> Screen:
    """The one-time address behind one button; not shown as text, so that nobody passes it on."""
    return Screen(
        speech.text(
            "linking-invitation",
            permissions=_bullets(result.permissions, speech),
            until=speech.moment(result.expires_at),
        ),
        [
            [Button(speech.plain("button-open-instagram"), url=result.url, style=Style.PRIMARY)],
            back(speech),
        ],
    )


def linked(result: Linked, speech: Speech) -> Screen:
    account = result.account
    lines = [
        Line(
            speech.text(
                "linking-relinked" if result.relinked else "linking-linked",
                account=handle(account.username),
                followers=speech.number(account.followers_count),
            )
        ),
        *_granted(result, speech),
        BLANK,
        Line(speech.text("linking-from-now")),
        *_history(result, speech),
        BLANK,
    ]
    subscription = result.digest
    if subscription is not None and subscription.enabled:
        lines.append(Line(speech.text("linking-digest", when=when(subscription, speech))))
    else:
        lines.append(Line(speech.text("linking-digest-off")))
    if result.zone_guessed:
        zone = speech.zone_name(speech.zone.key)
        lines.append(Line(speech.text("linking-zone-guessed", zone=zone)))
    guessed = [button(speech, "button-time-zone", OpenTimeZones())]
    live = speech.plain("button-live-count", count=result.live_stories)
    return Screen(
        fit(lines, MESSAGE),
        [
            [
                button(speech, "button-overview", OpenOverview()),
                button(speech, "button-posts", OpenMediaList(MediaProductType.FEED)),
            ],
            [Button(live, action=OpenLiveStories())],
            [button(speech, "button-change-digest", OpenDigest())],
            *([guessed] if result.zone_guessed else []),
            back(speech),
        ],
    )


def no_more(speech: Speech) -> Screen:
    """In the place of what told of a link that was ended before everything was read."""
    return Screen(speech.text("linking-no-more"), [connect(speech), back(speech)])


def denied(speech: Speech) -> Screen:
    """The person said no at Instagram."""
    return _try_again(speech.text("link-denied"), speech)


def expired(speech: Speech) -> Screen:
    """The ten minutes are over. Also what the initiator hears when somebody else came back."""
    return _try_again(speech.text("link-expired"), speech)


def replayed(speech: Speech) -> Screen:
    """A link or a code that was used already."""
    return _try_again(speech.text("link-replayed"), speech)


def pending(retry_at: datetime, speech: Speech) -> Screen:
    """Instagram is away: nothing is lost, and nothing need be done."""
    return Screen(
        speech.text("link-pending", retry=speech.moment(retry_at)),
        [
            [button(speech, "button-try-now", TryLinkingNow())],
            [
                button(speech, "button-start-anew", StartLinking(anew=True)),
                button(speech, "button-cancel", CancelLinking()),
            ],
            back(speech),
        ],
    )


def still_pending(retry_at: datetime, speech: Speech) -> Screen:
    """The same after the person asked for a try at once."""
    return replace(pending(retry_at, speech), toast=speech.plain("toast-still-away"))


def nothing_pending(speech: Speech) -> Screen:
    """A pending link has come to its end, of which a message of its own tells."""
    return Screen(speech.text("linking-nothing-pending"), [back(speech)])


def cancelled(speech: Speech) -> Screen:
    """The person gave a pending link up."""
    return _try_again(speech.text("linking-cancelled"), speech)


def gave_up(speech: Speech) -> Screen:
    """Instagram was away for too long."""
    return _try_again(speech.text("link-gave-up"), speech)


def interrupted(speech: Speech) -> Screen:
    """Instagram refused in the middle of it, or its answer was lost with the code used up."""
    return _try_again(speech.text("link-interrupted"), speech)


def wrong_person(speech: Speech) -> Screen:
    """For the one who came back although somebody else had begun."""
    return Screen(speech.text("link-wrong-person"), [connect(speech), back(speech)])


def wrong_code(speech: Speech) -> Screen:
    """A typed code that belongs to no attempt of the person's."""
    return _try_again(speech.text("linking-wrong-code"), speech)


def missing_permission(missing: Sequence[str], speech: Speech) -> Screen:
    """Instagram did not grant what nothing works without."""
    return _try_again(
        speech.text(
            "link-missing-permissions",
            count=len(missing),
            permissions=_bullets(missing, speech),
        ),
        speech,
    )


def personal_account(username: str, speech: Speech) -> Screen:
    """Meta: insights exist for professional accounts only."""
    return _try_again(speech.text("link-not-professional", account=handle(username)), speech)


def too_many_attempts(retry_at: datetime, speech: Speech) -> Screen:
    return Screen(
        speech.text("link-too-many-attempts", retry=speech.moment(retry_at)), [back(speech)]
    )


def second_owner(username: str, at: datetime | None, speech: Speech) -> Screen:
    """For those who were linked before somebody else linked the same account."""
    text = speech.text(
        "linking-second-owner", account=handle(username), moment=speech.day_and_time(at)
    )
    return Screen(text, [back(speech)])


def instagram_data_deleted(home: Home, speech: Speech) -> Screen:
    """Instagram asked for the deletion of an account's data; what is still linked tells which."""
    lines = [Line(speech.text("linking-data-deleted"))]
    if home.accounts:
        left = ", ".join(handle(linked.account.username) for linked in home.accounts)
        lines.append(Line(speech.text("linking-data-deleted-left", accounts=left)))
    return Screen(fit(lines, MESSAGE), [connect(speech), back(speech)])


def history_passed_on(username: str, at: datetime | None, speech: Speech) -> Screen:
    """For who kept the history of an account that somebody else has linked."""
    text = speech.text(
        "linking-history-passed-on", account=handle(username), moment=speech.day_and_time(at)
    )
    return Screen(text, [connect(speech), back(speech)])


def _history(result: Linked, speech: Speech) -> list[Line]:
    """What is known. After a link that ended, a summary tells that."""
    lines = []
    if result.sync is not None:
        lines.append(Line(first_sync(result.sync, speech, alone=True)))
    elif not result.relinked:
        lines.append(Line(speech.text("linking-all-read")))
    if not result.relinked:
        lines.append(Line(speech.text("linking-not-available")))
    return lines


def link_ends(username: str, expires_at: datetime, speech: Speech, *, refused: bool) -> Screen:
    """Ahead of the end of a link that could not be renewed so far.

    ``refused``: Instagram said no; else it has not answered.
    """
    lines = [
        Line(
            speech.text("linking-ends", account=handle(username), moment=speech.moment(expires_at))
        ),
        Line(speech.text("linking-ends-refused" if refused else "linking-ends-away")),
        BLANK,
        Line(speech.text("linking-ends-next")),
    ]
    return Screen(fit(lines, MESSAGE), [link_again(speech), back(speech)])


def _granted(result: Linked, speech: Speech) -> list[Line]:
    if result.permissions is None:
        return [Line(speech.text("linking-granted-unknown"))]
    declined = [name for name in result.asked_permissions if name not in result.permissions]
    lines = [
        Line(speech.text("linking-granted", permissions=_words(sorted(result.permissions), speech)))
    ]
    if declined:
        lines.append(Line(speech.text("linking-declined", permissions=_words(declined, speech))))
    return lines


def _words(permissions: Sequence[str], speech: Speech) -> str:
    return ", ".join(permission_words(name, speech) for name in permissions)


def _bullets(permissions: Sequence[str], speech: Speech) -> str:
    return "\n".join(f"• {permission_request(name, speech)}" for name in permissions)


def _try_again(text: Html, speech: Speech) -> Screen:
    return Screen(text, [connect(speech), back(speech)])
