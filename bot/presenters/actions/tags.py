"""Topics, and two things side by side."""

from dataclasses import dataclass

from bot.domain.media import MediaProductType


@dataclass(frozen=True)
class OpenTags:
    """The person's topics for the current account."""

    page: int = 0


@dataclass(frozen=True)
class OpenTag:
    tag_id: int


@dataclass(frozen=True)
class OpenMarking:
    """What can be marked with a topic, a page at a time."""

    tag_id: int
    kind: MediaProductType = MediaProductType.FEED
    page: int = 0


@dataclass(frozen=True)
class MarkFromTag:
    """Mark one of that page with the topic, or take it off."""

    tag_id: int
    kind: MediaProductType
    target_id: int
    on: bool
    page: int = 0


@dataclass(frozen=True)
class OpenTagsOf:
    """Which topics a post, reel or story has."""

    kind: MediaProductType
    target_id: int
    page: int = 0


@dataclass(frozen=True)
class MarkFromCard:
    """The same as MarkFromTag, and stay with the post, reel or story."""

    kind: MediaProductType
    target_id: int
    tag_id: int
    on: bool
    page: int = 0


@dataclass(frozen=True)
class OpenCompare:
    """What can be compared."""


@dataclass(frozen=True)
class ComparePeriods:
    """The last days beside as many, ``back`` lengths before."""

    days: int = 7
    back: int = 1


@dataclass(frozen=True)
class PickPost:
    """Choose a post to compare; ``first_id`` is the one that is chosen already, 0 for none."""

    first_id: int = 0
    kind: MediaProductType = MediaProductType.FEED
    page: int = 0


@dataclass(frozen=True)
class ComparePosts:
    first_id: int
    second_id: int


@dataclass(frozen=True)
class PickTag:
    """The same with topics."""

    first_id: int = 0
    page: int = 0


@dataclass(frozen=True)
class CompareTags:
    first_id: int
    second_id: int


@dataclass(frozen=True)
class OpenRenameTag:
    tag_id: int


@dataclass(frozen=True)
class AskRemoveTag:
    tag_id: int


@dataclass(frozen=True)
class RemoveTag:
    tag_id: int
