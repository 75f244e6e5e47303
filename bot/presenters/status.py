"""How the links are doing, what was asked of Instagram, and what it does not offer."""

from bot.domain.accounts import LinkState
from bot.presenters.actions import OpenStatus, OpenWhy
from bot.presenters.buttons import back, button, link_again
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle, join
from bot.presenters.refused_words import refused_line
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
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
            back(speech),
        ],
    )


def _is_broken(account: AccountStatus) -> bool:
    return account.linked.link.state is LinkState.NEEDS_RELINK


def _account(account: AccountStatus, result: Status, rank: int, speech: Speech) -> list[Line]:
    lines = [_health(account, result, speech), Line(_looks(account, speech), rank)]
    count = sum(account.requests.values())
    lines.append(Line(speech.text("status-requests", count=count, most=result.calls_an_hour), rank))
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
    return lines


def _health(account: AccountStatus, result: Status, speech: Speech) -> Line:
    name = handle(account.linked.account.username)
    if _is_broken(account):
        return Line(speech.text("status-account-broken", account=name))
    until = account.linked.link.token_expires_at.astimezone(speech.zone).date()
    day = speech.past_day(until, result.now)
    return Line(speech.text("status-account", account=name, day=day))


def _looks(account: AccountStatus, speech: Speech) -> Html:
    looks = [speech.text("status-profile", moment=speech.moment(account.linked.account.as_of))]
    if account.media_as_of is not None:
        looks.append(speech.text("status-media", moment=speech.moment(account.media_as_of)))
    if account.stories_as_of is not None:
        looks.append(speech.text("status-stories", moment=speech.moment(account.stories_as_of)))
    return speech.text("status-read", what=join(" · ", looks))


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
