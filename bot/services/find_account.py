"""Which account a person means, and whether they may see it."""

from datetime import datetime

from bot.domain.accounts import InstagramAccount, LinkState, Person
from bot.domain.errors import HistoryOnly, NotFound, NotLinked
from bot.services.link_refusals import LinkPending
from bot.services.ports import LinkedAccount, Repositories
from bot.services.results import Home


async def home_of(stored: Repositories, telegram_user_id: int) -> Home:
    """Raises NotFound for somebody who never said anything."""
    person = await stored.people.get(telegram_user_id)
    if person is None:
        raise NotFound("no such person")
    return Home(person, await stored.accounts.linked_to(telegram_user_id))


async def current_account(
    stored: Repositories, telegram_user_id: int
) -> tuple[Person, LinkedAccount]:
    """The account that the person's commands speak of. Raises NotLinked, and LinkPending."""
    home = await home_of(stored, telegram_user_id)
    if home.current is None:
        raise await nothing_linked(stored, telegram_user_id)
    return home.person, home.current


async def asked_account(
    stored: Repositories, telegram_user_id: int, only: int | None
) -> tuple[Person, LinkedAccount]:
    """The current account, or ``only`` that one. Raises NotFound, too, for anybody else's."""
    if only is None:
        return await current_account(stored, telegram_user_id)
    linked = await own_account(stored, telegram_user_id, only)
    return (await home_of(stored, telegram_user_id)).person, linked


async def own_accounts(
    stored: Repositories, telegram_user_id: int, only: int | None
) -> dict[int, InstagramAccount]:
    """By id. ``only`` leaves that one, if it is the person's."""
    return {
        linked.account.id: linked.account
        for linked in await stored.accounts.linked_to(telegram_user_id)
        if only in {None, linked.account.id}
    }


async def current_link(stored: Repositories, telegram_user_id: int) -> tuple[Person, LinkedAccount]:
    """The same for what no history can give. Raises HistoryOnly, too."""
    person, linked = await current_account(stored, telegram_user_id)
    if linked.link.state is LinkState.UNLINKED:
        raise HistoryOnly("only the history of the account was kept")
    return person, linked


async def nothing_linked(stored: Repositories, telegram_user_id: int) -> NotLinked | LinkPending:
    """What to tell who has no account: perhaps the first link waits for Instagram."""
    next_try = await stored.pending_links.next_try(telegram_user_id)
    return NotLinked("no linked account") if next_try is None else LinkPending(next_try)


async def own_account(
    stored: Repositories, telegram_user_id: int, account_id: int
) -> LinkedAccount:
    """One of the person's own accounts. Raises NotFound for anybody else's."""
    for linked in await stored.accounts.linked_to(telegram_user_id):
        if linked.account.id == account_id:
            return linked
    raise NotFound("not among the person's accounts")


async def followers_on_day_of(
    stored: Repositories, account: InstagramAccount, published_at: datetime
) -> int | None:
    """Followers as read on the day of publishing; None when nobody looked then."""
    day = published_at.astimezone(account.zone).date()
    return (await stored.account_numbers.followers(account.id, day, day)).get(day)
