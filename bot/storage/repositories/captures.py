"""Looks at stories that are to be made."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Result, and_, bindparam, func, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.operator_alerts import OperatorAlert, of_account
from bot.domain.story_life import FINAL_AGE, LIFE, Due, Lane, PlannedLook, Trouble
from bot.metrics.counted import STORIES_MISSED
from bot.services.ports import DueLook, OpenLook, Ref
from bot.storage.counting import when_committed
from bot.storage.due import CLAIMED, DONE, MISSED, OPEN, SqlDueRows
from bot.storage.repositories.base import AnyRow, table_of
from bot.storage.repositories.operator_alerts import SqlOperatorAlerts
from bot.storage.tables import LENT, STILL_OPEN, CaptureRow, DueState, SampleRow, StoryRow

PEOPLES_OWN = (Trouble.LINK, Trouble.UNLINKED)
"""What only the people whose link it is can mend; they are told."""

UNKNOWN = "unknown"
# Known from the start, so that the first one is a rise.
for known in (*Trouble, UNKNOWN):
    STORIES_MISSED.labels(known)

AT_ONCE = 500
"""Rows a statement."""

CAPTURE, STORY = table_of(CaptureRow), table_of(StoryRow)
OPEN_LOOKS = (
    select(
        CAPTURE.c.id,
        CAPTURE.c.account_id,
        CAPTURE.c.story_id,
        CAPTURE.c.slot,
        CAPTURE.c.attempt,
        CAPTURE.c.available_at,
        STORY.c.media_id,
        STORY.c.timestamp,
    )
    .join(STORY, STORY.c.id == CAPTURE.c.story_id)
    .where(
        STILL_OPEN,
        CAPTURE.c.account_id.in_(bindparam("of", expanding=True)),
        CAPTURE.c.state == OPEN,
        CAPTURE.c.available_at <= bindparam("until"),
        CAPTURE.c.deadline > bindparam("now"),
    )
    .order_by(CAPTURE.c.available_at, CAPTURE.c.id)
)


class SqlCaptures(SqlDueRows):
    """Implements the Captures port."""

    model = CaptureRow
    shared_by = "account_id"
    share = 20

    async def at_risk(self) -> list[tuple[int, int]]:
        now = self._now
        rows = await self._session.execute(
            select(CaptureRow.account_id, CaptureRow.story_id)
            .join(StoryRow, StoryRow.id == CaptureRow.story_id)
            .where(
                STILL_OPEN,
                CaptureRow.deadline > now,
                CaptureRow.deadline <= now + LIFE - FINAL_AGE,
                CaptureRow.lane == Lane.FINAL,
                StoryRow.trouble.is_not(None),
                StoryRow.trouble.not_in(PEOPLES_OWN),
            )
            .distinct()
            .order_by(CaptureRow.account_id, CaptureRow.story_id)
        )
        return [(row.account_id, row.story_id) for row in rows]

    async def plan(self, story_id: int, account_id: int, looks: Sequence[PlannedLook]) -> None:
        if looks:
            await self._session.execute(
                self._planned(story_id, account_id, looks).on_conflict_do_nothing(
                    index_elements=[CaptureRow.story_id, CaptureRow.slot]
                )
            )

    async def plan_missed(
        self, story_id: int, account_id: int, looks: Sequence[PlannedLook]
    ) -> None:
        if not looks:
            return
        planned = self._planned(story_id, account_id, looks)
        await self._session.execute(
            planned.on_conflict_do_update(
                index_elements=[CaptureRow.story_id, CaptureRow.slot],
                set_={
                    "state": OPEN,
                    "available_at": planned.excluded.available_at,
                    "deadline": planned.excluded.deadline,
                },
                where=CaptureRow.state == MISSED,
            )
        )

    def _planned(
        self, story_id: int, account_id: int, looks: Sequence[PlannedLook]
    ) -> sqlite.Insert | postgresql.Insert:
        return self._insert(CaptureRow).values(
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

    async def looks(self, refs: Sequence[Ref]) -> list[DueLook]:
        attempts = dict(refs)
        rows = await self._session.execute(
            select(CaptureRow, StoryRow)
            .join(StoryRow, StoryRow.id == CaptureRow.story_id)
            .where(CaptureRow.id.in_(attempts))
            .order_by(CaptureRow.id)
        )
        return [_due_look(attempts[capture.id], capture, story) for capture, story in rows]

    async def open_looks(
        self, account_ids: Collection[int], until: datetime
    ) -> Mapping[int, Sequence[OpenLook]]:
        rows = await self._session.execute(
            OPEN_LOOKS, {"of": list(account_ids), "until": until, "now": self._now}
        )
        found: dict[int, list[OpenLook]] = defaultdict(list)
        for row in rows:
            found[row.account_id].append(_open_look(row))
        return found

    async def answer(self, refs: Sequence[Ref]) -> list[Ref]:
        """The attempt goes up, as with a claim: whoever read the row before has lost it."""
        if not refs:
            return []
        return await self._refs_in_state(
            DueState.DONE,
            update(CaptureRow)
            .where(
                CaptureRow.id.in_([ref.id for ref in refs]),
                tuple_(CaptureRow.id, CaptureRow.attempt).in_([tuple(ref) for ref in refs]),
                CaptureRow.state == OPEN,
            )
            .values(state=DONE, attempt=CaptureRow.attempt + 1, last_error=None),
        )

    async def next_looks(self, story_ids: Collection[int]) -> Mapping[int, datetime]:
        rows = await self._session.execute(
            select(CaptureRow.story_id, func.min(CaptureRow.available_at).label("due_at"))
            .where(
                STILL_OPEN,
                # A lease that ran out is due again.
                or_(CaptureRow.state == OPEN, CaptureRow.available_at <= self._now),
                CaptureRow.story_id.in_(story_ids),
            )
            .group_by(CaptureRow.story_id)
        )
        return {row.story_id: row.due_at for row in rows}

    async def being_read(self, story_ids: Collection[int]) -> Collection[int]:
        found = await self._session.scalars(
            select(CaptureRow.story_id).where(
                LENT, CaptureRow.available_at > self._now, CaptureRow.story_id.in_(story_ids)
            )
        )
        return set(found)

    async def without_last(self, story_ids: Collection[int]) -> Collection[int]:
        last = (
            select(CaptureRow.story_id, func.max(CaptureRow.slot))
            .where(CaptureRow.story_id.in_(story_ids))
            .group_by(CaptureRow.story_id)
        )
        found = await self._session.scalars(
            select(CaptureRow.story_id).where(
                CaptureRow.story_id.in_(story_ids),
                tuple_(CaptureRow.story_id, CaptureRow.slot).in_(last),
                CaptureRow.state.in_([OPEN, CLAIMED, MISSED]),
            )
        )
        return set(found)

    async def failing_until(self, until: datetime) -> Collection[int]:
        found = await self._session.scalars(
            select(CaptureRow.account_id)
            .join(StoryRow, StoryRow.id == CaptureRow.story_id)
            .where(
                STILL_OPEN,
                CaptureRow.lane == Lane.FINAL,
                CaptureRow.deadline > self._now,
                CaptureRow.deadline <= until,
                StoryRow.trouble.is_not(None),
            )
            .distinct()
        )
        return set(found)

    async def missed_too_early(self, account_id: int) -> Mapping[int, datetime]:
        rows = await self._session.execute(
            select(StoryRow.id, StoryRow.timestamp)
            .join(CaptureRow, CaptureRow.story_id == StoryRow.id)
            .where(
                CaptureRow.account_id == account_id,
                CaptureRow.state == MISSED,
                CaptureRow.deadline > self._now,
            )
            .distinct()
        )
        return {row.id: row.timestamp for row in rows}

    async def cancel(self, story_id: int) -> None:
        """A look that is being made is left to whoever makes it: its finish still counts."""
        await self._change(
            update(CaptureRow)
            .where(STILL_OPEN, CaptureRow.story_id == story_id, CaptureRow.state == OPEN)
            .values(state=DONE)
        )

    async def cancel_all(self, account_id: int) -> None:
        await self._change(
            update(CaptureRow)
            .where(STILL_OPEN, CaptureRow.account_id == account_id)
            .values(state=DONE)
        )

    async def hasten(self, account_id: int) -> None:
        """A look that was claimed before and is open again has failed."""
        await self._change(
            update(CaptureRow)
            .where(
                STILL_OPEN,
                CaptureRow.account_id == account_id,
                CaptureRow.state == OPEN,
                CaptureRow.attempt > 0,
                CaptureRow.available_at > self._now,
            )
            .values(available_at=self._now)
        )

    async def forget_before(self, before: datetime, limit: int) -> int:
        useless = and_(CaptureRow.state.not_in([OPEN, CLAIMED]), CaptureRow.deadline < before)
        return await self._delete_some(CaptureRow, useless, limit)

    async def next_due(self, lane: str | None = None) -> datetime | None:
        """Each lane has an index of its own, so each is asked by itself."""
        lanes = tuple(Lane) if lane is None else (lane,)
        firsts = [await super(SqlCaptures, self).next_due(one) for one in lanes]
        return min((at for at in firsts if at is not None), default=None)

    async def _note_missed(self, ids: Sequence[int]) -> None:
        """The operator hears of stories that ended without a look in their last hour."""
        last_look = (
            select(func.max(SampleRow.captured_at))
            .where(SampleRow.story_id == StoryRow.id)
            .scalar_subquery()
        )
        missed: dict[int, set[int]] = defaultdict(set)
        reasons: dict[int, str] = {}
        for start in range(0, len(ids), AT_ONCE):
            rows: Result[*tuple[Any, ...]] = await self._session.execute(
                select(
                    StoryRow.account_id,
                    StoryRow.id,
                    StoryRow.timestamp,
                    StoryRow.trouble,
                    last_look,
                )
                .join(CaptureRow, CaptureRow.story_id == StoryRow.id)
                .where(
                    CaptureRow.id.in_(ids[start : start + AT_ONCE]),
                    CaptureRow.lane == Lane.FINAL,
                    func.coalesce(StoryRow.trouble, "").not_in(PEOPLES_OWN),
                )
            )
            for account_id, story_id, posted_at, trouble, looked_at in rows:
                if looked_at is None or looked_at < posted_at + FINAL_AGE:
                    missed[account_id].add(story_id)
                    reasons[story_id] = trouble or UNKNOWN
        when_committed(self._session, lambda: _count_missed(reasons))
        alerts = SqlOperatorAlerts(self._session, self._clock)
        for account_id, stories in sorted(missed.items()):
            await alerts.happened(
                OperatorAlert.STORY_MISSED, (of_account(account_id),), times=len(stories)
            )

    def _gives_up(self) -> ColumnElement[bool]:
        """A final is tried until its deadline: nothing can repair a final that was missed."""
        return CaptureRow.lane != Lane.FINAL


def _count_missed(reasons: Mapping[int, str]) -> None:
    for reason in reasons.values():
        STORIES_MISSED.labels(reason).inc()


def _open_look(row: AnyRow) -> OpenLook:
    return OpenLook(
        ref=Ref(row.id, row.attempt),
        story_id=row.story_id,
        media_id=row.media_id,
        slot=row.slot,
        due=Due(row.timestamp, row.available_at, tried=row.attempt > 0),
    )


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
