"""Leave to ask Instagram: budgets, cool-downs and load shedding, the same for all machines."""

import logging
import random
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.errors import InstagramRefused, Refusal
from bot.instagram.usage_headers import account_usage, app_usage, time_to_regain_access
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

USAGE_HOLDS_FOR = timedelta(minutes=10)
"""So long after the last header a pause ends by itself; the next answer tells anew."""

USAGE_STORED_EVERY = timedelta(minutes=1)
"""Figures that did not change are not stored oftener."""

THROTTLED_SECONDS = (0.9 * 3600, 1.1 * 3600)
"""How long to wait when Instagram does not say: about an hour, not all accounts at once."""

BLOCKED_FOR = timedelta(hours=24)


class Limits:
    """An account's budget is one GCRA row: a burst, and a call every ``interval`` besides.

    No rolling hour sees more than ``burst_per_hour`` calls of an account, and in the long run
    ``calls_per_hour`` are not exceeded. Every try of a request counts.
    """

    def __init__(
        self, database: Database, clock: Clock, calls_per_hour: int, burst_per_hour: int
    ) -> None:
        self._database = database
        self._clock = clock
        self._burst = max(burst_per_hour - calls_per_hour, calls_per_hour * 3 // 10)
        self._interval = HOUR / (burst_per_hour - self._burst)

    async def ask_leave(self, access: Access | None) -> None:
        """Spend and count one call; ``access`` is None for somebody who is logging in.

        Raises InstagramRefused THROTTLED, with the instant from which to ask again.
        """
        if access is None or access.account_id is None:
            async with self._database.reading() as stored:
                await self._refuse_while_app_cools(stored)
            return
        async with self._database.transaction() as stored:
            await self._refuse_while_app_cools(stored)
            await self._refuse_what_is_shed(stored, access.account_id, access.purpose)
            await self._take(stored, access, access.account_id)

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

    async def _refuse_while_app_cools(self, stored: Repositories) -> None:
        until = await stored.buckets.cooling_until(APP_KEY)
        if until is not None:
            raise _wait("the app is cooling down", until, whole_app=True)

    async def _refuse_what_is_shed(
        self, stored: Repositories, account_id: int, purpose: Purpose
    ) -> None:
        shed_from = SHED_FROM.get(purpose)
        if shed_from is None:
            return
        for key in (APP_KEY, account_key(account_id)):
            usage = await stored.instagram_facts.usage(key)
            if usage is None or usage.highest < shed_from:
                continue
            until = usage.as_of + USAGE_HOLDS_FOR
            if until > self._clock.now():
                why = f"{usage.highest} % of {key} are used: {purpose.name} pauses"
                raise _wait(why, until, whole_app=key == APP_KEY)

    async def _take(self, stored: Repositories, access: Access, account_id: int) -> None:
        now, purpose = self._clock.now(), access.purpose
        percent = BURST_PERCENT[purpose] + (TO_END_WITH if access.leaves else 0)
        burst = self._burst * min(percent, 100) // 100
        wait = await stored.buckets.take(account_key(account_id), self._interval, burst)
        if wait is not None:
            raise _wait(f"account {account_id} has no calls left for {purpose.name}", now + wait)
        await stored.instagram_facts.count_request(account_id, now.date(), purpose)
        access.leaves.append(now)

    async def _push(self, key: str, until: datetime) -> None:
        async with self._database.transaction() as stored:
            await stored.buckets.push(key, until)

    async def _store_usage(self, key: str, usage: Usage | None) -> None:
        if usage is None:
            return
        async with self._database.reading() as stored:
            known = await stored.instagram_facts.usage(key)
        if known is None or _is_worth_storing(usage, known):
            async with self._database.transaction() as stored:
                await stored.instagram_facts.note_usage(key, usage)


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


def _wait(why: str, until: datetime, *, whole_app: bool = False) -> InstagramRefused:
    detail = f"not asked before {until:%Y-%m-%d %H:%M:%S} UTC: {why}"
    return InstagramRefused(Refusal.THROTTLED, detail, retry_at=until, whole_app=whole_app)
