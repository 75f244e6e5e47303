"""One metric of an account by parts, over a period: who it came from, or what it came through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.domain.accounts import InstagramAccount
from bot.domain.api_keys import ApiKey
from bot.domain.errors import InstagramRefused, NotFound
from bot.domain.media import Number
from bot.domain.metrics import (
    ACCOUNT_METRICS,
    AccountCall,
    UnderstoodMetric,
    UnknownMetric,
    understand_metric,
)
from bot.domain.periods import LONGEST_WINDOW, Period, last_days
from bot.services.find_account import home_of
from bot.services.instagram_access import CallInstagram, NoHealthyLink
from bot.services.known_numbers import stale_after
from bot.services.ports import Access, Clock, Database, InstagramApi, Purpose
from bot.services.read_for_key import key_account
from bot.services.read_overview import FRESH, SETTLED
from bot.services.read_window import BREAKDOWNS
from bot.services.results import AccountBreakdown, Stale

MOST_REMEMBERED = 1000
"""Answers of Instagram; the oldest goes first."""

BROKEN_DOWN = {
    metric.name: metric
    for metric in ACCOUNT_METRICS
    if metric.breakdowns and metric.call is not AccountCall.AUDIENCE
}


class Question(NamedTuple):
    account_id: int
    metric: str
    breakdown: str
    window: Period


class Parts(NamedTuple):
    as_of: datetime
    parts: Mapping[str, Number]
    """Empty where Instagram gave none."""


@dataclass(frozen=True)
class ReadAccountBreakdown:
    """At most an hour old when Instagram answers; a call for each window of at most 30 days.

    What the overview has stored is used; the rest is remembered by this process only. Raises
    NotFound, also for a metric that has no such breakdown.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram
    _remembered: dict[Question, Parts] = field(default_factory=dict, compare=False, repr=False)

    async def __call__(
        self, key: ApiKey, user_id: str, name: str, breakdown: str, days: int
    ) -> AccountBreakdown:
        understood = _understood(name, breakdown)
        now = self.clock.now()
        async with self.database.reading() as stored:
            account = (await key_account(stored, key, user_id)).account
            person = (await home_of(stored, key.telegram_user_id)).person
        period = last_days(days, now, person.zone)
        metric = BROKEN_DOWN[understood.metric]
        windows = [] if metric.unique and days > LONGEST_WINDOW else period.windows()
        questions = [Question(account.id, metric.name, breakdown, one) for one in windows]
        stale: Stale | None = None
        try:
            for question in questions:
                await self._read(account, question)
        except (InstagramRefused, NoHealthyLink) as error:
            stale = stale_after(error, now)
        known = [await self._known(question) for question in questions]
        whole = [one for one in known if one is not None]
        return AccountBreakdown(
            account=account,
            period=period,
            understood=understood,
            breakdown=breakdown,
            parts=_summed([one.parts for one in whole]) if len(whole) == len(known) else None,
            as_of=min((one.as_of for one in whole), default=None),
            stale=stale,
            now=now,
        )

    async def _read(self, account: InstagramAccount, question: Question) -> None:
        known = await self._known(question)
        if known is not None and self._is_good(known, question.window):
            return

        async def ask(access: Access) -> Mapping[str, Number]:
            return await self.instagram.account_breakdown(
                access, account.user_id, question.metric, question.breakdown, question.window
            )

        parts = await self.call_instagram(account.id, Purpose.PERSON, ask)
        self._remembered.pop(question, None)
        self._remembered[question] = Parts(self.clock.now(), parts)
        if len(self._remembered) > MOST_REMEMBERED:
            del self._remembered[next(iter(self._remembered))]

    def _is_good(self, known: Parts, window: Period) -> bool:
        fresh = self.clock.now() - known.as_of < FRESH
        return fresh or known.as_of - window.until > SETTLED

    async def _known(self, question: Question) -> Parts | None:
        """The newest of what is remembered and what is stored."""
        known = self._remembered.get(question)
        if (question.metric, question.breakdown) not in BREAKDOWNS:
            return known
        async with self.database.reading() as stored:
            totals = await stored.account_numbers.totals(question.account_id, question.window)
        if totals is None or question.metric not in totals.breakdowns:
            return known
        found = Parts(totals.numbers_as_of, totals.breakdowns[question.metric])
        return found if known is None else max(known, found, key=lambda one: one.as_of)


def _understood(name: str, breakdown: str) -> UnderstoodMetric:
    """Today's names and retired ones."""
    try:
        understood = understand_metric(name, tuple(BROKEN_DOWN))
    except UnknownMetric:
        raise NotFound("no metric of an account that comes by parts") from None
    if breakdown not in BROKEN_DOWN[understood.metric].breakdowns:
        raise NotFound("the metric does not come by these parts")
    return understood


def _summed(windows: Sequence[Mapping[str, Number]]) -> dict[str, Number | None]:
    """A part that one of the windows does not have is unknown: nobody said that it was 0."""
    names = dict.fromkeys(name for parts in windows for name in parts)
    return {
        name: sum(parts[name] for parts in windows)
        if all(name in parts for parts in windows)
        else None
        for name in names
    }
