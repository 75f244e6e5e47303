"""Posts and reels."""

from dataclasses import dataclass

from bot.domain.media import MediaProductType
from bot.domain.same_age import Measure


@dataclass(frozen=True)
class OpenMediaList:
    kind: MediaProductType
    page: int = 0


@dataclass(frozen=True)
class OpenMedia:
    """``force``: read anew, however fresh what is known.

    ``origin``: where Back leads, as ``presenters.origins`` words it; to the list when empty.
    """

    media_id: int
    force: bool = False
    origin: str = ""


@dataclass(frozen=True)
class OpenTop:
    """The five that did best beside their usual; ``worst``: those that did worst.

    ``origin``: where Back leads, as for OpenMedia; to the start when empty.
    """

    measure: Measure = Measure.REACH
    days: int = 30
    worst: bool = False
    origin: str = ""


@dataclass(frozen=True)
class OpenTopMeasures:
    """By what else they can be held against their usual."""

    measure: Measure
    days: int = 30
    worst: bool = False
    origin: str = ""


@dataclass(frozen=True)
class OpenPost:
    """What to send for the card of one post."""


@dataclass(frozen=True)
class OpenAlbum:
    """One picture of an album; ``position`` counts from 0."""

    media_id: int
    position: int = 0
