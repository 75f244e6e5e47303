"""Looks at stories that are to be made."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update

from bot.domain.story_life import Lane, PlannedLook
from bot.services.ports import DueLook, Ref
from bot.storage.due import CLAIMED, DONE, OPEN, SqlDueRows
from bot.storage.tables import STILL_OPEN, CaptureRow, StoryRow


class SqlCaptures(SqlDueRows):
    """Implements the Captures port."""

    model = CaptureRow

    async def plan(self, story_id: int, account_id: int, looks: Sequence[PlannedLook]) -> None:
        if not looks:
            return
        await self._session.execute(
            self._insert(CaptureRow)
            .values(
                [
                    {
                        "story_id": story_id,
                        "account_id": account_id,
                        "slot": look.slot,
                        "lane": look.lane,
                        "available_at": look.due_at,
                        "deadline": look.deadline,
                    }
                    for look in looks
                ]
            )
            .on_conflict_do_nothing(index_elements=[CaptureRow.story_id, CaptureRow.slot])
        )

    async def looks(self, refs: Sequence[Ref]) -> list[DueLook]:
        attempts = dict(refs)
        rows = await self._session.execute(
            select(CaptureRow, StoryRow)
            .join(StoryRow, StoryRow.id == CaptureRow.story_id)
            .where(CaptureRow.id.in_(attempts))
            .order_by(CaptureRow.id)
        )
        return [_due_look(attempts[capture.id], capture, story) for capture, story in rows]

    async def next_looks(self, story_ids: Collection[int]) -> Mapping[int, datetime]:
        rows = await self._session.execute(
            select(CaptureRow.story_id, func.min(CaptureRow.available_at).label("due_at"))
            .where(STILL_OPEN, CaptureRow.state == OPEN, CaptureRow.story_id.in_(story_ids))
            .group_by(CaptureRow.story_id)
        )
        return {row.story_id: row.due_at for row in rows}

    async def cancel(self, story_id: int) -> None:
        """A look that is being made is left to whoever makes it: its finish still counts."""
        await self._change(
            update(CaptureRow)
            .where(STILL_OPEN, CaptureRow.story_id == story_id, CaptureRow.state == OPEN)
            .values(state=DONE)
        )

    async def forget_before(self, before: datetime) -> int:
        return await self._change(
            delete(CaptureRow).where(
                CaptureRow.state.not_in([OPEN, CLAIMED]), CaptureRow.deadline < before
            )
        )

    async def next_due(self, lane: str | None = None) -> datetime | None:
        """Each lane has an index of its own, so each is asked by itself."""
        lanes = tuple(Lane) if lane is None else (lane,)
        firsts = [await super(SqlCaptures, self).next_due(one) for one in lanes]
        return min((at for at in firsts if at is not None), default=None)

    def _gives_up(self) -> ColumnElement[bool]:
        """A final is tried until its deadline: nothing can repair a final that was missed."""
        return CaptureRow.lane != Lane.FINAL


def _due_look(attempt: int, capture: CaptureRow, story: StoryRow) -> DueLook:
    assert capture.deadline is not None  # plan() gives every look one
    return DueLook(
        ref=Ref(capture.id, attempt),
        story_id=story.id,
        account_id=story.account_id,
        media_id=story.media_id,
        slot=capture.slot,
        posted_at=story.timestamp,
        deadline=capture.deadline,
    )
