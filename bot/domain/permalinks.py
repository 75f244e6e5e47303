"""Which post or reel an address of Instagram's names."""

import re

_ADDRESS = re.compile(
    r"(?:^|[\s<(])(?:https?://)?(?:[a-z]+\.)?instagram\.com/"
    # The name of the account may stand before the kind.
    r"(?:[\w.]+/)?(?:p|reel|reels|tv)/(?P<shortcode>[\w-]{5,64})(?=[/?#\s>)]|$)",
    re.IGNORECASE | re.ASCII,
)
_ADDRESSED = re.compile(r"instagram\.com/", re.IGNORECASE)
_NUMBER = re.compile(r"#?([1-9]\d{0,4})", re.ASCII)


def shortcode_in(words: str) -> str | None:
    """The part of an address that is the same in all its forms; None where there is none."""
    found = _ADDRESS.search(words)
    return None if found is None else found["shortcode"]


def is_address(words: str) -> bool:
    """Whether somebody meant an address of Instagram's, known to us or not."""
    return _ADDRESSED.search(words) is not None


def number_in(words: str) -> int | None:
    """1 is the newest."""
    found = _NUMBER.fullmatch(words.strip())
    return None if found is None else int(found[1])
