"""Put out an alert: once for each occasion, to everybody who is linked and wants to hear of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.alerts import AlertKind
from bot.services.ports import OutgoingMessage, Repositories


@dataclass(frozen=True)
class Alert:
    """What happened to an account. ``occasions`` name it within its kind, for ever."""

    kind: AlertKind
    account_id: int
    occasions: Sequence[str]
    payload: Mapping[str, object]
    deadline: datetime
    """From then on it is old news: who had quiet hours until then is not told."""


@dataclass(frozen=True)
class Listener:
    """Somebody who wants an alert; ``rings`` when it comes to them with a sound."""

    telegram_user_id: int
    rings: bool


async def put_alert(stored: Repositories, alert: Alert) -> bool:
    """In the transaction that stores what it tells of. False when all of it was told before.

    What nobody wanted to hear of when it happened is told nobody later.
    """
    told = [
        occasion
        for occasion in alert.occasions
        if await stored.alerts.tell(alert.account_id, alert.kind, occasion)
    ]
    if not told:
        return False
    for listener in await listeners(stored, alert.kind, alert.account_id):
        await stored.outbox.put(
            OutgoingMessage(
                kind=alert.kind,
                key=f"{alert.kind}:{alert.account_id}:{told[0]}:{listener.telegram_user_id}",
                chat_id=listener.telegram_user_id,
                message_thread_id=None,
                payload={"account_id": alert.account_id, **alert.payload},
                deadline=alert.deadline,
                silent=not listener.rings,
            )
        )
    return True


async def listeners(stored: Repositories, kind: AlertKind, account_id: int) -> list[Listener]:
    """Everybody linked to the account who wants this kind; nothing reaches who blocks us."""
    followers = await stored.accounts.followers(account_id)
    reachable = [person.telegram_user_id for person in followers if person.blocked_at is None]
    return await listening(stored, kind, account_id, reachable)


async def listening(
    stored: Repositories, kind: AlertKind, account_id: int, telegram_user_ids: Collection[int]
) -> list[Listener]:
    """Those of these people who want to hear of this kind about the account."""
    settings = await stored.alerts.settings(telegram_user_ids)
    muted = await stored.alerts.muted(account_id, kind)
    return [
        Listener(one, chosen.rings(kind, muted=one in muted))
        for one, chosen in settings.items()
        if chosen.wants(kind, muted=one in muted)
    ]
