"""What waits in the other lanes while finals are made: stories to find, and messages to send."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import time, timedelta

from sqlalchemy import select

from bot.domain.digests import Cadence
from bot.domain.media import MediaProductType
from bot.services.ports import NewDigest
from bot.storage.tables import (
    CaptureRow,
    DigestSubscriptionRow,
    DiscoverPlanRow,
    DueState,
    OutboxRow,
    StoryRow,
    StorySequenceRow,
)
from tests.scaled.conftest import Fleet, until
from tests.support.people import listed

DAY = timedelta(days=1)
ENDED_DAYS = 4
"""A message a second is all that a chat may get: so there is always one on its way."""
FIRST_PERSON = 1001
OFFER = "send_again"
HEADINGS = ("Stories of ", "Your day on Instagram")
DUE_ROWS = (CaptureRow, DigestSubscriptionRow, DiscoverPlanRow, OutboxRow, StorySequenceRow)


@dataclass
class OtherLanes:
    """People with a story each that the bot has not found yet, a digest and wrap-ups to get."""

    fleet: Fleet
    people: list[int] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """Media ids of stories that are to be discovered."""

    @property
    def messages(self) -> int:
        return len(self.people) * (ENDED_DAYS + 1)

    async def fill(self, people: int) -> None:
        """All of it due now."""
        for number in range(people):
            await self._come(FIRST_PERSON + number)

    async def _come(self, person: int) -> None:
        fleet = self.fleet
        now = fleet.sandbox.clock.now()
        await fleet.control(f"/telegram/users/{person}/messages", {"text": "/start"})
        made, account_id = await fleet.link(person)
        path = f"/instagram/accounts/{made['user_id']}/stories"
        self.unknown.append((await fleet.control(path, {}))["id"])
        self.people.append(person)
        daily = NewDigest(person, account_id, person, Cadence.DAILY, time(9), 0, "UTC")
        async with fleet.database.transaction() as stored:
            await stored.discoveries.start(account_id, now)
            await stored.digests.subscribe(daily, now)
            for days in range(2, 2 + ENDED_DAYS):
                ended = listed(f"{person}-{days}", MediaProductType.STORY, now - days * DAY)
                day = ended.details.timestamp.date()
                await stored.stories.add(account_id, ended, day, now)

    async def ended(self) -> int:
        """Messages that nothing more is tried with."""
        waiting = OutboxRow.state.in_([DueState.OPEN, DueState.CLAIMED])
        return await self.fleet.count(OutboxRow, OutboxRow.kind != OFFER, ~waiting)

    async def are_done(self) -> None:
        """Until nothing is due any more and nothing is lent; nothing may be missing or twice."""
        await self.fleet.until_all_is_there(self.ended, self.messages)
        await until(self._nothing_is_due)
        await self._each_story_is_found_once()
        await self._each_message_has_come_or_is_asked_about()

    async def _nothing_is_due(self) -> bool:
        now = self.fleet.time.now()
        waiting = [
            await self.fleet.count(
                table,
                (table.state == DueState.CLAIMED)
                | ((table.state == DueState.OPEN) & (table.available_at <= now)),
            )
            for table in DUE_ROWS
        ]
        return not any(waiting)

    async def _each_story_is_found_once(self) -> None:
        for media_id in self.unknown:
            of_it = StoryRow.media_id == media_id
            assert await self.fleet.count(StoryRow, of_it) == 1
            assert await self.fleet.count(CaptureRow, CaptureRow.story_id == StoryRow.id, of_it) > 1
        waits = DiscoverPlanRow.state == DueState.OPEN
        assert await self.fleet.count(DiscoverPlanRow, waits) == len(self.people)

    async def _each_message_has_come_or_is_asked_about(self) -> None:
        async with self.fleet.database.session() as session:
            rows = (await session.scalars(select(OutboxRow))).all()
        asked_about = Counter(row.payload["outbox_id"] for row in rows if row.kind == OFFER)
        for person in self.people:
            own = [row for row in rows if row.chat_id == person and row.kind != OFFER]
            assert len(own) == ENDED_DAYS + 1
            by_state = Counter(DueState(row.state) for row in own)
            # Three kills while it was worded set one aside, and an operator sees it.
            assert by_state.keys() <= {DueState.DONE, DueState.UNKNOWN, DueState.FAILED}
            assert [asked_about[row.id] for row in own if row.state == DueState.UNKNOWN] == [
                1
            ] * by_state[DueState.UNKNOWN]
            came = await self._came_to(person)
            assert set(came.values()) <= {1}, came
            most = by_state[DueState.DONE] + by_state[DueState.UNKNOWN]
            assert by_state[DueState.DONE] <= len(came) <= most, came

    async def _came_to(self, person: int) -> Counter[str]:
        path = f"{self.fleet.origin}/sandbox/telegram/chats/{person}/messages"
        async with self.fleet.session.get(path) as answer:
            messages = (await answer.json())["messages"]
        words = [one["caption"] or one["text"] or "" for one in messages if one["from"] == "bot"]
        return Counter(said for said in words if any(heading in said for heading in HEADINGS))
