"""A new digest: what of, where to, how often. Its hour and weekday are changed afterwards."""

from dataclasses import dataclass
from datetime import time

from bot.domain.accounts import InstagramAccount
from bot.domain.chat_grants import Allowed, ChatGrant
from bot.domain.digests import Cadence, next_digest
from bot.domain.errors import NotFound
from bot.services.change_digest import describe_digest
from bot.services.find_account import current_link, home_of
from bot.services.ports import Clock, Database, NewDigest, Repositories
from bot.services.results import DigestOffer, DigestSettings

AT, MONDAY = time(9), 0
OPEN = -1
"""Not asked yet."""
ALL_ACCOUNTS = 0
PRIVATE = 0


@dataclass(frozen=True)
class OfferDigest:
    """What there is to choose from. Where there is one answer only, it is taken as given.

    ``account_id`` and ``grant_id`` are what was answered: OPEN, ALL_ACCOUNTS or one of the
    person's own accounts; OPEN, PRIVATE, or a grant of theirs that names the chat. Raises NotFound
    for anybody else's, NotLinked, LinkPending and HistoryOnly.
    """

    database: Database

    async def __call__(
        self, telegram_user_id: int, account_id: int = OPEN, grant_id: int = OPEN
    ) -> DigestOffer:
        async with self.database.reading() as stored:
            return await _offer(stored, telegram_user_id, account_id, grant_id)


@dataclass(frozen=True)
class AddDigest:
    """Subscribe to it; one that is there already is kept as it is. Raises as the offer does."""

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, account_id: int, grant_id: int, cadence: Cadence
    ) -> DigestSettings:
        now = self.clock.now()
        async with self.database.transaction() as stored:
            offer = await _offer(stored, telegram_user_id, account_id, grant_id)
            if not offer.account_known or not offer.place_known:
                raise NotFound("nobody said of what, or where to")
            person = (await home_of(stored, telegram_user_id)).person
            place = offer.place.place if offer.place else None
            new = NewDigest(
                telegram_user_id,
                offer.account.id if offer.account else None,
                place.chat_id if place else telegram_user_id,
                cadence,
                AT,
                MONDAY,
                person.time_zone,
                place.message_thread_id if place else None,
            )
            due = next_digest(cadence, AT, MONDAY, person.zone, now)
            subscription = await stored.digests.subscribe(new, due.due_at)
            return await describe_digest(stored, subscription, now)


async def _offer(
    stored: Repositories, telegram_user_id: int, account_id: int, grant_id: int
) -> DigestOffer:
    home = await home_of(stored, telegram_user_id)
    if not home.linked:
        await current_link(stored, telegram_user_id)
    accounts = [linked.account for linked in home.linked]
    if account_id == OPEN and len(accounts) == 1:
        account_id = accounts[0].id
    account = _account(accounts, account_id)
    places = await _places(stored, telegram_user_id, account_id)
    if grant_id == OPEN and not places:
        grant_id = PRIVATE
    place = _place(places, grant_id)
    return DigestOffer(accounts, account, account_id != OPEN, places, place, grant_id != OPEN)


def _account(accounts: list[InstagramAccount], account_id: int) -> InstagramAccount | None:
    if account_id in {OPEN, ALL_ACCOUNTS}:
        return None
    found = next((one for one in accounts if one.id == account_id), None)
    if found is None:
        raise NotFound("not among the person's linked accounts")
    return found


def _place(places: list[ChatGrant], grant_id: int) -> ChatGrant | None:
    if grant_id in {OPEN, PRIVATE}:
        return None
    found = next((one for one in places if one.id == grant_id), None)
    if found is None:
        raise NotFound("not a place where the person lets that account's digests be shown")
    return found


async def _places(stored: Repositories, telegram_user_id: int, account_id: int) -> list[ChatGrant]:
    """One grant a place; for all accounts whichever of the place is the oldest."""
    places = {
        grant.place: grant
        for grant in reversed(await stored.chat_grants.of_person(telegram_user_id))
        if Allowed.DIGESTS in grant.allowed and account_id in {OPEN, ALL_ACCOUNTS, grant.account_id}
    }
    return sorted(places.values(), key=lambda grant: grant.id)
