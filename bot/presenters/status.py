"""How the links are doing, what was asked of Instagram, and what it does not offer."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.domain.accounts import REQUIRED_PERMISSIONS, LinkState
from bot.domain.story_life import PictureLoss
from bot.presenters.actions import OpenAccounts, OpenStatus, OpenWhy
from bot.presenters.broken_link import why
from bot.presenters.buttons import back, button, link_again
from bot.presenters.coverage_words import coverage_lines
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle, join
from bot.presenters.permissions import permission_words
from bot.presenters.refused_words import refused_line
from bot.presenters.screen import Screen
from bot.presenters.speech import UNKNOWN, Speech
from bot.services.ports import Purpose
from bot.services.results import AccountStatus, Status

PURPOSES = {
    Purpose.ENDING_STORY: "purpose-ending-story",
    Purpose.PERSON: "purpose-person",
    Purpose.STORY: "purpose-story",
    Purpose.DIGEST: "purpose-digest",
    Purpose.REFRESH: "purpose-refresh",
    Purpose.BACKFILL: "purpose-backfill",
}
"""Why Instagram was asked, and how each reason is called."""

PICTURE_LOSSES = {
    PictureLoss.NOT_NAMED: "picture-not-named",
    PictureLoss.NOT_ALLOWED: "picture-not-allowed",
    PictureLoss.NOT_READ: "picture-not-read",
    PictureLoss.NOT_A_PICTURE: "picture-not-a-picture",
    PictureLoss.NO_NEW_ADDRESS: "picture-no-new-address",
    PictureLoss.TAKEN_DOWN: "picture-taken-down",
    PictureLoss.UNLINKED: "picture-unlinked",
    PictureLoss.NOT_TRIED: "picture-not-tried",
    PictureLoss.FAULT: "picture-fault",
    PictureLoss.UNKNOWN: "picture-unknown",
}
"""Why a story's picture was not kept, and how each reason is called."""

_REFUSED_SHOWN = 12


def screen(result: Status, speech: Speech) -> Screen:
    lines = [Line(speech.text("status-header"))]
    if result.well:
        lines.append(Line(speech.text("status-well")))
    for position, account in enumerate(result.accounts):
        # When there are too many, the details of the last ones go first, and no account's name.
        rank = 2 + position
        lines += [BLANK, *_account(account, result, rank, speech)]
    lines += _instagram(result, speech)
    broken = any(_is_broken(account) for account in result.accounts)
    return Screen(
        fit(lines, MESSAGE),
        [
            *([link_again(speech)] if broken else []),
            [
                button(speech, "button-refresh", OpenStatus()),
                button(speech, "button-why", OpenWhy()),
            ],
            back(speech, OpenAccounts()),
        ],
    )


def _is_broken(account: AccountStatus) -> bool:
    return account.linked.link.state is LinkState.NEEDS_RELINK


def _account(account: AccountStatus, result: Status, rank: int, speech: Speech) -> list[Line]:
    lines = [Line(_health(account, result, speech))]
    if account.linked.link.state is LinkState.UNLINKED:
        return lines
    if _is_broken(account):
        lines.append(Line(why(account.linked.link.reason, speech), rank))
    else:
        lines.append(Line(_token(account, result, speech), rank))
        lines += [Line(text, rank) for text in _permissions(account, speech)]
    lines.append(Line(_looks(account, speech), rank))
    if account.coverage is not None:
        lines += [Line(text, rank) for text in coverage_lines(account.coverage, speech)]
    if account.lost_pictures:
        lines.append(Line(_lost_pictures(account.lost_pictures, speech), rank))
    hour, most = account.requests_last_hour, result.calls_an_hour
    lines.append(Line(speech.text("status-budget", hour=hour, most=most), rank))
    today = sum(account.requests.values())
    lines.append(Line(speech.text("status-requests", count=today), rank))
    purposes = [
        speech.text("status-purpose", purpose=speech.plain(PURPOSES[purpose]), count=requests)
        for purpose, requests in sorted(account.requests.items())
        if requests
    ]
    if purposes:
        lines.append(Line(speech.text("status-purposes", purposes=join(" · ", purposes)), rank))
    if account.usage is not None:
        share = speech.percent(account.usage.highest / 100, digits=0)
        told = speech.moment(account.usage.as_of)
        lines.append(Line(speech.text("status-usage", share=share, moment=told), rank))
    if account.cooling_until is not None:
        until = speech.moment(account.cooling_until)
        lines.append(Line(speech.text("status-cooling", moment=until), rank))
    if account.missed_looks:
        lines.append(Line(speech.text("status-missed-looks", count=account.missed_looks), rank))
    if account.given_up:
        lines.append(Line(speech.text("status-given-up", count=account.given_up), rank))
    return lines


