"""Screens as Telegram messages: sent anew, or put in the place of an earlier one."""

import html
import logging
import re
from collections import OrderedDict
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    DeleteMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.presenters.layout import CAPTION, MESSAGE, Html
from bot.presenters.screen import Button, ChartRenderer, KeptPictureRenderer, Screen
from bot.services.ports import ExportedFile
from bot.telegram.callbacks import pack
from bot.telegram.errors import (
    is_bad_picture,
    is_not_editable,
    is_not_modified,
    is_too_long,
    is_unparsable,
)
from bot.telegram.sender import Sender

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
Call = TypeVar("Call", bound=TelegramMethod[Any])

FetchPicture = Callable[[str], Awaitable[bytes | None]]
"""The picture at an address, or None when it cannot be had."""

PICTURES_KNOWN = 2_000

UPLOAD_TIMEOUT = 600
"""Seconds for a document: 50 MB over a slow line."""

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class KnownPicture:
    """A picture that Telegram has: ``unique_id`` stays the same, ``file_id`` sends it again."""

    file_id: str
    unique_id: str


@dataclass(frozen=True)
class Picture:
    """One way to give a picture to Telegram: by file_id, by address, or as a file."""

    content: str | BufferedInputFile
    unique_id: str | None = None


class Upload(InputFile):
    """A file that may be too large for the memory; read from its beginning each time it is sent."""

    def __init__(self, file: ExportedFile) -> None:
        super().__init__(filename=file.name)
        self._content = file.content

    async def read(self, _: Bot) -> AsyncGenerator[bytes, None]:
        self._content.seek(0)
        while chunk := self._content.read(self.chunk_size):
            yield chunk


