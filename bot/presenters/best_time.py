"""When posts of one format did better: what stands out, and what is no more than chance."""

from datetime import time

from bot.domain.best_time import FEWEST_POSTS, HOURS_IN_A_BAND, SINCE, Finding, Level, Slot
from bot.domain.media import MediaProductType
from bot.domain.online import DAYS, OnlineMost
from bot.presenters.actions import OpenBestTime
from bot.presenters.buttons import back, choice
from bot.presenters.layout import BLANK, CAPTION, Html, Line, fit, handle
from bot.presenters.origins import kept, way_back
from bot.presenters.screen import ChartKind, ChartSpec, Screen, Series
from bot.presenters.speech import UNKNOWN, Speech
from bot.services.results import BestTimes

KINDS = {
    MediaProductType.FEED: "button-posts",
    MediaProductType.REELS: "button-reels",
    MediaProductType.STORY: "button-stories",
}
COUNTS = {
    MediaProductType.FEED: "besttime-posts",
    MediaProductType.REELS: "besttime-reels",
    MediaProductType.STORY: "besttime-days",
}


def screen(result: BestTimes, speech: Speech, origin: str = "") -> Screen:
    """``origin``: where Back leads, when it is not the start."""
    origin = kept(origin)
    best, kind = result.best, result.kind
    days = SINCE.days
    posts = speech.text(COUNTS[kind], count=best.posts)
    lines = [
        Line(
            speech.text(
                "besttime-header",
                kind=speech.plain(KINDS[kind]),
                account=handle(result.account.username),
            )
        ),
        Line(
            speech.text(
                "besttime-basis", posts=posts, days=days, zone=speech.zone_name(result.zone.key)
            )
        ),
        BLANK,
    ]
    if best.enough:
        lines += [_hours(best.bands, speech), _weekdays(best.weekdays, speech), BLANK]
    else:
        lines += [Line(speech.text("besttime-too-few", needed=FEWEST_POSTS)), BLANK]
    if result.online is not None:
        lines += [_online(result.online, speech), BLANK]
    if best.late:
        late = speech.text(COUNTS[kind], count=best.late)
        lines.append(Line(speech.text("besttime-late", posts=late), rank=1))
    if result.young:
        young = speech.text(COUNTS[kind], count=result.young)
        stories = kind is MediaProductType.STORY
        key = "besttime-alive" if stories else "besttime-young"
        lines.append(Line(speech.text(key, posts=young), rank=2))
    if best.bands.lead is not None:
        lines.append(Line(speech.text("besttime-guess")))
    stories = kind is MediaProductType.STORY
    lines.append(Line(speech.text("besttime-how-stories" if stories else "besttime-how"), rank=3))
    kinds = [
        choice(speech.plain(key), one is kind, OpenBestTime(one.value, origin))
        for one, key in KINDS.items()
    ]
    return Screen(
        fit(lines, CAPTION),
        [kinds[:2], kinds[2:], back(speech, way_back(origin))],
        chart=_strips(result, speech) if best.enough else None,
    )


def _hours(found: Finding, speech: Speech) -> Line:
    if found.lead is None:
        return Line(speech.text("besttime-no-hours"))
    first, last = hours_of(found.lead.slot.place)
    return Line(speech.text("besttime-hours", first=first, last=last, lead=_lead(found, speech)))


def _weekdays(found: Finding, speech: Speech) -> Line:
    if found.lead is None:
        return Line(speech.text("besttime-no-weekday"))
    day = speech.weekday_in_text(found.lead.slot.place)
    return Line(speech.text("besttime-weekday", slot=day, lead=_lead(found, speech)))


def _online(online: OnlineMost, speech: Speech) -> Line:
    """Instagram's own figure beside the comparison, which it has no part in."""
    if online.hour is None:
        return Line(speech.text("besttime-online-unknown", days=online.days, of=DAYS))
    first, last = hour_from(online.hour)
    return Line(speech.text("besttime-online", first=first, last=last, days=online.days, of=DAYS))


def hour_from(first: time) -> tuple[str, str]:
    """Bare hours, as of the bands; with minutes in zones that are half an hour from Meta's."""
    if first.minute:
        minute = f":{first.minute:02}"
        return f"{first.hour}{minute}", f"{(first.hour + 1) % 24}{minute}"
    return str(first.hour), str(first.hour + 1)


def _lead(found: Finding, speech: Speech) -> Html:
    """How much better, between what and what, on how many posts, and how sure that is."""
    lead = found.lead
    assert lead is not None
    return speech.text(
        "besttime-lead",
        times=speech.times(lead.slot.times),
        low=speech.number(lead.low, digits=1),
        high=speech.number(lead.high, digits=1),
        count=lead.slot.count,
        level=speech.plain(
            "besttime-level-ok" if found.level is Level.OK else "besttime-level-thin"
        ),
    )


def hours_of(place: int) -> tuple[int, int]:
    """From when to when a band reaches, by the local clock."""
    first = place * HOURS_IN_A_BAND
    return first, first + HOURS_IN_A_BAND


def _strips(result: BestTimes, speech: Speech) -> ChartSpec:
    bands, weekdays = result.best.bands, result.best.weekdays
    return ChartSpec(
        kind=ChartKind.STRIPS,
        title=speech.plain(
            "besttime-chart",
            kind=speech.plain(KINDS[result.kind]),
            account=handle(result.account.username),
        ),
        labels=(),
        series=(
            _strip(
                speech.plain("besttime-chart-hours", zone=speech.zone_name(result.zone.key)),
                bands,
                tuple("–".join(map(str, hours_of(slot.place))) for slot in bands.slots),
                speech,
            ),
            _strip(
                speech.plain("besttime-chart-weekdays"),
                weekdays,
                tuple(speech.short_weekday(slot.place) for slot in weekdays.slots),
                speech,
            ),
        ),
        decimal_sign=speech.decimal_sign,
        group_sign=speech.group_sign,
    )


def _strip(label: str, found: Finding, labels: tuple[str, ...], speech: Speech) -> Series:
    """Without colour where nothing stands out: a colour would claim what the test denies."""
    return Series(
        label=label,
        values=tuple(slot.times for slot in found.slots),
        muted=found.lead is None,
        words=tuple(_times(slot, speech) for slot in found.slots),
        notes=tuple(f"n={speech.number(slot.count)}" for slot in found.slots),
        labels=labels,
        marked=None if found.lead is None else found.lead.slot.place,
    )


def _times(slot: Slot, speech: Speech) -> str:
    return UNKNOWN if slot.times is None else speech.times(slot.times)
