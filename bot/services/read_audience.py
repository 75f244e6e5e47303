"""Who the people of an account are, read once a week: it changes slowly and costs many calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from bot.domain.accounts import InstagramAccount
from bot.domain.errors import NotFound
from bot.domain.media import Number
from bot.domain.metrics import ACCOUNT_METRICS, AccountCall
from bot.services.instagram_access import CallInstagram
from bot.services.ports import (
    Access,
    AudienceParts,
    Clock,
    Database,
    InstagramApi,
    Purpose,
)

FRESH = timedelta(days=7)


class Question(NamedTuple):
    metric: str
    breakdown: str


QUESTIONS = tuple(
    Question(metric.name, breakdown)
    for metric in ACCOUNT_METRICS
    if metric.call is AccountCall.AUDIENCE
    for breakdown in metric.breakdowns
)


@dataclass(frozen=True)
class ReadAudience:
    """A call for each metric and breakdown that was last read a week ago, each stored at once.

    Empty is an answer: below Meta's thresholds there is nothing to know.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram

    async def outdated(self, account_id: int) -> list[Question]:
        async with self.database.reading() as stored:
            newest = await stored.audiences.newest(account_id)
        now = self.clock.now()
        fresh = {Question(one.metric, one.breakdown) for one in newest if now - one.as_of < FRESH}
        return [question for question in QUESTIONS if question not in fresh]

    async def read(self, account: InstagramAccount, purpose: Purpose, question: Question) -> None:
        """Raises NotFound when the account was unlinked while Instagram was asked."""

        async def ask(access: Access) -> Mapping[str, Number]:
            return await self.instagram.audience(
                access, account.user_id, question.metric, question.breakdown
            )

        parts = await self.call_instagram(account.id, purpose, ask)
        read = AudienceParts(question.metric, question.breakdown, self.clock.now(), parts)
        async with self.database.transaction() as stored:
            if not await stored.account_numbers.still_wanted(account.id):
                raise NotFound("the account was unlinked meanwhile")
            await stored.audiences.save(account.id, read)
