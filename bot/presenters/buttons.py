"""Buttons that stand on several screens."""

from collections.abc import Callable, Sequence

from bot.presenters.actions import Action, OpenHome, StartLinking
from bot.presenters.screen import Button, Style
from bot.presenters.speech import Speech

Row = Sequence[Button]


def button(speech: Speech, key: str, action: Action) -> Button:
    return Button(speech.plain(key), action=action)


def back(speech: Speech, action: Action | None = None) -> Row:
    """The last row of every screen; to the start where no ``action`` is given."""
    return [Button(speech.plain("button-back"), action=action or OpenHome())]


def connect(speech: Speech) -> Row:
    return [_primary(speech.plain("button-connect"))]


def link_again(speech: Speech) -> Row:
    return [_primary(speech.plain("button-link-again"))]


def choice(label: str, chosen: bool, action: Action) -> Button:
    """One of several, with a tick when it is the present one."""
    return Button(f"✓ {label}" if chosen else label, action=action)


def pages(page: int, count: int, to_page: Callable[[int], Action]) -> list[Row]:
    """Arrows to the neighbouring pages; no row when there is one page only."""
    arrows = [
        Button(sign, action=to_page(target))
        for sign, target in (("‹", page - 1), ("›", page + 1))
        if 0 <= target < count
    ]
    return [arrows] if arrows else []


def _primary(label: str) -> Button:
    return Button(label, action=StartLinking(), style=Style.PRIMARY)
