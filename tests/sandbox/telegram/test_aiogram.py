"""aiogram, unchanged, works against the sandbox by polling and by webhook."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import CommandStart
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.sandbox.telegram.conftest import ANNA, Sandbox, png

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Chart", callback_data="chart", style="primary")],
        [InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="https://a.example/1"))],
    ]
)


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    server = TelegramAPIServer(
        base=f"{sandbox.url}/telegram/bot{{token}}/{{method}}",
        file=f"{sandbox.url}/telegram/file/bot{{token}}/{{path}}",
    )
    client = Bot(sandbox.token, session=AiohttpSession(api=server))
    yield client
    await client.session.close()


@pytest.fixture
def dispatcher() -> Dispatcher:
    """Greets with buttons; a tap sends a chart and changes it."""
    made = Dispatcher()

    @made.message(CommandStart())
    async def start(message: Message) -> None:
        await message.answer("Hello <b>you</b>", parse_mode="HTML", reply_markup=KEYBOARD)

    @made.callback_query(F.data == "chart")
    async def chart(query: CallbackQuery) -> None:
        await query.answer("drawing")
        assert isinstance(query.message, Message)
        photo = BufferedInputFile(png(640, 400), "chart.png")
        sent = await query.message.answer_photo(photo, caption="first")
        other = InputMediaPhoto(media=BufferedInputFile(png(320, 200), "b.png"), caption="second")
        await sent.edit_media(other)

    return made


async def walk(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    greeting = await arrival(sandbox, "text", "Hello you")
    tap = await sandbox.control(
        "POST", f"/telegram/users/{ANNA}/taps", message_id=greeting, label="Chart"
    )
    assert tap["answer"]["text"] == "drawing"
    chart = await arrival(sandbox, "caption", "second")
    assert chart == greeting + 1


async def arrival(sandbox: Sandbox, field: str, text: str) -> int:
    after = 0
    while True:
        for message in await sandbox.shown():
            if message[field] == text:
                message_id: int = message["message_id"]
                return message_id
        watched = await sandbox.control("GET", f"/telegram/events?after={after}&timeout=20")
        after = watched["last"]


async def test_a_dispatcher_polls(sandbox: Sandbox, bot: Bot, dispatcher: Dispatcher) -> None:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(dispatcher.start_polling(bot, handle_signals=False, polling_timeout=2))
        await walk(sandbox)
        await dispatcher.stop_polling()


async def test_a_webhook_receives(sandbox: Sandbox, bot: Bot, dispatcher: Dispatcher) -> None:
    app = web.Application()
    handler = SimpleRequestHandler(
        dispatcher, bot, handle_in_background=False, secret_token="s3cret"
    )
    handler.register(app, "/hook")
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    await bot.set_webhook(f"http://{host}:{port}/hook", secret_token="s3cret")
    await walk(sandbox)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (0, None)
    await bot.delete_webhook()
    await runner.cleanup()


async def test_refusals_become_aiograms_own_errors(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.say("/start")
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.send_message(ANNA, "")
    await sandbox.fault("too_many_requests", retry_after=3)
    with pytest.raises(TelegramRetryAfter) as slowed:
        await bot.send_message(ANNA, "hello")
    assert slowed.value.retry_after == 3
    await sandbox.control("POST", f"/telegram/users/{ANNA}/delete")
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(ANNA, "hello")
