"""The rule of all menus: at most five choices a screen, five entries a page, and Back last.

A choice is one question: buttons of the same kind of action answer the same one (a switch of
periods, the numbers of a list's entries, a pair of paging arrows). Back and addresses are none.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path

import matplotlib as mpl
from PIL import ImageFont

from bot.presenters.actions import Action, OpenMedia, OpenStory
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from tests.gallery.operator import alerts

MOST = 5
"""Choices a screen, and entries a page."""

WITHOUT_BACK = {
    "welcome": "the start itself",
    "home": "the start itself",
    "digest": "comes by itself and stays: what it leads to is sent below it",
    "daily digest": "comes by itself and stays",
    "monthly digest": "comes by itself and stays",
    "quiet digest": "comes by itself and stays",
    "digest of all accounts": "comes by itself and stays",
    "digest in a chat": "comes by itself and stays",
    "deleted": "the last word: there is nobody left to lead anywhere",
    "home of a chat": "the start of a group",
    "granted, told to the chat": "comes by itself, and is the start of a group",
    "link broken, for a group": "words in a group",
    "proposal in a chat": "words in a group",
    "digests of a chat": "words in a group",
    "taken away": "words in a group",
    "only in private": "words in a group",
    "location asked": "its way back stands in the place of the letters",
    "location not shared": "the screen to go on from comes below it",
    "location taken": "the settings come below it",
    "location told": "the offer comes below it",
    "location at sea": "words to go on from: a city is typed",
    "inline card": "stands in somebody else's chat",
    **dict.fromkeys(alerts(), "words in the admin chat, which may be a group"),
}

DIALS = {
    "digest hours": "the hours of a day, like a clock's face",
    "digest weekdays": "the days of a week",
    "quiet from": "the hours of a day",
    "quiet until": "the hours of a day",
    "regions": "the parts of the world, known by heart",
    "cities": "half of them a page would be twice the pages to leaf through",
    "topic": "the numbers that stand on one screen, to be found again by their names",
    "sequence": "the slides of one day, by their numbers: one strip, as Instagram shows it",
    "sequence pictures": "the same slides",
    "alert wrap-up": "the same slides",
    "live stories": "the stories of one day, by their numbers",
    "a new key": "the whole key as it would be made: what it opens, reads, and for how long",
}
"""Where more than five entries stand together, because everybody knows where to look."""


SAME_QUESTION: Mapping[type[Action], type[Action]] = {OpenStory: OpenMedia}
"""The numbers of one list, on a topic's card, lead to posts and to stories."""


def choices(screen: Screen, speech: Speech) -> set[str]:
    """The questions that a screen asks, by the kind of action that answers them."""
    kinds = {type(action) for action in _asked(screen, speech)}
    return {SAME_QUESTION.get(kind, kind).__name__ for kind in kinds}


def entries(screen: Screen, speech: Speech) -> int:
    """How many the longest list of buttons has that say the same thing of something else."""
    alike = Counter((type(action), _said(action)) for action in _asked(screen, speech))
    return max(alike.values(), default=0)


def leads_back(screen: Screen, speech: Speech) -> bool:
    """By its last row, in which nothing else stands."""
    return bool(screen.buttons) and [_is_back(one, speech) for one in screen.buttons[-1]] == [True]


def _asked(screen: Screen, speech: Speech) -> list[Action]:
    return [
        button.action
        for row in screen.buttons
        for button in row
        if button.action is not None and not _is_back(button, speech)
    ]


def _is_back(button: Button, speech: Speech) -> bool:
    return button.text == speech.plain("button-back")


def _said(action: Action) -> frozenset[str]:
    """What it names beyond its defaults: an entry names a thing, an arrow a page."""
    return frozenset(
        field.name
        for field in fields(action)
        if field.default is MISSING or getattr(action, field.name) != field.default
    )


MESSAGE_WIDTH, BETWEEN, MARGINS = 335, 6, 14
"""Pixels of a message on a phone of 400, between two buttons, and of a button beside its words."""
LETTERS, PICTURE_WIDTH, FIRST_PICTURE = 14, 19, 0x2600


def width(words: str) -> float:
    """Pixels; an emoji is as wide as the letters are high, and a bit."""
    seen = [sign for sign in words if sign not in "\ufe0f\u2068\u2069"]
    letters = "".join(sign for sign in seen if ord(sign) < FIRST_PICTURE)
    return _font().getlength(letters) + PICTURE_WIDTH * (len(seen) - len(letters))


def room_in_a_row_of(buttons: int) -> float:
    return (MESSAGE_WIDTH - BETWEEN * (buttons - 1)) / buttons - MARGINS


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(mpl.get_data_path(), "fonts/ttf/DejaVuSans.ttf"), LETTERS)