def _health(account: AccountStatus, result: Status, speech: Speech) -> Html:
    name = handle(account.linked.account.username)
    link = account.linked.link
    match link.state:
        case LinkState.ACTIVE:
            return speech.text("status-account", account=name)
        case LinkState.NEEDS_RELINK:
            key = "status-account-replaced" if account.served else "status-account-broken"
            since = speech.today_or_day(link.state_since, result.now)
            return speech.text(key, account=name, since=since)
        case LinkState.UNLINKED:
            since = speech.day_of(link.state_since)
            return speech.text("status-account-kept", account=name, since=since)


def _token(account: AccountStatus, result: Status, speech: Speech) -> Html:
    link = account.linked.link
    until = link.token_expires_at.astimezone(speech.zone).date()
    return speech.text(
        "status-token",
        age=speech.age(max(result.now - link.token_issued_at, timedelta())),
        day=speech.past_day(until, result.now),
    )


def _permissions(account: AccountStatus, speech: Speech) -> list[Html]:
    granted = account.linked.link.permissions
    if granted is None:
        return [speech.text("status-granted-unknown")]
    texts = [speech.text("status-granted", permissions=_named(sorted(granted), speech))]
    if missing := sorted(REQUIRED_PERMISSIONS - granted):
        texts.append(speech.text("status-missing", permissions=_named(missing, speech)))
    if declined := [name for name in account.declined if name not in REQUIRED_PERMISSIONS]:
        texts.append(speech.text("status-declined", permissions=_named(declined, speech)))
    return texts


def _named(permissions: Sequence[str], speech: Speech) -> str:
    return ", ".join(permission_words(name, speech) for name in permissions) or UNKNOWN


def _looks(account: AccountStatus, speech: Speech) -> Html:
    """When what was last read; a look at a story is newer than the list it came from."""
    of_stories = [account.linked.account.stories_listed_at, account.stories_as_of]
    stories = max((at for at in of_stories if at is not None), default=None)
    looks = [
        speech.text("status-stories", moment=speech.moment(stories)),
        speech.text("status-media", moment=speech.moment(account.media_as_of)),
        speech.text("status-profile", moment=speech.moment(account.linked.account.as_of)),
    ]
    return speech.text("status-read", what=join(" · ", looks))


def _lost_pictures(lost: Mapping[PictureLoss, int], speech: Speech) -> Html:
    whys = [
        speech.text("status-lost-picture", why=speech.plain(key), count=lost[loss])
        for loss, key in PICTURE_LOSSES.items()
        if loss in lost
    ]
    return speech.text("status-lost-pictures", count=sum(lost.values()), whys=join(" · ", whys))


def _instagram(result: Status, speech: Speech) -> list[Line]:
    """What goes for everybody."""
    lines = []
    if result.app_cooling_until is not None:
        until = speech.moment(result.app_cooling_until)
        lines += [BLANK, Line(speech.text("status-cooling", moment=until))]
    if result.app_usage is not None:
        share = speech.percent(result.app_usage.highest / 100, digits=0)
        told = speech.moment(result.app_usage.as_of)
        lines += [BLANK, Line(speech.text("status-app-usage", share=share, moment=told), 1)]
    if result.refused:
        lines += [BLANK, Line(speech.text("status-refused"))]
        shown = result.refused[:_REFUSED_SHOWN]
        lines += [Line(refused_line(refused, result.now, speech), 1) for refused in shown]
        if more := len(result.refused) - len(shown):
            lines.append(Line(speech.text("status-refused-more", count=more)))
    for version in result.versions:
        since = version.since.astimezone(speech.zone).date()
        lines += [
            BLANK,
            Line(
                speech.text(
                    "status-version",
                    asked=version.asked,
                    served=version.served,
                    since=speech.past_day(since, result.now),
                )
            ),
        ]
    return lines
