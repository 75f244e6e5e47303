"""``/digest``: which digests somebody gets, and each of them: whether, how often, when, and now."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.domain.digests import Cadence, DigestSubscription, due_after_change
from bot.domain.errors import BotError, NotFound
from bot.services.digest_places import is_private, shown_there, told_of, why_paused
from bot.services.find_account import current_link, home_of
from bot.services.ports import Clock, Database, OutgoingMessage, Repositories
from bot.services.results import DigestList, DigestSettings, Pause

PAGE = 5
MUTED_FOR = timedelta(days=7)


class DigestThere(BotError):
    """There is another digest of the same account, in the same chat, that comes as often."""

    message_key = "error-digest-there"


class DigestPaused(BotError):
    """Nothing can be sent to that chat at present."""

    message_key = "error-digest-paused"


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
class ListDigests:
    """One page of all digests of a person. Raises NotLinked, LinkPending and HistoryOnly."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, page: int = 0) -> DigestList:
        async with self.database.reading() as stored:
            if not (await home_of(stored, telegram_user_id)).linked:
                await current_link(stored, telegram_user_id)
            found = await stored.digests.of_person(telegram_user_id)
            grants = await stored.chat_grants.of_person(telegram_user_id)
            pages = max(1, -(-len(found) // PAGE))
            shown = min(max(page, 0), pages - 1)
            digests = [
                await describe_digest(stored, one, self.clock.now())
                for one in found[shown * PAGE : (shown + 1) * PAGE]
            ]
        return DigestList(digests, shown, pages, bool(grants))


@dataclass(frozen=True)
class ChangeDigest:
    """Show or change one digest of the person.

    Raises NotFound for anybody else's, and for an hour or weekday that does not exist;
    DigestThere; without ``subscription_id`` NotLinked and HistoryOnly, too.
    """

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, choice: DigestChoice | None = None, subscription_id: int = 0
    ) -> DigestSettings:
        if choice is not None and not choice.possible:
            raise NotFound("no such hour or weekday")
        now = self.clock.now()
        async with self.database.transaction() as stored:
            subscription = await own_digest(stored, telegram_user_id, subscription_id)
            if choice is not None:
                changed = replace(
                    subscription,
                    enabled=choice.enabled,
                    cadence=choice.cadence,
                    at=time(choice.hour),
                    weekday=choice.weekday,
                )
                await _check_alone(stored, changed)
                await rearm(stored, subscription, changed, now)
                subscription = changed
            return await describe_digest(stored, subscription, now)


@dataclass(frozen=True)
class MuteDigest:
    """Nothing of it comes for a week; or it comes again as before. Raises NotFound."""

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, subscription_id: int, *, muted: bool
    ) -> DigestSettings:
        now = self.clock.now()
        until = now + MUTED_FOR if muted else None
        async with self.database.transaction() as stored:
            subscription = await own_digest(stored, telegram_user_id, subscription_id)
            await stored.digests.mute(subscription.id, until)
            return await describe_digest(stored, replace(subscription, muted_until=until), now)


@dataclass(frozen=True)
class RemoveDigest:
    """Raises NotFound, also the second time."""

    database: Database

    async def __call__(self, telegram_user_id: int, subscription_id: int) -> None:
        async with self.database.transaction() as stored:
            subscription = await own_digest(stored, telegram_user_id, subscription_id)
            await stored.digests.remove(subscription.id)


@dataclass(frozen=True)
class SendDigestNow:
    """Put out a digest at once: where it goes, or as a preview of that to the private chat.

    Raises NotFound for anybody else's, DigestPaused where it may not go; without
    ``subscription_id`` NotLinked and HistoryOnly, too.
    """

    database: Database
    clock: Clock

    async def __call__(
        self,
        telegram_user_id: int,
        asked_by: str,
        subscription_id: int = 0,
        *,
        preview: bool = False,
    ) -> DigestSettings:
        """``asked_by`` names the tap or command, so that its repetition sends nothing."""
        now = self.clock.now()
        async with self.database.transaction() as stored:
            subscription = await own_digest(stored, telegram_user_id, subscription_id)
            pause = await why_paused(stored, subscription)
            if pause is Pause.NOT_SHOWN or (pause is not None and not preview):
                raise DigestPaused("it may not go there at present")
            today = now.astimezone(subscription.zone).date()
            message = digest_message(subscription, today.isoformat(), f"now:{asked_by}")
            if preview:
                message = replace(message, chat_id=telegram_user_id, message_thread_id=None)
            await stored.outbox.put(message)
            return await describe_digest(stored, subscription, now)


