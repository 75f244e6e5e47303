"""The pictures of stories: where they come from, and where they are kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.errors import BotError
from bot.domain.story_life import PictureLoss, PictureState
from bot.services.ports.due import DueRows, Ref


class NoPicture(BotError):
    """A picture could not be had. ``ended``: its address leads nowhere any more."""

    def __init__(self, loss: PictureLoss, detail: str, *, ended: bool = False) -> None:
        """``detail`` never holds the address: it is signed, and opens the picture for anybody."""
        super().__init__(detail, retryable=True)
        self.loss = loss
        self.ended = ended


class Thumbnail(Protocol):
    async def __call__(self, address: str) -> bytes:
        """What is at the address as a small JPEG. Raises NoPicture."""
        ...


@dataclass(frozen=True)
class DuePicture:
    """A picture that is ours to fetch now. ``address`` is None where Instagram named none."""

    ref: Ref
    account_id: int
    media_id: str
    address: str | None
    posted_at: datetime


class StoryPictures(DueRows, Protocol):
    """One row a story: due until the picture is there or the story ends. The row id is its id."""

    async def plan(self, story_id: int, account_id: int, deadline: datetime) -> None: ...

    async def due(self, refs: Sequence[Ref]) -> list[DuePicture]: ...

    async def keep(self, ref: Ref, jpeg: bytes) -> bool:
        """The picture, in the statement that finishes its row; False when it is not ours now."""
        ...

    async def postpone(self, ref: Ref, at: datetime, loss: PictureLoss, detail: str) -> bool:
        """Try again at ``at``, and keep on trying: such a failure sets no row aside.

        ``loss`` is why there is no picture if nothing comes of it.
        """
        ...

    async def cancel(self, story_id: int) -> None:
        """The story is gone: its picture is not ours to fetch any more."""
        ...

    async def cancel_all(self, account_id: int) -> None:
        """Nobody is linked to the account any more."""
        ...

    async def states(self, story_ids: Collection[int]) -> Mapping[int, PictureState]:
        """Absent for stories that no picture was ever planned of."""
        ...

    async def lost(self, account_id: int, since: datetime) -> Mapping[PictureLoss, int]:
        """How many of the account's stories posted since then have none, by reason."""
        ...

    async def read(self, story_ids: Collection[int]) -> Mapping[int, bytes]:
        """The pictures that are kept."""
        ...