class Renderer:
    """Sends screens. A picture is drawn once and uploaded once."""

    def __init__(
        self,
        sender: Sender,
        draw: ChartRenderer,
        fetch_picture: FetchPicture,
        kept_pictures: KeptPictureRenderer,
    ) -> None:
        self._sender = sender
        self._draw = draw
        self._fetch_picture = fetch_picture
        self._kept_pictures = kept_pictures
        self._known: OrderedDict[str, KnownPicture] = OrderedDict()

    async def send(
        self,
        chat_id: int,
        screen: Screen,
        *,
        message_thread_id: int | None = None,
        silent: bool = False,
        lasting: bool = False,
        bulk: bool = False,
    ) -> Message:
        """A new message. A ``lasting`` one is news: taps leave it there. What nobody waits for is
        sent in ``bulk``.

        Raises ChatHeld and what aiogram raises.
        """
        keyboard = _markup_of(screen, lasting=lasting)

        async def attempt(picture: Picture | None) -> Message:
            method: TelegramMethod[Message]
            if picture is None:
                method = SendMessage(
                    chat_id=chat_id,
                    text=text_of(screen),
                    message_thread_id=message_thread_id,
                    disable_notification=silent,
                    reply_markup=keyboard,
                )
            else:
                method = SendPhoto(
                    chat_id=chat_id,
                    photo=picture.content,
                    caption=text_of(screen),
                    message_thread_id=message_thread_id,
                    disable_notification=silent,
                    reply_markup=keyboard,
                )
            return await self._call(method, chat_id, bulk=bulk)

        return await self._with_picture(screen, attempt)

    async def send_file(
        self, chat_id: int, file: ExportedFile, caption: Html, *, message_thread_id: int | None
    ) -> None:
        """As a document, read piece by piece. Raises ChatHeld and what aiogram raises."""
        method = SendDocument(
            chat_id=chat_id,
            document=Upload(file),
            caption=caption,
            message_thread_id=message_thread_id,
            disable_content_type_detection=True,
        )
        await self._sender(method, chat_id, timeout=UPLOAD_TIMEOUT)

    def known_picture(self, screen: Screen) -> str | None:
        """The file_id of the screen's picture, if Telegram has it from us."""
        known = self._known.get(_key(screen))
        return None if known is None else known.file_id

    async def replace(self, message: Message, screen: Screen) -> None:
        """Show the screen in the place of a message of ours, as far as Telegram allows."""

        async def attempt(picture: Picture | None) -> Message | bool:
            if picture is None and message.photo:
                # Telegram: a photo cannot become a text.
                bare = replace(screen, chart=None, picture_url=None, kept_pictures=())
                return await self._supersede(message, bare)
            return await self._call(_edited(message, screen, picture), message.chat.id, bulk=False)

        try:
            await self._with_picture(screen, attempt)
        except TelegramBadRequest as refused:
            if is_not_modified(refused):
                return
            if not is_not_editable(refused):
                raise
            await self._send_beside(message, screen)

    async def rewrite(self, chat_id: int, message_id: int, screen: Screen) -> None:
        """Let a lasting text of ours say something else, in bulk as it was sent.

        Doing it again does no harm. Raises ChatHeld and what aiogram raises.
        """
        method = EditMessageText(
            chat_id=chat_id,
            message_id=message_id,
            text=text_of(screen),
            reply_markup=keyboard_of(screen, lasting=True),
        )
        try:
            await self._call(method, chat_id, bulk=True)
        except TelegramBadRequest as refused:
            if not is_not_modified(refused):
                raise

    async def _supersede(self, message: Message, screen: Screen) -> Message:
        """The new message comes first, so that there is never nothing."""
        shown = await self._send_beside(message, screen)
        method = DeleteMessage(chat_id=message.chat.id, message_id=message.message_id)
        try:
            await self._sender(method, message.chat.id)
        except TelegramBadRequest as refused:
            logger.info("An old message stays: %s", refused.message)
        return shown

    async def _send_beside(self, message: Message, screen: Screen) -> Message:
        return await self.send(message.chat.id, screen, message_thread_id=thread_of(message))

    async def _with_picture(
        self, screen: Screen, attempt: Callable[[Picture | None], Awaitable[Result]]
    ) -> Result:
        """Attempt with each way to give the picture until Telegram takes one, or without it."""
        async with aclosing(self._pictures(screen)) as pictures:
            async for picture in pictures:
                try:
                    result = await attempt(picture)
                except TelegramBadRequest as refused:
                    if picture is None or not is_bad_picture(refused):
                        raise
                    logger.warning("Telegram refused a picture: %s", refused.message)
                    self._known.pop(_key(screen), None)
                else:
                    if picture is not None:
                        self._remember(screen, result)
                    return result
        raise AssertionError("a screen can always be shown without a picture")

    async def _pictures(self, screen: Screen) -> AsyncGenerator[Picture | None, None]:
        known = self._known.get(_key(screen))
        if known is not None:
            self._known.move_to_end(_key(screen))
            yield Picture(known.file_id, known.unique_id)
        if screen.chart is not None:
            yield _upload(await self._draw(screen.chart))
        elif screen.kept_pictures:
            kept = await self._kept_pictures(screen.kept_pictures)
            if kept is not None:
                yield _upload(kept)
        elif screen.picture_url is not None:
            if screen.picture_url.startswith("https://"):
                yield Picture(screen.picture_url)
            content = await self._fetch_picture(screen.picture_url)
            if content is not None:
                yield _upload(content)
        yield None

    def _remember(self, screen: Screen, result: object) -> None:
        if not isinstance(result, Message) or not result.photo:
            return
        largest = result.photo[-1]
        self._known[_key(screen)] = KnownPicture(largest.file_id, largest.file_unique_id)
        if len(self._known) > PICTURES_KNOWN:
            self._known.popitem(last=False)

    async def _call(self, method: TelegramMethod[Result], chat_id: int, *, bulk: bool) -> Result:
        """A text that Telegram cannot parse, or is too long for it, is our mistake: it is said
        without markup, and as far as there is room.
        """
        try:
            return await self._sender(method, chat_id, bulk=bulk)
        except TelegramBadRequest as refused:
            if not (is_unparsable(refused) or is_too_long(refused)):
                raise
            logger.error(  # noqa: TRY400 - Telegram's words say all, the traceback nothing
                "A text of ours has wrong markup or is too long, and went out plain: %s",
                refused.message,
            )
        return await self._sender(without_markup(method), chat_id, bulk=bulk)


