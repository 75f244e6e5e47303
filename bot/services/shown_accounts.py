"""Grants with the accounts that they show."""

from collections.abc import Sequence

from bot.domain.accounts import LinkState
from bot.domain.chat_grants import ChatGrant
from bot.services.ports import Repositories
from bot.services.results import ShownAccount


async def with_accounts(stored: Repositories, grants: Sequence[ChatGrant]) -> list[ShownAccount]:
    """In the order of the grants; without those whose owner let go of the account."""
    found = []
    for grant in grants:
        link = await stored.links.of(grant.telegram_user_id, grant.account_id)
        account = await stored.accounts.get(grant.account_id)
        person = await stored.people.get(grant.telegram_user_id)
        if link is None or account is None or person is None or link.state is LinkState.UNLINKED:
            continue
        found.append(ShownAccount(account, grant, person.zone))
    return found
