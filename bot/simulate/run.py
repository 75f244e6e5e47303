"""One simulated stretch of time, from everybody's linking to the last day's end."""

import asyncio
import heapq
import itertools
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import aiohttp

from bot.sandbox.app import Sandbox
from bot.simulate.bot_process import BotProcess
from bot.simulate.people import Message, People
from bot.simulate.plan import (
    DAY,
    MINUTE,
    Event,
    Owner,
    Plan,
    Published,
    Stopped,
    TokenLost,
    Trouble,
    WrongClock,
)
from bot.simulate.witness import Witness

logger = logging.getLogger(__name__)

LINKING_AT_ONCE = 8
STEP = MINUTE
"""The product looks every second; here rows wait up to a minute for company."""
LATER = 10 * MINUTE
"""What cannot be done now, because the bot or Instagram is away, is tried again then."""
RIGHT_ENOUGH = 5 * MINUTE

Act = Callable[[], Awaitable[None]]
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Story:
    """Published in this world; it ends before its day is over where its owner deleted it."""

    id: str
    owner: Owner
    posted_at: datetime
    ends_at: datetime
    deleted: bool


@dataclass
class Lived:
    """What a run leaves for the verdict, beside what the witness saw."""

    user_ids: dict[int, str] = field(default_factory=dict)
    stories: list[Story] = field(default_factory=list)
    up: list[Span] = field(default_factory=list)
    wrong_clock: list[Span] = field(default_factory=list)
    """When the bot's clock was wrong by more than five minutes."""
    linked: dict[int, list[Span]] = field(default_factory=dict)
    """By owner: when a living token was with the bot."""
    messages: dict[int, list[Message]] = field(default_factory=dict)
    """By owner: what stands in their chat in the end."""
    measured: dict[int, dict[str, int]] = field(default_factory=dict)
    """By days since the start."""
    daily_since: dict[int, datetime] = field(default_factory=dict)
    """By owner: when the daily digest was switched on."""
    stops: int = 0


