"""What a digest says, put together when it is sent."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.accounts import LinkState
from bot.domain.chat_grants import Allowed
from bot.domain.digests import Cadence, DigestSubscription, period_of
from bot.domain.errors import NotFound
from bot.domain.periods import Period, month_before
from bot.services.find_account import own_account
from bot.services.ports import Clock, Database, LinkedAccount, Repositories
from bot.services.read_digest import ReadDigest
from bot.services.results import AccountDigest, Digest, DigestOfAll, ShownAccount
from bot.services.shown_accounts import with_accounts


@dataclass(frozen=True)
class DigestReceiver:
    """Who gets a digest, of what, in which language, and by which grants outside of private."""

    subscription: DigestSubscription
    language: str
    linked: Sequence[LinkedAccount]
    shown_in: Sequence[ShownAccount]

    @property
    def mark(self) -> str:
        """The same as long as nobody has changed who gets what, and where."""
        followed = [(one.account.id, one.account.username, one.link.state) for one in self.linked]
        grants = [shown.grant for shown in self.shown_in]
        said = repr((self.subscription, self.language, followed, grants))
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class ComposeDigest:
    """The day, the week or the month before ``local_date``.

    Raises NotFound when it has no receiver, or nothing to tell of.
    """

    database: Database
    clock: Clock
    read_digest: ReadDigest

    async def __call__(self, subscription_id: int, local_date: date) -> Digest | DigestOfAll:
        return await self.told(await self.receiver(subscription_id), local_date)

    async def receiver(self, subscription_id: int) -> DigestReceiver:
        """For whom it is at this moment. Raises NotFound when it is for nobody."""
        async with self.database.reading() as stored:
            subscription = await stored.digests.get(subscription_id)
            if subscription is None:
                raise NotFound("no such subscription")
            linked = await _accounts(stored, subscription)
            shown_in = await _shown_in(stored, subscription)
            person = await stored.people.get(subscription.telegram_user_id)
        language = person.language if person else "en"
        if shown_in:
            language = shown_in[0].grant.language
            ids = {shown.account.id for shown in shown_in}
            linked = [one for one in linked if one.account.id in ids]
        if not linked:
            raise NotFound("no account to tell of")
        return DigestReceiver(subscription, language, linked, shown_in)

    async def told(self, receiver: DigestReceiver, local_date: date) -> Digest | DigestOfAll:
        """What it says to them. Raises NotFound when an account was unlinked meanwhile."""
        subscription, language, shown_in = (
            receiver.subscription,
            receiver.language,
            receiver.shown_in,
        )
        period = period_of(subscription.cadence, local_date, subscription.zone)
        told = [await self._told(subscription, one, period) for one in receiver.linked]
        if subscription.account_id is not None:
            return Digest(subscription, language, told[0], shown_in[0] if shown_in else None)
        told.sort(key=_by_reach)
        return DigestOfAll(subscription, language, period, told, shown_in)

    async def _told(
        self, subscription: DigestSubscription, linked: LinkedAccount, period: Period
    ) -> AccountDigest:
        monthly = subscription.cadence is Cadence.MONTHLY
        return await self.read_digest(linked, period, month_before(period) if monthly else None)


async def _accounts(stored: Repositories, subscription: DigestSubscription) -> list[LinkedAccount]:
    """The one that it is of, or all that the person follows and has not let go of."""
    owner = subscription.telegram_user_id
    if subscription.account_id is not None:
        return [await own_account(stored, owner, subscription.account_id)]
    return [
        linked
        for linked in await stored.accounts.linked_to(owner)
        if linked.link.state is not LinkState.UNLINKED
    ]


async def _shown_in(stored: Repositories, subscription: DigestSubscription) -> list[ShownAccount]:
    """The grants by which a digest leaves the private chat. Raises NotFound without one."""
    owner = subscription.telegram_user_id
    if subscription.chat_id == owner:
        return []
    grants = [
        grant
        for grant in await stored.chat_grants.in_chat(subscription.chat_id)
        if grant.telegram_user_id == owner
        and subscription.account_id in {None, grant.account_id}
        and Allowed.DIGESTS in grant.allowed
    ]
    found = await with_accounts(stored, grants)
    if not found:
        raise NotFound("its owner allows no digest in that chat")
    return found


def _by_reach(told: AccountDigest) -> tuple[bool, float, str]:
    """What reached most first; what nobody knows of last, by name."""
    overview = told.overview
    reach = overview.total("reach").value
    return reach is None, -(reach or 0), overview.account.username
