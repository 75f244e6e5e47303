"""Messages of the outbox, worded in the receiver's language when they are sent."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from aiogram.exceptions import AiogramError, TelegramMigrateToChat

from bot.domain.alerts import AlertKind
from bot.domain.chat_grants import Place
from bot.domain.errors import NotFound
from bot.domain.operator_alerts import MESSAGE as OPERATOR_ALERT
from bot.domain.operator_alerts import OperatorAlert
from bot.presenters import (
    alerts,
    broken_link,
    chat_screens,
    digest,
    linking,
    operator,
    sequence,
    shown_in,
    unknown_send,
)
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.catch_up import DescribeCaughtUp
from bot.services.compose_digest import ComposeDigest, DigestReceiver
from bot.services.describe_broken_link import DescribeBrokenLink, DescribeBrokenLinkToGroup
from bot.services.describe_ending_link import DescribeEndingLink
from bot.services.describe_linked import DescribeLinked
from bot.services.grant_chat import GRANTED
from bot.services.hold_alerts import KINDS
from bot.services.manage_accounts import NoteBlocked, ShowHome
from bot.services.ports import (
    Clock,
    Outcome,
    OutgoingMessage,
    ReadyDigest,
    SendLater,
    Sent,
)
from bot.services.results import ShownAccount
from bot.services.show_stories import ShowSequence
from bot.telegram.alert_screens import DescribeAlerts, alert_screen
from bot.telegram.chat_use_cases import ChatUseCases
from bot.telegram.errors import is_silenced, is_topic_shut, is_unreachable
from bot.telegram.handlers.start import TO_ACCOUNTS
from bot.telegram.payload import instant, integer, text, texts
from bot.telegram.ready_digests import ReadyScreens
from bot.telegram.render import Renderer
from bot.telegram.sender import describe, outcome_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class TelegramDelivery:
    """Implements the Delivery port: one message, one sending, and an honest word on its end."""

    renderer: Renderer
    ready: ReadyScreens
    clock: Clock
    show_home: ShowHome
    note_blocked: NoteBlocked
    compose_digest: ComposeDigest
    show_sequence: ShowSequence
    describe_broken_link: DescribeBrokenLink
    describe_broken_link_to_group: DescribeBrokenLinkToGroup
    describe_caught_up: DescribeCaughtUp
    describe_ending_link: DescribeEndingLink
    describe_linked: DescribeLinked
    describe_alerts: DescribeAlerts
    chats: ChatUseCases
    bot_link: str
    """The bot's private chat: ``https://t.me/<username>``."""

    async def __call__(self, message: OutgoingMessage) -> Callable[[], Awaitable[Outcome]]:
        """Raises NotFound when what it tells of is gone."""
        return partial(self._send, message, await self._screen(message))

    async def prepare(self, message: OutgoingMessage) -> ReadyDigest:
        """All of a digest but its sending: what is read and drawn now need not be at its hour.

        Raises NotFound as wording does.
        """
        receiver = await self.compose_digest.receiver(integer(message, "subscription_id"))
        screen = await self._put_together(message, receiver)
        return await self.ready.made(message, receiver, screen)

    async def _send(self, message: OutgoingMessage, screen: Screen) -> Outcome:
        try:
            sent = await self.renderer.send(
                message.chat_id,
                screen,
                message_thread_id=message.message_thread_id,
                silent=message.silent,
                lasting=True,
                bulk=True,
            )
        except TelegramMigrateToChat as moved:
            await self.chats.move(message.chat_id, moved.migrate_to_chat_id)
            return SendLater(self.clock.now(), "the group has become a supergroup")
        except AiogramError as error:
            if message.kind == OPERATOR_ALERT:
                # The log is what is left: an alert of the alert would go the same way.
                logger.error("The admin chat did not get an alert: %s", describe(error))  # noqa: TRY400
            await self._note(error, message)
            return outcome_of(error, self.clock)
        return Sent(sent.message_id)

    async def _note(self, error: AiogramError, message: OutgoingMessage) -> None:
        """What a refusal says of a person, or of a group or channel, whose ids are negative."""
        chat_id = message.chat_id
        if is_unreachable(error):
            if chat_id < 0:
                await self.chats.note_put_out(chat_id)
            else:
                await self.note_blocked(chat_id, blocked=True)
        elif chat_id < 0 and is_topic_shut(error):
            topic = Place(chat_id, message.message_thread_id)
            await self.chats.note_silenced(chat_id, silenced=True, topic=topic)
        elif chat_id < 0 and is_silenced(error):
            await self.chats.note_silenced(chat_id, silenced=True)

    async def _screen(self, message: OutgoingMessage) -> Screen:
        if message.kind == "digest":
            return await self._digest(message)
        if message.kind == "link_broken_group":
            return await self._group_alarm(message)
        if message.kind == OPERATOR_ALERT:
            return await self._operator_alert(message)
        if message.kind == GRANTED:
            return await self._granted(message)
        home = await self.show_home(message.chat_id)
        person = home.person
        speech = Speech(person.language, person.zone)
        if message.kind in KINDS:
            return await self._alert(message, KINDS[message.kind], speech)
        match message.kind:
            case "instagram_data_deleted":
                screen = linking.instagram_data_deleted(home, speech)
            case "send_again":
                outbox_id = integer(message, "outbox_id")
                screen = unknown_send.screen(outbox_id, instant(message, "noticed_at"), speech)
            case "chat_added" | "chat_put_out" | "chat_silenced":
                screen = await self._about_chats(message, speech)
            case _:
                screen = await self._about_links(message, speech)
        return screen

    async def _operator_alert(self, message: OutgoingMessage) -> Screen:
        """In the language of whoever has the admin chat; in English in a group."""
        again = message.payload["again"]
        assert again is None or isinstance(again, int)
        try:
            person = (await self.show_home(message.chat_id)).person
            speech = Speech(person.language, person.zone)
        except NotFound:
            speech = Speech("en", ZoneInfo("UTC"))
        return operator.alert(
            OperatorAlert(text(message, "alert")),
            texts(message, "scopes"),
            speech,
            count=integer(message, "count"),
            more=integer(message, "more"),
            since=instant(message, "since"),
            again=again,
            over=message.payload["over"] is True,
        )

    async def _about_chats(self, message: OutgoingMessage, speech: Speech) -> Screen:
        title = text(message, "title")
        match message.kind:
            case "chat_added":
                question = await self.chats.describe_added(
                    message.chat_id, integer(message, "shown_chat_id"), title
                )
                return shown_in.question(question, speech)
            case "chat_put_out":
                return shown_in.put_out(text(message, "username"), title, speech)
            case _:
                return shown_in.silenced(text(message, "username"), title, speech)

    async def _alert(self, message: OutgoingMessage, kind: AlertKind, speech: Speech) -> Screen:
        match kind:
            case AlertKind.LINK_BROKEN:
                screen = await self._alarm(message, speech)
            case AlertKind.LINK_ENDS:
                screen = await self._link_ends(message, speech)
            case AlertKind.WRAP_UP:
                card = await self.show_sequence(message.chat_id, integer(message, "sequence_id"))
                screen = sequence.screen(card, speech)
                return alerts.with_mutes(screen, kind, card.account.id, speech)
            case _:
                return await alert_screen(self.describe_alerts, message, kind, speech)
        return alerts.with_mutes(screen, kind, integer(message, "account_id"), speech)

    async def _granted(self, message: OutgoingMessage) -> Screen:
        shown = await self.chats.show_grant(
            integer(message, "telegram_user_id"), integer(message, "grant_id")
        )
        return chat_screens.granted(shown, Speech(shown.grant.language, shown.zone))

    async def _about_links(self, message: OutgoingMessage, speech: Speech) -> Screen:
        match message.kind:
            case "caught_up":
                screen = await self._caught_up(message, speech)
            case "second_owner":
                at = instant(message, "at")
                screen = linking.second_owner(text(message, "username"), at, speech)
            case "history_passed_on":
                at = instant(message, "at")
                screen = linking.history_passed_on(text(message, "username"), at, speech)
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
                screen = linking.missing_permission(texts(message, "missing"), speech)
            case "link_not_professional":
                screen = linking.personal_account(text(message, "username"), speech)
            case "link_denied":
                screen = linking.denied(speech)
            case "link_expired":
                screen = linking.expired(speech)
            case unknown:
                raise NotFound(f"no wording for {unknown}")
        return screen

    async def _digest(self, message: OutgoingMessage) -> Screen:
        receiver = await self.compose_digest.receiver(integer(message, "subscription_id"))
        ready = await self.ready.find(message, receiver)
        return ready or await self._put_together(message, receiver)

    async def _put_together(self, message: OutgoingMessage, receiver: DigestReceiver) -> Screen:
        local_date = date.fromisoformat(text(message, "local_date"))
        result = await self.compose_digest.told(receiver, local_date)
        screen = digest.message(result, Speech(result.language, result.subscription.zone))
        # A preview in private looks as it does there.
        place = Place(result.subscription.chat_id, result.subscription.message_thread_id)
        shown = result.shown_in
        if isinstance(shown, ShownAccount):
            return chat_screens.narrowed(screen, shown, place)
        return chat_screens.narrowed_to_all(screen, shown, place) if shown else screen

    async def _linked(self, message: OutgoingMessage, speech: Speech) -> Screen:
        result = await self.describe_linked(
            message.chat_id,
            integer(message, "account_id"),
            integer(message, "live_stories"),
            relinked=message.payload["relinked"] is True,
        )
        return linking.linked(result, speech)

    async def _alarm(self, message: OutgoingMessage, speech: Speech) -> Screen:
        broken = await self.describe_broken_link(
            message.chat_id,
            integer(message, "account_id"),
            replaced=message.kind == "link_replaced",
        )
        return broken_link.alarm(broken, text(message, "reason"), speech)

    async def _group_alarm(self, message: OutgoingMessage) -> Screen:
        account, person = await self.describe_broken_link_to_group(
            integer(message, "telegram_user_id"), integer(message, "account_id")
        )
        return broken_link.group_alarm(
            account.username,
            person.first_name,
            f"{self.bot_link}?start={TO_ACCOUNTS}",
            Speech(person.language, person.zone),
        )

    async def _caught_up(self, message: OutgoingMessage, speech: Speech) -> Screen:
        result = await self.describe_caught_up(
            message.chat_id,
            integer(message, "account_id"),
            instant(message, "since"),
            instant(message, "until"),
            texts(message, "listed"),
            integer(message, "posts"),
        )
        return broken_link.caught_up(result, speech)

    async def _link_ends(self, message: OutgoingMessage, speech: Speech) -> Screen:
        expires_at = instant(message, "expires_at")
        account = await self.describe_ending_link(
            message.chat_id, integer(message, "account_id"), expires_at
        )
        refused = message.payload["refused"] is True
        return linking.link_ends(account.username, expires_at, speech, refused=refused)
