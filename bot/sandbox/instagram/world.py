"""The accounts of this Instagram and all their media, as a function of seed and time.

Accounts and what is published by hand are documents in the store. The back catalogue and the
scheduled stories are computed from the account's seed whenever they are asked for.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.sandbox.clock import WorldClock
from bot.sandbox.instagram.metrics import FEED, REELS, STORY
from bot.sandbox.store import Store

STORY_LIFE = timedelta(hours=24)
HISTORY = timedelta(days=729)
LEGACY_VIDEOS_UNTIL = timedelta(days=4 * 365)
"""Before the world began: from then on every video became a reel."""
CONVERTED = timedelta(days=5 * 365)
"""Before the world began: when the account became professional."""

ACCOUNT_TYPES = ("BUSINESS", "MEDIA_CREATOR", "PERSONAL")
IMAGE, VIDEO, CAROUSEL_ALBUM = "IMAGE", "VIDEO", "CAROUSEL_ALBUM"
MEDIA_TYPES = {FEED: (IMAGE, CAROUSEL_ALBUM), REELS: (VIDEO,), STORY: (IMAGE, VIDEO)}


def draw(*key: object) -> random.Random:
    """Random numbers that are always the same for a key."""
    return random.Random("|".join(map(str, key)))  # noqa: S311 - a repeatable world, no secrets


def digits(count: int, *key: object) -> str:
    """``count`` decimal digits that are always the same for a key."""
    digest = hashlib.sha256("|".join(map(str, key)).encode()).hexdigest()
    return str(int(digest, 16) % 10**count).zfill(count)


@dataclass(frozen=True)
class Account:
    """``id`` is app-scoped, ``user_id`` is the professional account. ``since``: ISO, UTC.

    The counts describe the back catalogue; ``followers`` is the number when the world began.
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

    @property
    def began(self) -> datetime:
        return datetime.fromisoformat(self.since)

    @property
    def is_professional(self) -> bool:
        return self.account_type != "PERSONAL"


@dataclass(frozen=True)
class Media:
    """One media object. ``viewers``: how many a story will reach, when that was ordered."""

    id: str
    user_id: str
    media_type: str
    media_product_type: str
    timestamp: datetime
    caption: str | None = None
    children: tuple[str, ...] = ()
    parent: str | None = None
    viewers: int | None = None

    @property
    def shortcode(self) -> str:
        digest = hashlib.sha256(self.id.encode()).hexdigest()
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        return "C" + "".join(alphabet[int(digest[n : n + 2], 16) % 64] for n in range(0, 20, 2))

    @property
    def is_story(self) -> bool:
        return self.media_product_type == STORY

    @property
    def is_legacy_video(self) -> bool:
        return (self.media_product_type, self.media_type) == (FEED, VIDEO)

    def has_expired(self, now: datetime) -> bool:
        return self.is_story and now >= self.timestamp + STORY_LIFE


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

_SUBJECTS = ("Morning light", "New on the shelf", "Behind the scenes", "Rainy day", "Small steps")
_ENDINGS = ("What do you think?", "Save it for later.", "Swipe for more.", "Made with care.", "")
_TAGS = ("#slowliving", "#handmade", "#barcelona", "#studio", "#green", "#weekend")


