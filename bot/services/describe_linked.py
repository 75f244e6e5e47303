"""A link that was made before it is told of."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.accounts import LinkState
from bot.domain.errors import NotFound
from bot.services.find_account import own_account
from bot.services.first_sync import at_first
from bot.services.ports import Database
from bot.services.results import Linked


@dataclass(frozen=True)
class DescribeLinked:
    """As FinishLinking answers it. Raises NotFound when the person has no such link any more."""

    database: Database
    scopes: Sequence[str]

    async def __call__(
        self, telegram_user_id: int, account_id: int, live_stories: int, *, relinked: bool
    ) -> Linked:
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            digest = await stored.digests.of(telegram_user_id, account_id)
            person = await stored.people.get(telegram_user_id)
        if person is None or linked.link.state is LinkState.UNLINKED:
            raise NotFound("unlinked meanwhile")
        return Linked(
            linked.account,
            linked.link.permissions,
            tuple(self.scopes),
            live_stories,
            relinked,
            digest,
            at_first(linked.account),
            zone_guessed=not person.time_zone_known,
        )