class Week:
    """Drives the world's clock from event to event, and from one due row to the next."""

    def __init__(
        self, plan: Plan, sandbox: Sandbox, witness: Witness, bot: BotProcess, people: People
    ) -> None:
        self.lived = Lived()
        self._plan = plan
        self._sandbox = sandbox
        self._witness = witness
        self._bot = bot
        self._people = people
        self._agenda: list[tuple[datetime, int, Act]] = []
        self._numbers = itertools.count()
        self._due: datetime | None = None
        self._worked_at = plan.start
        self._up_since = plan.start
        self._linked_since: dict[int, datetime] = {}

    @property
    def now(self) -> datetime:
        return self._sandbox.clock.now()

    async def live(self, rate: float) -> None:
        """``rate``: how much of all calls meets a fault of its own, once everybody has linked."""
        await self._bot.start(self.now)
        await self._everybody_links()
        self._witness.rate = rate
        for event in self._plan.events:
            self._at(event.at, partial(self._happen, event))
        for day in range(1, self._plan.days + 1):
            self._at(self._plan.start + day * DAY, partial(self._measure, day))
        self._due = self.now
        while self.now < self._plan.end:
            await self._step()
        if self._bot.up:
            await self._measure(self._plan.days)
            self._note_down()
        for number in list(self._linked_since):
            self._note_unlinked(number)
        for owner in self._plan.owners:
            self.lived.messages[owner.number] = await self._people.messages(owner)

    async def _step(self) -> None:
        """To the next event or the next due row, whichever comes first."""
        stop = min(self._plan.end, self._agenda[0][0] if self._agenda else self._plan.end)
        works_at = max(self._due or self._plan.end, self._worked_at + STEP)
        if self._bot.up:
            stop = min(stop, works_at)
        self._sandbox.clock.jump(max(stop - self.now, timedelta()))
        while self._agenda and self._agenda[0][0] <= self.now:
            _, _, act = heapq.heappop(self._agenda)
            await act()
        if self._bot.up and works_at <= self.now:
            self._due = await self._bot.work(self.now)
            self._worked_at = self.now

    def _at(self, at: datetime, act: Act) -> None:
        if at < self._plan.end:
            heapq.heappush(self._agenda, (at, next(self._numbers), act))

    # People ------------------------------------------------------------------------------------

    async def _everybody_links(self) -> None:
        places = asyncio.Semaphore(LINKING_AT_ONCE)

        async def come(owner: Owner) -> None:
            async with places:
                user_id = await self._people.arrive(owner)
                self.lived.user_ids[owner.number] = user_id
                await self._people.link(owner, user_id)
                self._linked_since[owner.number] = self.now
                await self._people.want_daily_digest(owner)
                self.lived.daily_since[owner.number] = self.now

        async with asyncio.TaskGroup() as tasks:
            for owner in self._plan.owners:
                tasks.create_task(come(owner))

    async def _link_again(self, owner: Owner) -> None:
        try:
            if self._bot.up:
                await self._people.link(owner, self.lived.user_ids[owner.number])
                self._linked_since[owner.number] = self._due = self.now
                return
        except (RuntimeError, TimeoutError, aiohttp.ClientError) as error:
            logger.debug("%s cannot link now: %s", owner.username, type(error).__name__)
        self._at(self.now + LATER, partial(self._link_again, owner))

    # Events ------------------------------------------------------------------------------------

    async def _happen(self, event: Event) -> None:
        match event:
            case Published():
                await self._publish(event)
            case Trouble():
                await self._trouble(event)
            case TokenLost():
                await self._lose_token(event)
            case Stopped():
                await self._stop(event)
            case WrongClock():
                await self._set_clock(event)

    async def _publish(self, event: Published) -> None:
        user_id = self.lived.user_ids[event.owner.number]
        story_id, posted_at = await self._people.publish(user_id, event.viewers)
        ends_at = posted_at + DAY
        deleted = event.deleted_after is not None
        if event.deleted_after is not None:
            ends_at = posted_at + event.deleted_after
            delete = partial(self._people.post, f"/instagram/media/{story_id}/delete")
            self._at(ends_at, delete)
        self.lived.stories.append(Story(story_id, event.owner, posted_at, ends_at, deleted))

    async def _trouble(self, event: Trouble) -> None:
        params = dict(event.params)
        if event.owner is not None:
            params["user_id"] = self.lived.user_ids[event.owner.number]
        body = {"target": event.target, "fault": event.fault, "params": params, "times": None}
        fault_id = str((await self._people.post("/faults", body))["id"])

        async def end() -> None:
            self._sandbox.faults.remove(fault_id)

        self._at(event.until, end)

    async def _lose_token(self, event: TokenLost) -> None:
        user_id = self.lived.user_ids[event.owner.number]
        await self._people.post(f"/instagram/accounts/{user_id}/revoke", {"reason": event.reason})
        self._note_unlinked(event.owner.number)
        if event.linked_again_at is not None:
            self._at(event.linked_again_at, partial(self._link_again, event.owner))

    async def _set_clock(self, event: WrongClock) -> None:
        self._bot.skew = event.by
        self._due = self.now
        if abs(event.by) > RIGHT_ENOUGH:
            self.lived.wrong_clock.append((event.at, event.until))

        async def set_right() -> None:
            self._bot.skew = timedelta()
            self._due = self.now

        self._at(event.until, set_right)

    # The bot -----------------------------------------------------------------------------------

    async def _stop(self, event: Stopped) -> None:
        if not self._bot.up:
            return
        self.lived.stops += 1
        if event.how == "restarted":
            await self._bot.restart(self.now)
            return
        self._note_down()
        if event.how == "killed":
            await self._bot.kill(self.now, event.after)
        else:
            await self._bot.cut_off(self.now, event.after)
        if event.down:
            self._at(self.now + event.down, self._start)
        else:
            await self._start()

    async def _start(self) -> None:
        if self._bot.asleep:
            await self._bot.begin_again(self.now)
        else:
            await self._bot.start(self.now)
        self._up_since = self._due = self.now

    async def _measure(self, day: int) -> None:
        if not self._bot.up:
            self._at(self.now + LATER, partial(self._measure, day))
            return
        self.lived.measured[day] = await self._bot.measure(self.now)
        calls = self._witness.endpoints.total()
        logger.info("Day %d of %d is over: %d calls so far", day, self._plan.days, calls)

    def _note_down(self) -> None:
        self.lived.up.append((self._up_since, self.now))

    def _note_unlinked(self, number: int) -> None:
        since = self._linked_since.pop(number, None)
        if since is not None:
            self.lived.linked.setdefault(number, []).append((since, self.now))
