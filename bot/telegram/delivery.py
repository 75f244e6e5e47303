"""Messages of the outbox, worded in the receiver's language when they are sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from aiogram.exceptions import AiogramError

from bot.domain.errors import NotFound
from bot.presenters import digest, linking, sequence, unknown_send
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.compose_digest import ComposeDigest
from bot.services.describe_broken_link import DescribeBrokenLink
from bot.services.describe_linked import DescribeLinked
from bot.services.manage_accounts import NoteBlocked, ShowHome
from bot.services.ports import (
    Clock,
    Outcome,
    OutgoingMessage,
    Sent,
)
from bot.services.show_stories import ShowSequence
from bot.telegram.errors import is_unreachable
from bot.telegram.render import Renderer
from bot.telegram.sender import outcome_of


@dataclass(frozen=True)
class TelegramDelivery:
    """Implements the Delivery port: one message, one sending, and an honest word on its end."""

    renderer: Renderer
    clock: Clock
    show_home: ShowHome
    note_blocked: NoteBlocked
    compose_digest: ComposeDigest
    show_sequence: ShowSequence
    describe_broken_link: DescribeBrokenLink
    describe_linked: DescribeLinked

    async def __call__(self, message: OutgoingMessage) -> Callable[[], Awaitable[Outcome]]:
        """Raises NotFound when what it tells of is gone."""
        return partial(self._send, message, await self._screen(message))

    async def _send(self, message: OutgoingMessage, screen: Screen) -> Outcome:
        try:
            sent = await self.renderer.send(
                message.chat_id,
                screen,
                message_thread_id=message.message_thread_id,
                silent=message.silent,
                lasting=True,
            )
        except AiogramError as error:
            if is_unreachable(error):
                await self.note_blocked(message.chat_id, blocked=True)
            return outcome_of(error, self.clock)
        return Sent(sent.message_id)

    async def _screen(self, message: OutgoingMessage) -> Screen:
        if message.kind == "digest":
            return await self._digest(message)
        person = (await self.show_home(message.chat_id)).person
        speech = Speech(person.language, person.zone)
        match message.kind:
            case "wrap_up":
                sequence_id = _integer(message, "sequence_id")
                card = await self.show_sequence(person.telegram_user_id, sequence_id)
                screen = sequence.screen(card, speech)
            case "link_broken":
                screen = await self._link_broken(message, speech)
            case "second_owner":
                screen = linking.second_owner(_text(message, "username"), speech)
            case "send_again":
                outbox_id = _integer(message, "outbox_id")
                noticed_at = datetime.fromisoformat(_text(message, "noticed_at"))
                screen = unknown_send.screen(outbox_id, noticed_at, speech)
            case _:
                screen = await self._end_of_linking(message, speech)
        return screen

    async def _end_of_linking(self, message: OutgoingMessage, speech: Speech) -> Screen:
        match message.kind:
            case "linked":
                screen = await self._linked(message, speech)
            case "link_gave_up":
                screen = linking.gave_up(speech)
            case "link_interrupted":
                screen = linking.interrupted(speech)
            case "link_missing_permissions":
                screen = linking.missing_permission(_texts(message, "missing"), speech)
            case "link_not_professional":
                screen = linking.personal_account(_text(message, "username"), speech)
            case "link_denied":
                screen = linking.denied(speech)
            case "link_expired":
                screen = linking.expired(speech)
            case unknown:
                raise NotFound(f"no wording for {unknown}")
        return screen

    async def _digest(self, message: OutgoingMessage) -> Screen:
        local_date = date.fromisoformat(_text(message, "local_date"))
        result = await self.compose_digest(_integer(message, "subscription_id"), local_date)
        return digest.message(result, Speech(result.language, result.subscription.zone))

    async def _linked(self, message: OutgoingMessage, speech: Speech) -> Screen:
        result = await self.describe_linked(
            message.chat_id,
            _integer(message, "account_id"),
            _integer(message, "live_stories"),
            relinked=message.payload["relinked"] is True,
        )
        return linking.linked(result, speech)

    async def _link_broken(self, message: OutgoingMessage, speech: Speech) -> Screen:
        broken = await self.describe_broken_link(message.chat_id, _integer(message, "account_id"))
        reason = _text(message, "reason")
        return linking.link_broken(
            broken.account.username,
            speech,
            subcode=int(reason) if reason.isdecimal() else None,
            live_stories=broken.live_stories,
            first_end=broken.first_end,
            last_saved=broken.last_saved,
        )


def _integer(message: OutgoingMessage, name: str) -> int:
    value = message.payload[name]
    assert isinstance(value, int)
    return value


def _text(message: OutgoingMessage, name: str) -> str:
    value = message.payload[name]
    assert isinstance(value, str)
    return value


def _texts(message: OutgoingMessage, name: str) -> list[str]:
    values = message.payload[name]
    assert isinstance(values, list)
    return [str(value) for value in values]
