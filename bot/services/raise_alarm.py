"""A link has ended: every chat that follows its account is told, once."""

from bot.domain.accounts import Link, LinkState
from bot.domain.alerts import AlertKind
from bot.domain.digests import DigestSubscription
from bot.services.digest_places import shown_there
from bot.services.ports import OutgoingMessage, Repositories
from bot.services.put_alerts import listening

UNLINKED = "unlinked"
"""The reason where somebody let go of the link through which the numbers came for others."""


async def raise_alarm(stored: Repositories, ended: Link, reason: str) -> None:
    """Put out who must know, in the transaction that ends the link.

    While another link serves, only the owner of the ended one is told, quietly. When none is left,
    everybody who is linked is told, and every group and channel that gets digests of the account.
    The keys name the link and its token: one message a chat, however often it is tried; a link that
    was made anew and ends again is told again. A link that did not serve ends nothing. Who muted it
    is told without a sound: this alert is never off.
    """
    if ended.state is not LinkState.ACTIVE:
        return
    links = await stored.links.of_account(ended.account_id)
    followers = [link for link in links if link.state is not LinkState.UNLINKED]
    if any(link.state is LinkState.ACTIVE for link in followers):
        if any(link.id == ended.id for link in followers):
            owner = ended.telegram_user_id
            await stored.outbox.put(_message(ended, reason, "link_replaced", owner, silent=True))
        return
    if not followers:
        return
    await stored.accounts.note_unreadable(ended.account_id)
    people = [link.telegram_user_id for link in followers]
    for listener in await listening(stored, AlertKind.LINK_BROKEN, ended.account_id, people):
        receiver, silent = listener.telegram_user_id, not listener.rings
        await stored.outbox.put(_message(ended, reason, "link_broken", receiver, silent=silent))
    for subscription in await stored.digests.of_account(ended.account_id):
        if subscription.enabled and await _is_shown(stored, subscription, ended.account_id):
            await stored.outbox.put(
                OutgoingMessage(
                    kind="link_broken_group",
                    key=_key(ended, subscription.chat_id),
                    chat_id=subscription.chat_id,
                    message_thread_id=subscription.message_thread_id,
                    payload={
                        "account_id": ended.account_id,
                        "telegram_user_id": subscription.telegram_user_id,
                    },
                    silent=False,
                )
            )


async def _is_shown(
    stored: Repositories, subscription: DigestSubscription, account_id: int
) -> bool:
    """In a group or channel: who read of the account there may know."""
    shown = await shown_there(stored, subscription)
    return any(grant.account_id == account_id for grant in shown)


def _message(
    ended: Link, reason: str, kind: str, receiver: int, *, silent: bool
) -> OutgoingMessage:
    return OutgoingMessage(
        kind=kind,
        key=_key(ended, receiver),
        chat_id=receiver,
        message_thread_id=None,
        payload={"account_id": ended.account_id, "reason": reason},
        silent=silent,
    )


def _key(ended: Link, chat_id: int) -> str:
    return f"link_broken:{ended.id}:{ended.token_issued_at.isoformat()}:{chat_id}"
