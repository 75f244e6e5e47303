"""Texts that somebody wrote, made such that a page can hold them."""

import unicodedata
from collections.abc import Container
from itertools import pairwise

from bot.presenters.layout import shorten

LONGEST_WORD = 24
"""From here on a word may be broken, so that none is wider than a column."""
BREAK_EVERY = 8
MOST_MARKS = 3
"""Marks on one character; more climb into the lines above."""

_LEFT_OUT = {"Cc", "Cf", "Cs", "Me"}
"""Besides what nobody sees, what is drawn around a character: of a keycap the digit is left."""
_BREAK = "\u200b"
_JOINER = "\u200d"
_KEPT = {_JOINER, "\u200c", "\ufe0e", "\ufe0f", "\u200e", "\u200f"}
"""Of the characters without a picture: what joins others, and which way they go."""


def legible(text: str, limit: int, glyphs: Container[int]) -> str:
    """One line of at most ``limit`` UTF-16 units, of characters that ``glyphs`` has."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        if unicodedata.combining(character):
            marks += 1
            if marks > MOST_MARKS:
                continue
        else:
            marks = 0
        if character.isspace():
            kept.append(" ")
        elif character in _KEPT or _has_picture(character, glyphs):
            kept.append(character)
    line = shorten("".join(kept), limit)
    return " ".join(_breakable(word) for word in line.split(" ")).strip("".join(_KEPT))


def reads_from_the_right(text: str) -> bool:
    """Whether its first letter does: Hebrew, Arabic and others."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _has_picture(character: str, glyphs: Container[int]) -> bool:
    return ord(character) in glyphs and unicodedata.category(character) not in _LEFT_OUT


def _breakable(word: str) -> str:
    """With places to break, never inside what is shown as one character."""
    if len(word) <= LONGEST_WORD:
        return word
    parts = [word[0]]
    since = 1
    flags = int(_is_half_a_flag(word[0]))
    for before, character in pairwise(word):
        together = _JOINER in {before, character} or _goes_with_the_last(character)
        if since >= BREAK_EVERY and not together and flags % 2 == 0:
            parts.append(_BREAK)
            since = 0
        parts.append(character)
        since += 1
        flags = flags + 1 if _is_half_a_flag(character) else 0
    return "".join(parts)


def _is_half_a_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _goes_with_the_last(character: str) -> bool:
    is_skin = "\U0001f3fb" <= character <= "\U0001f3ff"
    return is_skin or character in _KEPT or unicodedata.category(character)[0] == "M"
