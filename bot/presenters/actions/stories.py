"""Stories, their days, and what they look like."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OpenLiveStories:
    pass


@dataclass(frozen=True)
class OpenStoryArchive:
    page: int = 0


@dataclass(frozen=True)
class OpenStoryMonth:
    """``month`` as 202611, or 0 for that of the newest stories; ``page`` counts from 0."""

    month: int = 0
    page: int = 0


@dataclass(frozen=True)
class OpenSequence:
    sequence_id: int


@dataclass(frozen=True)
class OpenSequencePictures:
    """The slides of a day side by side."""

    sequence_id: int


@dataclass(frozen=True)
class OpenStory:
    """``origin``: where Back leads, as for OpenMedia; to its day when empty."""

    story_id: int
    origin: str = ""


@dataclass(frozen=True)
class OpenStoryCurve:
    """The life curve of a story."""

    story_id: int
