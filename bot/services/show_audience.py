"""``/audience``."""

from dataclasses import dataclass

from bot.domain.accounts import InstagramAccount
from bot.domain.errors import InstagramRefused, NotFound
from bot.services.find_account import asked_account
from bot.services.instagram_access import NoHealthyLink
from bot.services.known_numbers import stale_after
from bot.services.ports import AudienceParts, Clock, Database, Purpose
from bot.services.read_audience import Question, ReadAudience
from bot.services.results import Audience, Stale


@dataclass(frozen=True)
class ShowAudience:
    """Who the people of the person's current account are. Raises NotLinked.

    What is a week old at most is shown as it is; else Instagram is asked this one question. When
    it does not answer, the last known answer stands there, marked as stale.
    """

    database: Database
    clock: Clock
    read_audience: ReadAudience

    async def __call__(
        self, telegram_user_id: int, metric: str, breakdown: str, *, only: int | None = None
    ) -> Audience:
        """``only``: of that account of theirs. Raises NotFound for anybody else's."""
        question = Question(metric, breakdown)
        async with self.database.reading() as stored:
            _, linked = await asked_account(stored, telegram_user_id, only)
        account = linked.account
        stale = None
        if question in await self.read_audience.outdated(account.id):
            stale = await self._read(account, question)
        known = await self._known(account.id, question)
        return Audience(
            account=account,
            metric=metric,
            breakdown=breakdown,
            parts=known.parts if known else {},
            as_of=known.as_of if known else None,
            stale=stale,
        )

    async def _read(self, account: InstagramAccount, question: Question) -> Stale | None:
        try:
            await self.read_audience.read(account, Purpose.PERSON, question)
        except (InstagramRefused, NoHealthyLink) as error:
            stale = stale_after(error, self.clock.now())
            async with self.database.transaction() as stored:
                if not await stored.account_numbers.still_wanted(account.id):
                    raise NotFound("the account was unlinked meanwhile") from error
                if stale.retry_at is not None:
                    # What is promised is done: a refresh reads the audience, too.
                    await stored.refreshes.start(account.id, stale.retry_at)
            return stale
        return None

    async def _known(self, account_id: int, question: Question) -> AudienceParts | None:
        async with self.database.reading() as stored:
            newest = await stored.audiences.newest(account_id)
        return next(
            (one for one in newest if Question(one.metric, one.breakdown) == question), None
        )
