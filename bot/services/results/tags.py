"""A person's topics, and what they marked with them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount
from bot.domain.media import Media, MediaProductType
from bot.domain.story_life import Story
from bot.domain.tags import Tag
from bot.domain.topics import TopicNumbers
from bot.services.ports import CountedTag, Target


@dataclass(frozen=True)
class TagList:
    """By name."""

    account: InstagramAccount
    tags: Sequence[CountedTag]


@dataclass(frozen=True)
class TagCard:
    """One topic. What has it stands newest first."""

    account: InstagramAccount
    tag: Tag
    media: Sequence[Media]
    stories: Sequence[Story]
    numbers: TopicNumbers
    now: datetime


@dataclass(frozen=True)
class TagsOfTarget:
    """All tags of the person, and the ids of those that one post, reel or story has."""

    account: InstagramAccount
    target: Target
    tags: Sequence[Tag]
    marked: Collection[int]


@dataclass(frozen=True)
class MarkingList:
    """A page of posts, reels or stories, and the ids of those that have the tag."""

    account: InstagramAccount
    tag: Tag
    kind: MediaProductType
    entries: Sequence[Media | Story]
    marked: Collection[int]
    page: int
    pages: int
    now: datetime