class World:
    def __init__(self, store: Store, clock: WorldClock, seed: int) -> None:
        self._store = store
        self._clock = clock
        self._seed = seed
        self._accounts = {
            user_id: Account(**kept) for user_id, kept in store.load("instagram_accounts").items()
        }
        self._published: dict[str, list[Media]] = {}
        for kept in store.load("instagram_media").values():
            media = Media(
                **{
                    **kept,
                    "timestamp": datetime.fromisoformat(kept["timestamp"]),
                    "children": tuple(kept["children"]),
                }
            )
            self._published.setdefault(media.user_id, []).append(media)
        self._back_catalogues: dict[str, list[Media]] = {}
        self._days: dict[tuple[str, date], list[Media]] = {}
        self._by_id = {media.id: media for kept in self._published.values() for media in kept}
        self._children: dict[str, Media] = {}
        self._deleted = set(store.load("instagram_deleted_media"))
        if not self._accounts:
            for settings in READY_ACCOUNTS:
                self.create_account(settings)

    # Accounts

    def accounts(self) -> list[Account]:
        return list(self._accounts.values())

    def account(self, any_id: str) -> Account | None:
        """By ``user_id`` or by the app-scoped ``id``."""
        found = self._accounts.get(any_id)
        return found or next((one for one in self._accounts.values() if one.id == any_id), None)

    def create_account(self, settings: dict[str, Any]) -> Account:
        """Every setting is optional. Raises ValueError for one that makes no sense."""
        number = len(self._accounts) + 1
        username = settings.get("username", f"account.{number}")
        if any(one.username == username for one in self._accounts.values()):
            raise ValueError(f"there is an account {username!r} already")
        if settings.get("account_type", "BUSINESS") not in ACCOUNT_TYPES:
            raise ValueError(f"account_type must be one of {', '.join(ACCOUNT_TYPES)}")
        counts = {
            "followers": 1500,
            "posts": 12,
            "reels": 6,
            "carousels": 4,
            "children": 3,
            "stories_per_day": 2,
            "legacy_videos": 0,
            "pre_conversion": 0,
            "seed": int(digits(9, self._seed, username)),
        }
        known = {*counts, "username", "name", "account_type", "biography", "website"}
        if unknown := settings.keys() - known:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}; known: {sorted(known)}")
        for name, default in counts.items():
            value = settings.get(name, default)
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise ValueError(f"{name} must be a whole number, not negative")
            counts[name] = value
        account = Account(
            # 17 digits: above 2**53, where JavaScript numbers stop being exact.
            id="27" + digits(12, self._seed, username, "id") + f"{number:03}",
            user_id="17841" + digits(9, self._seed, username, "user_id") + f"{number:03}",
            username=username,
            name=settings.get("name", username.replace(".", " ").title()),
            account_type=settings.get("account_type", "BUSINESS"),
            follows=80 + int(digits(3, username)),
            biography=settings.get("biography", "Made for the sandbox."),
            website=settings.get("website"),
            since=self._now().isoformat(),
            **counts,
        )
        self._accounts[account.user_id] = account
        self._store.put("instagram_accounts", account.user_id, asdict(account))
        return account

    # Media

    def posts(self, account: Account) -> list[Media]:
        """Feed posts and reels that are still there, newest first; no stories."""
        return [one for one in self.posts_ever(account) if one.id not in self._deleted]

    def posts_ever(self, account: Account) -> list[Media]:
        """Feed posts and reels with the deleted ones: what was seen then stays counted."""
        published = [one for one in self._published.get(account.user_id, []) if not one.is_story]
        return sorted(
            [*published, *self._back_catalogue(account)],
            key=lambda media: (media.timestamp, media.id),
            reverse=True,
        )

    def stories(self, account: Account, since: datetime, until: datetime) -> list[Media]:
        """Stories published after ``since``, up to ``until``, newest first; deleted ones too."""
        published = [one for one in self._published.get(account.user_id, []) if one.is_story]
        scheduled = (
            media for day in _days(since, until) for media in self._scheduled_stories(account, day)
        )
        found = [one for one in (*published, *scheduled) if since < one.timestamp <= until]
        return sorted(found, key=lambda media: (media.timestamp, media.id), reverse=True)

    def live_stories(self, account: Account) -> list[Media]:
        now = self._clock.now()
        stories = self.stories(account, now - STORY_LIFE, now)
        return [one for one in stories if one.id not in self._deleted]

    def find_media(self, account: Account, media_id: str) -> Media | None:
        """A media object or carousel child of this account; expired stories are found too."""
        self._back_catalogue(account)
        self.stories(account, account.began - STORY_LIFE, self._clock.now())
        found = self._by_id.get(media_id) or self._children.get(media_id)
        if found is None or found.user_id != account.user_id:
            return None
        if not self._deleted.isdisjoint((found.id, found.parent)):
            return None
        return found if found.timestamp <= self._clock.now() else None

    def is_before_conversion(self, account: Account, media: Media) -> bool:
        return media.timestamp < account.began - CONVERTED

    def publish(
        self,
        account: Account,
        media_product_type: str,
        media_type: str | None,
        caption: str | None,
        viewers: int | None = None,
    ) -> Media:
        """Publish now. Raises ValueError when the two types do not go together."""
        if media_product_type not in MEDIA_TYPES:
            raise ValueError(f"media_product_type must be one of {', '.join(MEDIA_TYPES)}")
        allowed = MEDIA_TYPES[media_product_type]
        media_type = media_type or allowed[0]
        if media_type not in allowed:
            raise ValueError(f"media_type of {media_product_type} must be {' or '.join(allowed)}")
        number = len(self._published.get(account.user_id, []))
        media_id = self._media_id(account, "published", number)
        is_album = media_type == CAROUSEL_ALBUM
        media = Media(
            id=media_id,
            user_id=account.user_id,
            media_type=media_type,
            media_product_type=media_product_type,
            timestamp=self._now(),
            caption=caption,
            children=self._child_ids(account, media_id) if is_album else (),
            viewers=viewers,
        )
        self._published.setdefault(account.user_id, []).append(media)
        self._index(media)
        document = {**asdict(media), "timestamp": media.timestamp.isoformat()}
        self._store.put("instagram_media", media.id, document)
        return media

    def delete(self, media_id: str) -> None:
        """Its owner deletes it. Raises KeyError when nobody has such media."""
        for account in self.accounts():
            if (media := self.find_media(account, media_id)) and media.parent is None:
                self._deleted.add(media.id)
                self._store.put("instagram_deleted_media", media.id, {})
                return
        raise KeyError(media_id)

    def child(self, media_id: str) -> Media:
        return self._children[media_id]

    def _back_catalogue(self, account: Account) -> list[Media]:
        if account.user_id not in self._back_catalogues:
            made = list(self._make_back_catalogue(account))
            self._back_catalogues[account.user_id] = made
            for media in (*made, *self._published.get(account.user_id, [])):
                self._index(media)
        return self._back_catalogues[account.user_id]

    def _make_back_catalogue(self, account: Account) -> Iterator[Media]:
        kinds = [
            *[(FEED, IMAGE)] * account.posts,
            *[(REELS, VIDEO)] * account.reels,
            *[(FEED, CAROUSEL_ALBUM)] * account.carousels,
        ]
        draw(account.seed, "order").shuffle(kinds)
        for number, (product, media_type) in enumerate(kinds):
            age = HISTORY * ((number + 1) / (len(kinds) + 1))
            yield self._make_post(account, number, product, media_type, age)
        for number in range(account.legacy_videos):
            age = LEGACY_VIDEOS_UNTIL + timedelta(days=20 + 45 * number)
            yield self._make_post(account, len(kinds) + number, FEED, VIDEO, age)
        for number in range(account.pre_conversion):
            age = CONVERTED + timedelta(days=20 + 40 * number)
            number_of_all = len(kinds) + account.legacy_videos + number
            yield self._make_post(account, number_of_all, FEED, IMAGE, age)

    def _make_post(
        self, account: Account, number: int, product: str, media_type: str, age: timedelta
    ) -> Media:
        chance = draw(account.seed, "post", number)
        day = (account.began - age).date()
        hour = chance.choice((8, 9, 12, 13, 17, 18, 18, 19, 19, 20, 21))
        published = datetime.combine(
            day, time(hour, chance.randrange(60), chance.randrange(60)), UTC
        )
        media_id = self._media_id(account, "post", number)
        parts = (
            f"{chance.choice(_SUBJECTS)}, no. {number + 1}.",
            chance.choice(_ENDINGS),
            " ".join(chance.sample(_TAGS, k=chance.randrange(3))),
        )
        is_album = media_type == CAROUSEL_ALBUM
        return Media(
            id=media_id,
            user_id=account.user_id,
            media_type=media_type,
            media_product_type=product,
            timestamp=min(published, account.began - timedelta(minutes=1)),
            caption=" ".join(part for part in parts if part) if chance.random() > 0.05 else None,
            children=self._child_ids(account, media_id) if is_album else (),
        )

    def _scheduled_stories(self, account: Account, day: date) -> list[Media]:
        if (account.user_id, day) not in self._days:
            made = [
                self._make_story(account, day, number) for number in range(account.stories_per_day)
            ]
            self._days[account.user_id, day] = made
            for media in made:
                self._index(media)
        return self._days[account.user_id, day]

    def _make_story(self, account: Account, day: date, number: int) -> Media:
        """Spread over the waking hours, 07:00 to 22:00 UTC, never twice in the same second."""
        chance = draw(account.seed, "story", day, number)
        slot = 15 * 3600 / account.stories_per_day
        seconds = int(7 * 3600 + slot * (number + chance.uniform(0.05, 0.95)))
        return Media(
            id=self._media_id(account, "story", day, number),
            user_id=account.user_id,
            media_type=VIDEO if chance.random() < 0.35 else IMAGE,
            media_product_type=STORY,
            timestamp=datetime.combine(day, time(), UTC) + timedelta(seconds=seconds),
        )

    def _index(self, media: Media) -> None:
        self._by_id[media.id] = media
        for number, child_id in enumerate(media.children):
            chance = draw(media.id, "child", number)
            self._children[child_id] = Media(
                id=child_id,
                user_id=media.user_id,
                media_type=VIDEO if chance.random() < 0.15 else IMAGE,
                media_product_type=FEED,
                timestamp=media.timestamp,
                parent=media.id,
            )

    def _child_ids(self, account: Account, media_id: str) -> tuple[str, ...]:
        count = max(account.children, 2)
        return tuple(self._media_id(account, media_id, "child", n) for n in range(count))

    def _media_id(self, account: Account, *key: object) -> str:
        return "180" + digits(14, account.user_id, account.seed, *key)

    def _now(self) -> datetime:
        """Instagram's timestamps have whole seconds."""
        return self._clock.now().replace(microsecond=0)


def _days(since: datetime, until: datetime) -> Iterator[date]:
    day = since.date()
    while day <= until.date():
        yield day
        day += timedelta(days=1)
