"""Topics that people mark what they published with: what a name may be, and which are the same."""

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.errors import BotError

LONGEST_NAME = 30
"""In UTF-16 units: with its counts it fits on a button."""

MOST_TAGS = 50
"""Of one person for one account."""

RENAMES = "="
"""Between an old name and a new one."""

# Control characters, half characters, and marks that turn the direction of what follows.
_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SEEN = frozenset("LNSP")
"""Letters, numbers, symbols and punctuation: something that can be seen."""


class TagNameUnusable(BotError):
    """Nothing of it can be seen, it is too long, or it holds the sign that renames."""

    message_key = "error-tag-name"


class TagNameTaken(BotError):
    """Another tag of the person has this name."""

    message_key = "error-tag-taken"


class TooManyTags(BotError):
    message_key = "error-too-many-tags"


@dataclass(frozen=True)
class Tag:
    """A person's word for a topic of one account."""

    id: int
    telegram_user_id: int
    account_id: int
    name: str


def tag_name(words: str) -> str:
    """A name as it is kept and shown: one line, composed characters, no leading ``#``.

    Raises TagNameUnusable.
    """
    line = unicodedata.normalize("NFC", _UNWANTED.sub(" ", words))
    name = " ".join(line.split()).lstrip("#").strip()
    length = len(name.encode("utf-16-le")) // 2
    is_seen = any(unicodedata.category(one)[0] in _SEEN for one in name)
    if length > LONGEST_NAME or not is_seen or RENAMES in name:
        raise TagNameUnusable(f"{length} units")
    return name


def tag_key(name: str) -> str:
    """The same for names that people take for the same: ``Café``, ``café`` and ``CAFÉ``."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
