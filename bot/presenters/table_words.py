"""Exported tables in words: what they are, what their columns are called, what to know of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.exports import Cell, Column, ExportKind, Note, Unit
from bot.domain.formulas import FORMULAS
from bot.domain.story_life import StoryState
from bot.presenters.layout import handle
from bot.presenters.metric_words import NAMES, metric_name
from bot.presenters.speech import Speech
from bot.services.results import NumbersTable

KINDS = {
    ExportKind.DAYS: "export-kind-days",
    ExportKind.POSTS: "export-kind-posts",
    ExportKind.REELS: "export-kind-reels",
    ExportKind.STORIES: "export-kind-stories",
    ExportKind.AUDIENCE: "export-kind-audience",
}
NOTES = {
    Note.BLANK: "note-blank",
    Note.DELAY: "note-delay",
    Note.TWO_YEARS: "note-two-years",
    Note.ORGANIC: "note-organic",
    Note.WITH_ADS: "note-with-ads",
    Note.ALBUMS: "note-albums",
    Note.REPLIES: "note-replies",
    Note.FEW_VIEWERS: "note-few-viewers",
    Note.UNIQUE: "note-unique",
    Note.INSTAGRAM_DAYS: "note-instagram-days",
    Note.AUDIENCE: "note-audience",
    Note.ESTIMATED: "note-estimated",
}
_COLUMNS = {
    "media_id": "table-media-id",
    "published_at": "table-published",
    "format": "table-format",
    "caption": "table-caption",
    "followers_then": "table-followers-then",
    "still_counting": "table-still-counting",
    "permalink": "table-permalink",
    "as_of": "table-as-of",
    "story_day": "table-day",
    "slide": "table-slide",
    "state": "table-state",
    "age_at_last_look": "table-age-at-last-look",
    "tap_forward": "table-tap-forward",
    "tap_back": "table-tap-back",
    "tap_exit": "table-tap-exit",
    "swipe_forward": "table-swipe-forward",
    "day": "table-day",
    "followers": "table-followers",
    "reach_of_followers": "table-reach-of-followers",
    "reach_of_others": "table-reach-of-others",
    "reach_by_instagram_day": "table-reach-by-instagram-day",
    "came": "table-came",
    "left": "table-left",
    "audience": "table-audience",
    "breakdown": "table-breakdown",
    "part": "table-part",
    "people": "table-people",
    "share": "table-share",
}
_CELLS = {
    "image": "kind-of-media-photo",
    "carousel": "kind-of-media-carousel",
    "carousel_album": "kind-of-media-carousel",
    "video": "kind-of-media-video",
    "legacy_video": "kind-of-media-video",
    "reels": "kind-of-media-reel",
    StoryState.LIVE.value: "state-live",
    StoryState.FINAL.value: "state-final",
    StoryState.PARTIAL.value: "state-partial",
    StoryState.HIDDEN.value: "state-hidden",
    StoryState.LOST.value: "state-lost",
    "age": "breakdown-age",
    "gender": "breakdown-gender",
    "city": "breakdown-city",
    "country": "breakdown-country",
}
"""Words of ours that stand in cells, in the columns below; whatever else is left as it is."""
_WORDED = {"format", "state", "audience", "breakdown"}


def kind_name(kind: ExportKind, speech: Speech) -> str:
    return speech.plain(KINDS[kind])


def note_words(note: Note, speech: Speech) -> str:
    """One or two plain sentences."""
    return speech.plain(NOTES[note])


def table_title(table: NumbersTable, speech: Speech) -> str:
    account = handle(table.account.username)
    return f"{account} · {kind_name(table.kind, speech)} · {speech.period_with_year(table.period)}"


def about_table(table: NumbersTable, speech: Speech) -> list[tuple[str, str]]:
    """What the file is: name and value."""
    return [
        (speech.plain("table-about-account"), handle(table.account.username)),
        (speech.plain("table-about-what"), kind_name(table.kind, speech)),
        (speech.plain("table-about-period"), speech.period_with_year(table.period)),
        (speech.plain("table-about-days-in"), table.period.zone.key),
        (speech.plain("table-about-times-in"), table.zone.key),
        (speech.plain("table-about-made"), made_at(table.made_at, speech)),
    ]


def made_at(instant: datetime, speech: Speech) -> str:
    return f"{speech.day_of(instant)}, {speech.time(instant)}"


def column_title(column: Column, speech: Speech, zone: ZoneInfo) -> str:
    """Instants say by whose clock."""
    if column.name in _COLUMNS:
        title = speech.plain(_COLUMNS[column.name])
    else:
        title = metric_name(column.name, speech)
    if column.unit is Unit.INSTANT:
        return f"{title} ({zone.key})"
    if column.unit is Unit.SECONDS:
        return f"{title}, {speech.plain('unit-seconds', count='').strip()}"
    return title


def column_meaning(column: Column, speech: Speech) -> str:
    """What a metric counts, and by which formula where it is worked out; else nothing."""
    if column.name not in NAMES:
        return ""
    key = f"metric-{column.name.replace('_', '-')}"
    meaning = speech.plain(key)
    formula = FORMULAS.get(column.name)
    return meaning if formula is None else f"{meaning} = {formula}"


def cell_words(column: Column, cell: Cell, speech: Speech) -> Cell:
    """A cell as people read it: kinds and states in words, all else as it is."""
    if column.name not in _WORDED or not isinstance(cell, str):
        return cell
    if cell in _CELLS:
        return speech.plain(_CELLS[cell])
    return metric_name(cell, speech) if cell in NAMES else cell
