"""Leave to ask Instagram: budgets, cool-downs and load shedding, the same for all machines."""

import logging
import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from bot.domain.errors import InstagramRefused, Refusal
from bot.instagram.usage_headers import account_usage, app_usage, time_to_regain_access
from bot.metrics.counted import GRAPH_NOT_ASKED
from bot.services.ports import (
    APP_KEY,
    Access,
    Clock,
    Database,
    Purpose,
    Repositories,
    Usage,
    account_key,
)
from bot.services.together import Together

logger = logging.getLogger(__name__)

HOUR = timedelta(hours=1)

BURST_PERCENT: Mapping[Purpose, int] = {
    Purpose.ENDING_STORY: 100,
    Purpose.PERSON: 90,
    Purpose.STORY: 80,
    Purpose.DIGEST: 70,
    Purpose.REFRESH: 50,
    Purpose.BACKFILL: 30,
}
"""How much of an account's burst a piece of work may use up before it begins; the rest is left
for the more urgent."""

URGENT = frozenset({Purpose.ENDING_STORY, Purpose.PERSON})
"""They ask again as soon as a call is free."""

TO_END_WITH = 20
"""So many percent more are open to work that has begun: a look takes two calls, finding a post
that refuses its list about ten, and half of either is a waste that would come again and again."""

SHED_FROM: Mapping[Purpose, int] = {
    Purpose.PERSON: 95,
    Purpose.STORY: 93,
    Purpose.DIGEST: 90,
    Purpose.REFRESH: 75,
    Purpose.BACKFILL: 75,
}
"""From how many percent of any of Instagram's limits a purpose pauses. Ending stories never do."""

SHORTEST_REST = timedelta(minutes=1)
"""So long work for which nobody waits is not tried again, although the budget may grant a call
sooner: one more is free every half minute, and a try in vain costs a few commits."""

USAGE_HOLDS_FOR = timedelta(minutes=10)
"""So long after the last header a pause ends by itself; the next answer tells anew."""

USAGE_STORED_EVERY = timedelta(minutes=1)
"""Figures that did not change are not stored oftener."""

USAGES_KNOWN = 10_000
"""Of so many accounts it is known without a look what is stored of their usage."""

THROTTLED_SECONDS = (0.9 * 3600, 1.1 * 3600)
"""How long to wait when Instagram does not say: about an hour, not all accounts at once."""

BLOCKED_FOR = timedelta(hours=24)

TURN = timedelta(seconds=45)
"""So long an account stays with a process that dies during a call. A try ends after 25 seconds,
so the clocks of two machines may differ by 20 and still no two calls meet."""


