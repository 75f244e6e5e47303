"""What is left of a name when case, accents and signs do not count."""

import re
import unicodedata

BETWEEN = "|"
"""Stands between the names of one city, and stays."""

_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['’‘ʻʼ`´]")
_SIGNS = re.compile(r"[^\w|]+")
_AT_THE_EDGE = re.compile(r" ?\| ?")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"})
"""Those that Unicode does not take apart."""


def fold(names: str) -> str:
    """ "Ciudad de México" → "ciudad de mexico", "Нью-Йорк" → "нью иорк"."""
    plain = unicodedata.normalize("NFKD", names.casefold())
    plain = _APOSTROPHES.sub("", _ACCENTS.sub("", plain)).translate(_LETTERS)
    return _AT_THE_EDGE.sub(BETWEEN, _SIGNS.sub(" ", plain)).strip()
