"""``/digest``: whether, how often and when."""

from dataclasses import dataclass, replace
from datetime import time

from bot.domain.digests import Cadence, DigestSubscription
from bot.domain.errors import NotFound
from bot.services.find_account import current_account
from bot.services.ports import Clock, Database, OutgoingMessage, Repositories
from bot.services.results import DigestSettings


@dataclass(frozen=True)
class DigestChoice:
    """The subscription as it shall be; ``weekday`` counts from Monday, 0 to 6."""

    enabled: bool
    cadence: Cadence
    hour: int
    weekday: int

    @property
    def possible(self) -> bool:
        """A client may send anything: callback data is not ours once it has left."""
        return 0 <= self.hour <= 23 and 0 <= self.weekday <= 6


@dataclass(frozen=True)
class ChangeDigest:
    """Show or change the digest of the current account.

    Raises NotLinked, and NotFound for an hour or weekday that does not exist.
    """

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, choice: DigestChoice | None = None
    ) -> DigestSettings:
        if choice is not None and not choice.possible:
            raise NotFound("no such hour or weekday")
        async with self.database.transaction() as stored:
            _, linked = await current_account(stored, telegram_user_id)
            subscription = await own_digest(stored, telegram_user_id, linked.account.id)
            if choice is not None:
                subscription = replace(
                    subscription,
                    enabled=choice.enabled,
                    cadence=choice.cadence,
                    at=time(choice.hour),
                    weekday=choice.weekday,
                )
                due = subscription.next_after(self.clock.now())
                await stored.digests.change(subscription, due.due_at)
            next_at = await stored.digests.due_at(subscription.id) if subscription.enabled else None
        return DigestSettings(linked.account, subscription, next_at)


@dataclass(frozen=True)
class SendDigestNow:
    """Put out a digest of the current account at once. Raises NotLinked."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, asked_by: str) -> None:
        """``asked_by`` names the tap or command, so that its repetition sends nothing."""
        now = self.clock.now()
        async with self.database.transaction() as stored:
            person, linked = await current_account(stored, telegram_user_id)
            subscription = await own_digest(stored, telegram_user_id, linked.account.id)
            today = now.astimezone(person.zone).date()
            await stored.outbox.put(
                digest_message(subscription, today.isoformat(), f"now:{asked_by}")
            )


async def own_digest(
    stored: Repositories, telegram_user_id: int, account_id: int
) -> DigestSubscription:
    """Raises NotFound; linking makes a subscription, so there is one for every link."""
    subscription = await stored.digests.of(telegram_user_id, account_id)
    if subscription is None:
        raise NotFound("no digest subscription")
    return subscription


def digest_message(
    subscription: DigestSubscription, local_date: str, occasion: str
) -> OutgoingMessage:
    """A digest to be put out; unique by subscription and occasion for ever."""
    return OutgoingMessage(
        kind="digest",
        key=f"digest:{subscription.id}:{occasion}",
        chat_id=subscription.chat_id,
        message_thread_id=subscription.message_thread_id,
        payload={"subscription_id": subscription.id, "local_date": local_date},
    )
