"""The pictures of stories: those that are kept, and those that are to be fetched."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import case, func, or_, select, update

from bot.domain.story_life import PictureLoss, PictureState
from bot.services.ports import DuePicture, Ref
from bot.storage.due import CLAIMED, DONE, FAILED, OPEN, SqlDueRows
from bot.storage.repositories.story_rows import details_of
from bot.storage.tables import STILL_OPEN, DueState, StoryPictureRow, StoryRow

NOTED = (
    PictureLoss.NOT_NAMED,
    PictureLoss.NOT_ALLOWED,
    PictureLoss.NOT_READ,
    PictureLoss.NOT_A_PICTURE,
    PictureLoss.NO_NEW_ADDRESS,
)
"""What ``postpone`` puts at the beginning of ``last_error``."""

WHY_LOST = case(
    (or_(StoryPictureRow.failures > 0, StoryPictureRow.state == FAILED), PictureLoss.FAULT.value),
    *(
        (StoryPictureRow.last_error.startswith(f"{loss}:", autoescape=True), loss.value)
        for loss in NOTED
    ),
    (StoryPictureRow.last_error.is_not(None), PictureLoss.UNKNOWN.value),
    (StoryRow.gone_at.is_not(None), PictureLoss.TAKEN_DOWN.value),
    (StoryPictureRow.state == DONE, PictureLoss.UNLINKED.value),
    else_=PictureLoss.NOT_TRIED.value,
)
"""Of a picture that was not kept and is not tried any more, and of its story."""


class SqlStoryPictures(SqlDueRows):
    """Implements the StoryPictures port."""

    model = StoryPictureRow

    async def plan(self, story_id: int, account_id: int, deadline: datetime) -> None:
        await self._session.execute(
            self._insert(StoryPictureRow)
            .values(
                story_id=story_id,
                account_id=account_id,
                available_at=self._now,
                deadline=deadline,
            )
            .on_conflict_do_nothing(index_elements=[StoryPictureRow.story_id])
        )

    async def due(self, refs: Sequence[Ref]) -> list[DuePicture]:
        attempts = dict(refs)
        stories = await self._session.scalars(
            select(StoryRow).where(StoryRow.id.in_(attempts)).order_by(StoryRow.id)
        )
        return [
            DuePicture(
                ref=Ref(story.id, attempts[story.id]),
                account_id=story.account_id,
                media_id=story.media_id,
                address=details_of(story).picture_url,
                posted_at=story.timestamp,
            )
            for story in stories
        ]

    async def keep(self, ref: Ref, jpeg: bytes) -> bool:
        return await self._end(
            ref, "done", state=DONE, jpeg=jpeg, kept_at=self._now, failures=0, last_error=None
        )

    async def postpone(self, ref: Ref, at: datetime, loss: PictureLoss, detail: str) -> bool:
        return await self._end(
            ref, "failed", state=OPEN, available_at=at, last_error=f"{loss}: {detail}"
        )

    async def cancel(self, story_id: int) -> None:
        await self._change(
            update(StoryPictureRow)
            .where(STILL_OPEN, StoryPictureRow.story_id == story_id)
            .values(state=DONE)
        )

    async def cancel_all(self, account_id: int) -> None:
        await self._change(
            update(StoryPictureRow)
            .where(STILL_OPEN, StoryPictureRow.account_id == account_id)
            .values(state=DONE)
        )

    async def states(self, story_ids: Collection[int]) -> Mapping[int, PictureState]:
        rows = await self._session.execute(
            select(
                StoryPictureRow.story_id,
                StoryPictureRow.state,
                StoryPictureRow.kept_at,
                StoryPictureRow.deadline,
            ).where(StoryPictureRow.story_id.in_(story_ids))
        )
        return {
            row.story_id: _state(row.state, row.kept_at, is_over=row.deadline <= self._now)
            for row in rows
        }

    async def lost(self, account_id: int, since: datetime) -> Mapping[PictureLoss, int]:
        rows = await self._session.execute(
            select(WHY_LOST.label("why"), func.count().label("pictures"))
            .join(StoryRow, StoryRow.id == StoryPictureRow.story_id)
            .where(
                StoryRow.account_id == account_id,
                StoryRow.timestamp >= since,
                StoryPictureRow.kept_at.is_(None),
                StoryPictureRow.state.not_in([OPEN, CLAIMED]),
            )
            .group_by("why")
        )
        return {PictureLoss(row.why): row.pictures for row in rows}

    async def read(self, story_ids: Collection[int]) -> Mapping[int, bytes]:
        rows = await self._session.execute(
            select(StoryPictureRow.story_id, StoryPictureRow.jpeg).where(
                StoryPictureRow.story_id.in_(story_ids), StoryPictureRow.kept_at.is_not(None)
            )
        )
        return {row.story_id: row.jpeg for row in rows}


def _state(state: int, kept_at: datetime | None, *, is_over: bool) -> PictureState:
    if kept_at is not None:
        return PictureState.KEPT
    waits = state in {DueState.OPEN, DueState.CLAIMED} and not is_over
    return PictureState.WAITING if waits else PictureState.LOST
