"""A month of stories: a calendar, and the days that one can open."""

from calendar import Calendar
from collections.abc import Sequence
from datetime import date

from bot.presenters.actions import OpenSequence, OpenStoryArchive, OpenStoryMonth
from bot.presenters.buttons import Row, back, button, pages
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, escape, fit, handle, shorten
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.services.ports import StoryDay
from bot.services.results import StoryMonth

DAYS_SHOWN = 5
"""So many choices a screen."""
MARK = "•"
_SAID = 60


def screen(result: StoryMonth, speech: Speech, page: int = 0) -> Screen:
    """The newest days first, ``page`` by page."""
    days = sorted(result.days, key=lambda one: one.day, reverse=True)
    count = max(1, -(-len(days) // DAYS_SHOWN))
    shown_page = min(max(page, 0), count - 1)
    shown = days[shown_page * DAYS_SHOWN :][:DAYS_SHOWN]
    lines = [
        Line(
            speech.text(
                "month-header",
                month=speech.month(result.month),
                account=handle(result.account.username),
            )
        ),
        *_asked(result, speech),
        BLANK,
        Line(_calendar(result, speech)),
    ]
    lines += [
        Line(speech.text("month-day", day=speech.weekday_and_day(one.day), count=one.stories))
        for one in shown
    ]
    if not days:
        nothing = not (result.older or result.newer)
        lines.append(Line(speech.text("archive-empty" if nothing else "month-empty")))
    return Screen(
        fit(lines, MESSAGE),
        [
            *([_days(shown)] if shown else []),
            *pages(shown_page, count, lambda to: OpenStoryMonth(_number(result.month), to)),
            *_months(result, speech),
            [button(speech, "button-newest-stories", OpenStoryArchive())],
            back(speech),
        ],
    )


def unreadable(said: str, today: date, speech: Speech) -> Screen:
    """What a day looks like."""
    return Screen(
        speech.text(
            "month-unreadable",
            said=shorten(said, _SAID),
            numbers=f"/archive {today.day:02}.{today.month:02}",
            iso=f"/archive {today.isoformat()}",
            words=f"/archive {speech.day(today)}".replace("\u00a0", " "),
        ),
        [[button(speech, "button-story-days", OpenStoryMonth())], back(speech)],
    )


def _asked(result: StoryMonth, speech: Speech) -> list[Line]:
    if result.asked is None:
        return []
    day = speech.day_with_year(result.asked)
    today = result.now.astimezone(result.account.zone).date()
    key = "month-not-yet" if result.asked > today else "month-nothing-then"
    return [BLANK, Line(speech.text(key, day=day))]


def _calendar(result: StoryMonth, speech: Speech) -> Html:
    """Weeks from Monday on; days with stories have a mark before them."""
    with_stories = {one.day.day for one in result.days}
    weeks = Calendar().monthdayscalendar(result.month.year, result.month.month)
    rows = [" ".join(f"{speech.shortest_weekday(place)[:2]:>3}" for place in range(7))]
    rows += [
        " ".join(
            f"{(MARK if day in with_stories else '') + str(day) if day else '':>3}" for day in week
        )
        for week in weeks
    ]
    return Html(f"<pre>{escape(chr(10).join(row.rstrip() for row in rows))}</pre>")


def _days(shown: Sequence[StoryDay]) -> Row:
    return [Button(str(one.day.day), action=OpenSequence(one.sequence_id)) for one in shown]


def _months(result: StoryMonth, speech: Speech) -> list[Row]:
    """To the nearest months that have stories."""
    row = []
    if result.older is not None:
        action = OpenStoryMonth(_number(result.older))
        row.append(Button("« " + speech.month(result.older), action=action))
    if result.newer is not None:
        action = OpenStoryMonth(_number(result.newer))
        row.append(Button(speech.month(result.newer) + " »", action=action))
    return [row] if row else []


def _number(day: date) -> int:
    """A month as a button carries it: 202611."""
    return day.year * 100 + day.month


def month_of(number: int) -> date | None:
    """The same back; None for what is no month."""
    try:
        return date(number // 100, number % 100, 1)
    except (ValueError, OverflowError):
        return None
