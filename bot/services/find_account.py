"""Which account a person means, and whether they may see it."""

from datetime import datetime

from bot.domain.accounts import InstagramAccount, Person
from bot.domain.errors import NotFound, NotLinked
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
