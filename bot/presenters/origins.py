"""Where a screen was opened from, in a word that fits into its button, and the way back there."""

import re

from bot.domain.media import MediaProductType
from bot.domain.same_age import Measure
from bot.presenters.actions import Action, OpenMediaList, OpenOverview, OpenTag, OpenTop

_LETTERS = {MediaProductType.FEED: "p", MediaProductType.REELS: "r"}
"""So short, because the longest way is that from a list by its best ones to a card."""
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}

_LIST = re.compile(r"([pr])([0-9]{1,4})")
"""Meta gives at most 10,000 posts, which are 2,000 pages."""
_OVERVIEW = re.compile(r"overview\.([0-9]{1,3})\.([a-z]{1,9})")
_TOP = re.compile(rf"top\.({'|'.join(Measure)})\.([0-9]{{1,3}})\.([01])(?:\.([pr][0-9]{{1,4}}))?")
_TAG = re.compile(r"tag\.([0-9]{1,19})")


def origin_of(action: OpenMediaList | OpenOverview | OpenTag | OpenTop) -> str:
    match action:
        case OpenMediaList(kind, page):
            return f"{_LETTERS[kind]}{page}"
        case OpenOverview(days, chart):
            return f"overview.{days}.{chart}"
        case OpenTag(tag_id):
            return f"tag.{tag_id}"
        case OpenTop(measure, days, worst, origin):
            words = f"top.{measure.value}.{days}.{int(worst)}"
            return f"{words}.{origin}" if origin else words


def way_back(origin: str) -> Action | None:
    """None for what is no origin: a button can say anything."""
    if listed := _LIST.fullmatch(origin):
        return OpenMediaList(_KINDS[listed[1]], int(listed[2]))
    if shown := _OVERVIEW.fullmatch(origin):
        return OpenOverview(int(shown[1]), shown[2])
    if tag := _TAG.fullmatch(origin):
        return OpenTag(int(tag[1])) if int(tag[1]) < 2**63 else None
    if top := _TOP.fullmatch(origin):
        return OpenTop(Measure(top[1]), int(top[2]), top[3] == "1", top[4] or "")
    return None


def kept(origin: str) -> str:
    """Of the screens between a card and the start, which say it again on their own buttons.

    Only what is short enough for each of them; none for what a button of ours never said.
    """
    return origin if isinstance(way_back(origin), OpenMediaList | OpenOverview) else ""
