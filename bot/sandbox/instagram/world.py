"""The accounts of this Instagram and all their media, as a function of seed and time.

Accounts and what is published by hand are documents in the store. The back catalogue and the
scheduled stories are computed from the account's seed whenever they are asked for.
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from bot.sandbox.clock import WorldClock
from bot.sandbox.instagram.account import READY_ACCOUNTS, Account, new_account
from bot.sandbox.instagram.catalogue import (
    FEWEST_CHILDREN,
    back_catalogue,
    child_ids,
    children_of,
    converted_at,
    new_media_id,
    stories_of_day,
)
from bot.sandbox.instagram.media import CAROUSEL_ALBUM, MEDIA_TYPES, STORY_LIFE, Media
from bot.sandbox.store import Store

MOST_CHILDREN = 20


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
        account = new_account(settings, len(self._accounts) + 1, self._seed, self._now())
        if any(one.username == account.username for one in self._accounts.values()):
            raise ValueError(f"there is an account {account.username!r} already")
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
        return media.timestamp < converted_at(account, self._back_catalogue(account))

    def publish(
        self,
        account: Account,
        media_product_type: str,
        media_type: str | None,
        caption: str | None,
        viewers: int | None = None,
        children: int | None = None,
    ) -> Media:
        """Publish now. Raises ValueError when the types, or the children, do not go together."""
        if media_product_type not in MEDIA_TYPES:
            raise ValueError(f"media_product_type must be one of {', '.join(MEDIA_TYPES)}")
        allowed = MEDIA_TYPES[media_product_type]
        media_type = media_type or allowed[0]
        if media_type not in allowed:
            raise ValueError(f"media_type of {media_product_type} must be {' or '.join(allowed)}")
        number = len(self._published.get(account.user_id, []))
        published_id = new_media_id(account, "published", number)
        count = _count_of_children(account, media_type, children)
        media = Media(
            id=published_id,
            user_id=account.user_id,
            media_type=media_type,
            media_product_type=media_product_type,
            timestamp=self._now(),
            caption=caption,
            children=child_ids(account, published_id, count),
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
            made = list(back_catalogue(account))
            self._back_catalogues[account.user_id] = made
            for media in (*made, *self._published.get(account.user_id, [])):
                self._index(media)
        return self._back_catalogues[account.user_id]

    def _scheduled_stories(self, account: Account, day: date) -> list[Media]:
        if (account.user_id, day) not in self._days:
            made = stories_of_day(account, day)
            self._days[account.user_id, day] = made
            for media in made:
                self._index(media)
        return self._days[account.user_id, day]

    def _index(self, media: Media) -> None:
        self._by_id[media.id] = media
        self._children.update((child.id, child) for child in children_of(media))

    def _now(self) -> datetime:
        """Instagram's timestamps have whole seconds."""
        return self._clock.now().replace(microsecond=0)


def _count_of_children(account: Account, media_type: str, asked: int | None) -> int:
    if media_type != CAROUSEL_ALBUM:
        if asked is not None:
            raise ValueError(f"only a {CAROUSEL_ALBUM} has children")
        return 0
    count = max(account.children, FEWEST_CHILDREN) if asked is None else asked
    if not FEWEST_CHILDREN <= count <= MOST_CHILDREN:
        raise ValueError(f"children must be {FEWEST_CHILDREN} to {MOST_CHILDREN}")
    return count


def _days(since: datetime, until: datetime) -> Iterator[date]:
    day = since.date()
    while day <= until.date():
        yield day
        day += timedelta(days=1)
