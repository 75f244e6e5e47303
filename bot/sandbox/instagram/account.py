"""The accounts: what they are, and those that are there from the start."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sandbox.instagram.chance import digits

ACCOUNT_TYPES = ("BUSINESS", "MEDIA_CREATOR", "PERSONAL")
_COUNTS = {
    "followers": 1500,
    "posts": 12,
    "reels": 6,
    "carousels": 4,
    "children": 3,
    "stories_per_day": 2,
    "legacy_videos": 0,
    "pre_conversion": 0,
    "before_conversion": 0,
}
_TEXTS = ("username", "name", "account_type", "biography", "website")


@dataclass(frozen=True)
class Account:
    """``id`` is app-scoped, ``user_id`` is the professional account. ``since``: ISO, UTC.

    The counts describe the back catalogue; ``followers`` is the number when the world began.
    ``before_conversion``: how many of the oldest media are from before the account became
    professional; ``pre_conversion`` posts come on top of the others and are, too.
    """

    id: str
    user_id: str
    username: str
    name: str
    account_type: str
    followers: int
    follows: int
    biography: str
    website: str | None
    seed: int
    since: str
    posts: int
    reels: int
    carousels: int
    children: int
    legacy_videos: int
    pre_conversion: int
    stories_per_day: int
    before_conversion: int = 0

    @property
    def began(self) -> datetime:
        return datetime.fromisoformat(self.since)

    @property
    def is_professional(self) -> bool:
        return self.account_type != "PERSONAL"


def new_account(settings: dict[str, Any], number: int, world_seed: int, since: datetime) -> Account:
    """Every setting is optional. Raises ValueError for one that makes no sense."""
    if unknown := settings.keys() - {*_COUNTS, *_TEXTS, "seed"}:
        known = sorted({*_COUNTS, *_TEXTS, "seed"})
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}; known: {known}")
    if settings.get("account_type", "BUSINESS") not in ACCOUNT_TYPES:
        raise ValueError(f"account_type must be one of {', '.join(ACCOUNT_TYPES)}")
    username = settings.get("username", f"account.{number}")
    counts = {**_COUNTS, "seed": int(digits(9, world_seed, username))}
    for name, default in counts.items():
        counts[name] = _count(name, settings.get(name, default))
    return Account(
        # 17 digits: above 2**53, where JavaScript numbers stop being exact.
        id="27" + digits(12, world_seed, username, "id") + f"{number:03}",
        user_id="17841" + digits(9, world_seed, username, "user_id") + f"{number:03}",
        username=username,
        name=settings.get("name", username.replace(".", " ").title()),
        account_type=settings.get("account_type", "BUSINESS"),
        follows=80 + int(digits(3, username)),
        biography=settings.get("biography", "Made for the sandbox."),
        website=settings.get("website"),
        since=since.isoformat(),
        **counts,
    )


def _count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} must be a whole number, not negative")
    return value


READY_ACCOUNTS: tuple[dict[str, Any], ...] = (
    {
        "username": "casa.verde",
        "name": "Casa Verde",
        "account_type": "BUSINESS",
        "followers": 12_346,
        "posts": 96,
        "reels": 62,
        "carousels": 48,
        "children": 4,
        "legacy_videos": 5,
        "pre_conversion": 3,
        "stories_per_day": 4,
        "biography": "Plants, pots and patience. Open Tue–Sat.",
        "website": "https://casaverde.example",
    },
    {
        "username": "marta.draws",
        "name": "Marta Ilustra",
        "account_type": "MEDIA_CREATOR",
        "followers": 58_120,
        "posts": 40,
        "reels": 85,
        "carousels": 35,
        "children": 6,
        "stories_per_day": 6,
        "biography": "Ink, gouache and a very old cat.",
    },
    {
        "username": "tiny.bakery",
        "name": "Tiny Bakery",
        "account_type": "BUSINESS",
        "followers": 23,
        "posts": 6,
        "reels": 2,
        "carousels": 1,
        "children": 3,
        "stories_per_day": 1,
        "biography": "Just opened.",
    },
    {
        "username": "leo.private",
        "name": "Leo",
        "account_type": "PERSONAL",
        "followers": 180,
        "posts": 12,
        "reels": 1,
        "carousels": 2,
        "children": 2,
        "stories_per_day": 0,
        "biography": "Friends only.",
    },
)