class Limits:
    """An account is asked for by one process at a time, where several have the database.

    An account's budget is one GCRA row: a burst, and a call every ``interval`` besides. Leave for
    several accounts is asked in one transaction where they ask at the same time.

    No rolling hour sees more than ``burst_per_hour`` calls of an account, and in the long run
    ``calls_per_hour`` are not exceeded. Every try of a request counts.
    """

    def __init__(
        self, database: Database, clock: Clock, calls_per_hour: int, burst_per_hour: int
    ) -> None:
        self._database = database
        self._clock = clock
        self._process = uuid4().hex
        self._burst = max(burst_per_hour - calls_per_hour, calls_per_hour * 3 // 10)
        self._interval = HOUR / (burst_per_hour - self._burst)
        self._leaves = Together(self._grant, self.give_back)
        self._stored_usage: dict[str, Usage] = {}

    async def ask_leave(self, access: Access | None) -> bool:
        """Spend and count one call; ``access`` is None for somebody who is logging in.

        False while another process asks for the account: then nothing is spent, and who waits
        goes before whoever is less urgent. Else ``give_back`` ends the turn. Raises
        InstagramRefused THROTTLED, with the instant from which to ask again.
        """
        if access is None or access.account_id is None:
            async with self._database.reading() as stored:
                until = await stored.buckets.cooling_until(APP_KEY)
            if until is not None:
                raise _app_cools(until)
            return True
        granted = await self._leaves(access)
        if isinstance(granted, InstagramRefused):
            raise granted
        if not granted:
            async with self._database.transaction() as stored:
                await stored.leases.want(
                    account_key(access.account_id), self._process, access.purpose
                )
            return False
        access.leaves.append(self._clock.now())
        return True

    async def give_back(self, access: Access | None) -> None:
        """The call is over: other processes may ask for the account.

        A failure is only logged: the turn then ends by itself, a little later.
        """
        key = _account_key(access)
        if key is None or not self._database.is_shared:
            return
        try:
            async with self._database.transaction() as stored:
                await stored.leases.give_back(key, self._process)
        except Exception:
            logger.exception("The turn of %s ends by itself", key)

    async def note_usage(self, access: Access | None, headers: Mapping[str, str]) -> None:
        """Keep what an answer's headers say, a refusal's too."""
        now = self._clock.now()
        key = _account_key(access)
        wait = time_to_regain_access(headers)
        if wait and key is not None:
            # Figures of a limit that is reached end with the wait, not ten minutes from now.
            await self._push(key, now + wait)
            return
        await self._store_usage(APP_KEY, app_usage(headers, now))
        if key is not None:
            await self._store_usage(key, account_usage(headers, now))

    async def cool_down(
        self, access: Access | None, refused: InstagramRefused, headers: Mapping[str, str]
    ) -> None:
        """Send nothing more for the app or the account for as long as a refusal demands.

        Sets ``refused.retry_at`` to the end of it. Meta: calls meanwhile prolong a block.
        """
        if refused.refusal is Refusal.THROTTLED:
            wait = time_to_regain_access(headers) or _about_an_hour()
        elif refused.refusal is Refusal.BLOCKED:
            wait = BLOCKED_FOR
        else:
            return
        refused.retry_at = self._clock.now() + wait
        key = APP_KEY if refused.whole_app else _account_key(access)
        if key is not None:
            await self._push(key, refused.retry_at)
            logger.warning(
                "Nothing is asked on %s until %s: %s", key, refused.retry_at, refused.detail
            )

    async def _grant(self, askers: Sequence[Access]) -> list[InstagramRefused | bool]:
        """For each of them, all of different accounts, what ``ask_leave`` says.

        First the accounts are held, then leases and budgets are taken, each in the order of
        accounts, as whoever forgets an account does: in any other order two processes could wait
        for each other.
        """
        by_account = {
            access.account_id: access for access in askers if access.account_id is not None
        }
        answers: dict[int, InstagramRefused | bool] = {}
        async with self._database.transaction() as stored:
            if self._database.is_shared:
                await stored.accounts.keep(by_account)
            cooling_until = await stored.buckets.cooling_until(APP_KEY)
            usages = await stored.instagram_facts.usages([APP_KEY, *map(account_key, by_account)])
            for account_id, access in sorted(by_account.items()):
                refused = (
                    self._shed(account_id, access.purpose, usages)
                    if cooling_until is None
                    else _app_cools(cooling_until)
                )
                answers[account_id] = refused or await self._take(stored, account_id, access)
            spent = {one: by_account[one].purpose for one in by_account if answers[one] is True}
            await stored.instagram_facts.count_requests(spent, self._clock.now().date())
        return [answers[access.account_id] for access in askers if access.account_id is not None]

    def _shed(
        self, account_id: int, purpose: Purpose, usages: Mapping[str, Usage]
    ) -> InstagramRefused | None:
        shed_from = SHED_FROM.get(purpose)
        if shed_from is None:
            return None
        for key in (APP_KEY, account_key(account_id)):
            usage = usages.get(key)
            if usage is None or usage.highest < shed_from:
                continue
            until = usage.as_of + USAGE_HOLDS_FOR
            if until > self._clock.now():
                GRAPH_NOT_ASKED.labels("usage").inc()
                why = f"{usage.highest} % of {key} are used: {purpose.name} pauses"
                return _wait(why, until, whole_app=key == APP_KEY)
        return None

    async def _take(
        self, stored: Repositories, account_id: int, access: Access
    ) -> InstagramRefused | bool:
        now, purpose = self._clock.now(), access.purpose
        percent = BURST_PERCENT[purpose] + (TO_END_WITH if access.leaves else 0)
        burst = self._burst * min(percent, 100) // 100
        key = account_key(account_id)
        if self._database.is_shared and not await stored.leases.take(
            key, self._process, TURN, purpose
        ):
            return False
        wait = await stored.buckets.take(key, self._interval, burst)
        if wait is None:
            return True
        rest = wait if purpose in URGENT else max(wait, SHORTEST_REST)
        cooling = await stored.buckets.cooling_until(key) is not None
        GRAPH_NOT_ASKED.labels("cooling" if cooling else "budget").inc()
        why = f"account {account_id} has no calls left for {purpose.name}"
        return _wait(why, now + rest, cooling=cooling)

    async def _push(self, key: str, until: datetime) -> None:
        async with self._database.transaction() as stored:
            await stored.buckets.push(key, until)

    async def _store_usage(self, key: str, usage: Usage | None) -> None:
        if usage is None:
            return
        known = self._stored_usage.get(key)
        if known is None or _is_worth_storing(usage, known):
            async with self._database.transaction() as stored:
                await stored.instagram_facts.note_usage(key, usage)
            self._stored_usage.pop(key, None)
            self._stored_usage[key] = usage
            if len(self._stored_usage) > USAGES_KNOWN:
                del self._stored_usage[next(iter(self._stored_usage))]


def _is_worth_storing(usage: Usage, known: Usage) -> bool:
    figures = (usage.call_count, usage.total_cputime, usage.total_time)
    known_figures = (known.call_count, known.total_cputime, known.total_time)
    return figures != known_figures or usage.as_of - known.as_of >= USAGE_STORED_EVERY


def _account_key(access: Access | None) -> str | None:
    """None while nobody knows whose account it is: then no account can wait."""
    if access is None or access.account_id is None:
        return None
    return account_key(access.account_id)


def _about_an_hour() -> timedelta:
    return timedelta(seconds=random.uniform(*THROTTLED_SECONDS))  # noqa: S311 - jitter, no secret


def _app_cools(until: datetime) -> InstagramRefused:
    GRAPH_NOT_ASKED.labels("app_cooling").inc()
    return _wait("the app is cooling down", until, whole_app=True)


def _wait(
    why: str, until: datetime, *, whole_app: bool = False, cooling: bool = False
) -> InstagramRefused:
    detail = f"not asked before {until:%Y-%m-%d %H:%M:%S} UTC: {why}"
    return InstagramRefused(
        Refusal.THROTTLED, detail, retry_at=until, whole_app=whole_app, cooling=cooling
    )
