"""What Meta asks for on behalf of a person at Instagram: end the access, or delete everything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.accounts import InstagramAccount, Link
from bot.domain.errors import NotFound
from bot.domain.security import SecurityEvent
from bot.services.instagram_access import break_links
from bot.services.ports import Database, OutgoingMessage, Repositories

APP_REMOVED = "458"
"""Meta's subcode for it: the person is told the same as when a call finds it out."""

CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True)
class MetaRequest:
    """A request that Meta has signed.

    ``user_id`` is the account as our app names it, perhaps the professional account's own id.
    ``sha256`` is that of the signature: the same for the same request, and it tells nothing.
    """

    user_id: str
    issued_at: datetime
    sha256: str

    def is_about(self, link: Link) -> bool:
        """Whether it came after the access it is about: who links again since is not meant."""
        return link.token_issued_at <= self.issued_at + CLOCKS_DIFFER


@dataclass(frozen=True)
class Deauthorize:
    """The person removed our app at Instagram: the tokens are dead, so they are wiped.

    Everybody who was linked to the account is told once. An unknown account is no error.
    """

    database: Database

    async def __call__(self, request: MetaRequest) -> None:
        async with self.database.transaction() as stored:
            account = await stored.accounts.by_meta_id(request.user_id)
            if account is not None:
                await stored.accounts.hold(account.id)
            links = [] if account is None else await stored.links.of_account(account.id)
            meant = list(filter(request.is_about, links))
            await break_links(stored, meant, APP_REMOVED)
            for link in meant:
                if await stored.links.wipe_token(link.id):
                    await stored.audit.note(SecurityEvent.ACCESS_REMOVED, link.telegram_user_id)
        await self.database.wipe_deleted()


@dataclass(frozen=True)
class DeleteInstagramData:
    """Everything of the Instagram account goes, for all who were linked to it.

    The people in Telegram stay, and are told once. The same request again gets the same code and
    deletes nothing. An unknown account gets a code, too: there is nothing left of it.
    """

    database: Database
    new_code: Callable[[], str]

    async def __call__(self, request: MetaRequest) -> str:
        """The confirmation code. The deletion and its code are one transaction."""
        code = self.new_code()
        async with self.database.transaction() as stored:
            if not await stored.data_deletions.note(request.sha256, code):
                known = await stored.data_deletions.code_of(request.sha256)
                assert known is not None
                return known
            account = await stored.accounts.by_meta_id(request.user_id)
            if account is not None:
                await _delete(stored, account, request)
        await self.database.wipe_deleted()
        return code


@dataclass(frozen=True)
class ShowDataDeletion:
    """When the deletion with this code was done. Raises NotFound."""

    database: Database

    async def __call__(self, code: str) -> datetime:
        async with self.database.reading() as stored:
            done_at = await stored.data_deletions.done_at(code)
        if done_at is None:
            raise NotFound("no such confirmation code")
        return done_at


async def _delete(stored: Repositories, account: InstagramAccount, request: MetaRequest) -> None:
    links = await stored.links.of_account(account.id)
    meant = [link for link in links if request.is_about(link)]
    for link in meant:
        await stored.links.remove(link.telegram_user_id, account.id)
        await stored.audit.note(SecurityEvent.DELETED_BY_INSTAGRAM, link.telegram_user_id)
    if len(meant) == len(links):
        await stored.accounts.forget(account.id)
    for link in meant:
        await stored.outbox.put(_deleted(link))


def _deleted(link: Link) -> OutgoingMessage:
    """It does not name the account: the message is kept for a while, and the name is not."""
    return OutgoingMessage(
        kind="instagram_data_deleted",
        key=f"instagram_data_deleted:{link.id}",
        chat_id=link.telegram_user_id,
        message_thread_id=None,
        payload={},
        silent=False,
    )