def text_of(screen: Screen) -> str:
    """The tap was answered before the work, so what the toast says stands above the text."""
    if screen.toast is None:
        return screen.text
    return f"<i>{html.escape(screen.toast, quote=False)}</i>\n\n{screen.text}"


def _markup_of(
    screen: Screen, *, lasting: bool
) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    """What a new message brings; an edited one can have ``keyboard_of`` only."""
    if screen.letters_again:
        return ReplyKeyboardRemove(remove_keyboard=True)
    if screen.typed_buttons is None:
        return keyboard_of(screen, lasting=lasting)
    share = KeyboardButton(text=screen.typed_buttons.share_location, request_location=True)
    return ReplyKeyboardMarkup(
        keyboard=[[share], [KeyboardButton(text=screen.typed_buttons.back)]],
        resize_keyboard=True,
        one_time_keyboard=True,
    )


def keyboard_of(screen: Screen, *, lasting: bool = False) -> InlineKeyboardMarkup | None:
    if not screen.buttons:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[[_button(button, lasting) for button in row] for row in screen.buttons]
    )


def thread_of(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


def without_markup(method: Call) -> Call:
    """The same call with its text as plain words."""
    plain: dict[str, object]
    match method:
        case SendMessage(text=text) | EditMessageText(text=text):
            plain = {"text": _cut(_plain(text), MESSAGE), "parse_mode": None}
        case SendPhoto(caption=caption) | EditMessageCaption(caption=caption):
            plain = {"caption": _cut(_plain(caption), CAPTION), "parse_mode": None}
        case EditMessageMedia(media=media):
            of_media = {"caption": _cut(_plain(media.caption), CAPTION), "parse_mode": None}
            plain = {"media": media.model_copy(update=of_media)}
        case _:
            raise TypeError(f"{type(method).__name__} has no text")
    return method.model_copy(update=plain)


def _edited(
    message: Message, screen: Screen, picture: Picture | None
) -> TelegramMethod[Message | bool]:
    """The lightest edit that turns the message into the screen."""
    chat_id, message_id = message.chat.id, message.message_id
    text, keyboard = text_of(screen), keyboard_of(screen)
    if picture is None:
        return EditMessageText(
            chat_id=chat_id, message_id=message_id, text=text, reply_markup=keyboard
        )
    if message.photo and message.photo[-1].file_unique_id == picture.unique_id:
        return EditMessageCaption(
            chat_id=chat_id, message_id=message_id, caption=text, reply_markup=keyboard
        )
    return EditMessageMedia(
        chat_id=chat_id,
        message_id=message_id,
        media=InputMediaPhoto(media=picture.content, caption=text),
        reply_markup=keyboard,
    )


def _button(button: Button, lasting: bool) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text=button.text,
        style=button.style.value if button.style else None,
        callback_data=pack(button.action, lasting=lasting) if button.action else None,
        url=button.url,
        copy_text=CopyTextButton(text=button.copy_text) if button.copy_text else None,
    )


def _upload(content: bytes) -> Picture:
    return Picture(BufferedInputFile(content, filename="picture.png"))


def _key(screen: Screen) -> str:
    if screen.chart is not None:
        return screen.chart.key()
    if screen.kept_pictures:
        return f"kept:{screen.kept_pictures}"
    return screen.picture_url or ""


def _plain(text: str | None) -> str:
    return html.unescape(_TAG.sub("", text or ""))


def _cut(text: str, units: int) -> str:
    """Telegram counts in units of UTF-16."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * units:
        return text
    return encoded[: 2 * (units - 1)].decode("utf-16-le", "ignore") + "…"