async def own_digest(
    stored: Repositories, telegram_user_id: int, subscription_id: int
) -> DigestSubscription:
    """Raises NotFound for anybody else's.

    Buttons from before there were several name none: they mean the oldest one of the current
    account in the private chat, and raise NotLinked and HistoryOnly, too.
    """
    if subscription_id == 0:
        _, linked = await current_link(stored, telegram_user_id)
        found = await stored.digests.of(telegram_user_id, linked.account.id)
    else:
        found = await stored.digests.get(subscription_id)
    if found is None or found.telegram_user_id != telegram_user_id:
        raise NotFound("not among the person's digests")
    return found


async def describe_digest(
    stored: Repositories, subscription: DigestSubscription, now: datetime
) -> DigestSettings:
    pause = await why_paused(stored, subscription)
    muted_until = subscription.muted_until if subscription.muted(now) else None
    next_at = None
    if subscription.enabled and pause is None:
        next_at = await stored.digests.due_at(subscription.id)
        if next_at is not None and muted_until is not None and next_at < muted_until:
            next_at = subscription.next_after(muted_until).due_at
    account = None
    if subscription.account_id is not None:
        account = await stored.accounts.get(subscription.account_id)
    grants = await shown_there(stored, subscription)
    if not grants and not is_private(subscription):
        # No digest goes there, but perhaps something else is shown: then it has a name.
        in_chat = await stored.chat_grants.in_chat(subscription.chat_id)
        grants = [one for one in in_chat if one.telegram_user_id == subscription.telegram_user_id]
    return DigestSettings(
        subscription,
        account,
        await told_of(stored, subscription),
        grants[0] if grants else None,
        next_at,
        pause,
        muted_until,
    )


async def rearm(
    stored: Repositories, before: DigestSubscription, after: DigestSubscription, now: datetime
) -> None:
    """Store the change, and when the next one is due: never a second one for a date that had its.

    A digest that waited for today comes today, even if its new hour is over.
    """
    waiting = await stored.digests.due_at(before.id)
    due = due_after_change(before, waiting, after, now)
    while await stored.outbox.holds(digest_key(after, due.local_date.isoformat())):
        due = after.next_after(due.due_at)
    await stored.digests.change(after, due.due_at)


def digest_key(subscription: DigestSubscription, occasion: str) -> str:
    """Unique by subscription and occasion for ever; by itself a digest comes once a local date."""
    return f"digest:{subscription.id}:{occasion}"


def digest_message(
    subscription: DigestSubscription, local_date: str, occasion: str
) -> OutgoingMessage:
    """A digest to be put out."""
    return OutgoingMessage(
        kind="digest",
        key=digest_key(subscription, occasion),
        chat_id=subscription.chat_id,
        message_thread_id=subscription.message_thread_id,
        payload={
            "subscription_id": subscription.id,
            "local_date": local_date,
            # Whose it is, also when the subscription is gone.
            "telegram_user_id": subscription.telegram_user_id,
        },
    )


async def _check_alone(stored: Repositories, changed: DigestSubscription) -> None:
    for other in await stored.digests.of_person(changed.telegram_user_id):
        if other.id != changed.id and _same(other, changed):
            raise DigestThere("the person has such a digest already")


def _same(one: DigestSubscription, other: DigestSubscription) -> bool:
    return (one.account_id, one.chat_id, one.cadence) == (
        other.account_id,
        other.chat_id,
        other.cadence,
    )
