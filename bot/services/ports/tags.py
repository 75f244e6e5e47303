"""Topics of a person, and what they marked with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.media import Media, MediaProductType
from bot.domain.story_life import Story
from bot.domain.tags import Tag


@dataclass(frozen=True)
class CountedTag:
    """A tag, and on how many posts, reels and stories it is."""

    tag: Tag
    posts: int
    reels: int
    stories: int


@dataclass(frozen=True)
class Target:
    """What is marked: a post or reel, or a story, by our own id."""

    kind: MediaProductType
    id: int

    @property
    def is_story(self) -> bool:
        return self.kind is MediaProductType.STORY


class Tags(Protocol):
    """Every one is asked for with its person: those of others do not exist."""

    async def add(self, telegram_user_id: int, account_id: int, name: str) -> Tag:
        """The person's tag of this name; an older one keeps its spelling."""
        ...

    async def find(self, telegram_user_id: int, account_id: int, name: str) -> Tag | None: ...

    async def get(self, telegram_user_id: int, tag_id: int) -> Tag | None: ...

    async def count(self, telegram_user_id: int, account_id: int) -> int: ...

    async def of_account(self, telegram_user_id: int, account_id: int) -> list[CountedTag]:
        """By name."""
        ...

    async def of_target(self, telegram_user_id: int, target: Target) -> list[Tag]:
        """By name."""
        ...

    async def rename(self, tag: Tag, name: str) -> None:
        """The caller has made sure that no other tag has this name."""
        ...

    async def remove(self, tag: Tag) -> None:
        """With all its marks."""
        ...

    async def set_mark(self, tag: Tag, target: Target, *, on: bool) -> None:
        """The target is of the tag's account: the caller has made sure of that."""
        ...

    async def marked_among(self, tag: Tag, kind: MediaProductType, ids: Sequence[int]) -> set[int]:
        """Which of these posts and reels, or stories, have the tag."""
        ...

    async def media(self, tag: Tag, limit: int) -> list[Media]:
        """Posts and reels that have it, newest first."""
        ...

    async def stories(self, tag: Tag, limit: int) -> list[Story]:
        """Newest first."""
        ...
