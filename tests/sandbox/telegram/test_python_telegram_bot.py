"""An independent client library, unchanged, works against the sandbox."""

import asyncio
import io
from collections.abc import AsyncIterator
from typing import cast

import pytest
import telegram
from PIL import Image
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
)

from tests.sandbox.telegram.conftest import ANNA, Sandbox, png

# The library warns that RetryAfter.retry_after will become a timedelta when it raises one.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


def client(sandbox: Sandbox) -> Bot:
    return Bot(
        sandbox.token,
        base_url=f"{sandbox.url}/telegram/bot",
        base_file_url=f"{sandbox.url}/telegram/file/bot",
    )


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with client(sandbox) as started:
        yield started


def keyboard(label: str = "Next", data: str = "page:2") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


async def test_a_message_is_received_and_answered(sandbox: Sandbox, bot: Bot) -> None:
    said = await sandbox.say("/start key")

    (update,) = await bot.get_updates(timeout=5)
    assert update.update_id == said["update_id"]
    assert update.message is not None
    assert update.message.text == "/start key"
    assert update.message.entities[0].type == "bot_command"
    assert update.effective_user is not None
    assert update.effective_user.id == ANNA

    sent = await bot.send_message(
        ANNA, "<b>Hello</b> & <i>you</i>", parse_mode=ParseMode.HTML, reply_markup=keyboard()
    )
    assert sent.text == "Hello & you"
    assert sent.text_html == "<b>Hello</b> &amp; <i>you</i>"
    assert sent.date == sandbox.clock.now()
    assert sent.reply_markup == keyboard()

    shown = (await sandbox.shown())[-1]
    assert shown["html"] == "<b>Hello</b> &amp; <i>you</i>"
    assert shown["buttons"][0][0]["callback_data"] == "page:2"


async def test_a_text_and_its_buttons_are_edited_in_place(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.say("/start")
    sent = await bot.send_message(ANNA, "one", reply_markup=keyboard())

    edited = await sent.edit_text("two", reply_markup=keyboard("Back", "page:1"))
    assert isinstance(edited, telegram.Message)
    assert edited.edit_date is not None
    assert edited.reply_markup == keyboard("Back", "page:1")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("two", reply_markup=keyboard("Back", "page:1"))

    bare = await sent.edit_text("two")
    assert isinstance(bare, telegram.Message)
    assert bare.reply_markup is None
    with_buttons = await sent.edit_reply_markup(keyboard())
    assert isinstance(with_buttons, telegram.Message)
    assert with_buttons.reply_markup == keyboard()
    assert [message["message_id"] for message in await sandbox.shown()] == [1, sent.message_id]


async def test_a_photo_is_sent_edited_and_downloaded(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.say("/start")
    picture = png(1600, 1000)

    sent = await bot.send_photo(
        ANNA, io.BytesIO(picture), caption="a *chart*", parse_mode=ParseMode.MARKDOWN_V2
    )
    largest = sent.photo[-1]
    assert (largest.width, largest.height, largest.file_size) == (1600, 1000, len(picture))
    assert [size.width for size in sent.photo] == [90, 320, 800, 1600]
    assert sent.caption == "a chart"

    captioned = await sent.edit_caption(
        "new", reply_markup=keyboard(), show_caption_above_media=True
    )
    assert isinstance(captioned, telegram.Message)
    assert captioned.caption == "new"
    assert captioned.show_caption_above_media
    assert captioned.photo[-1].file_id == largest.file_id

    other = png(300, 200, "orange")
    changed = await sent.edit_media(InputMediaPhoto(io.BytesIO(other), caption="other"))
    assert isinstance(changed, telegram.Message)
    assert changed.photo[-1].width == 300
    assert changed.caption == "other"

    again = await bot.send_photo(ANNA, largest.file_id)
    assert again.photo[-1].file_unique_id == largest.file_unique_id
    content = await (await again.photo[-1].get_file()).download_as_bytearray()
    assert Image.open(io.BytesIO(content)).size == (1600, 1000)


async def test_a_document_is_sent_and_downloaded(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.say("/start")
    sent = await bot.send_document(ANNA, b"day,reach\n", filename="reach.csv", caption="export")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("reach.csv", "text/csv")
    assert await (await sent.document.get_file()).download_as_bytearray() == b"day,reach\n"

    changed = await sent.edit_media(InputMediaDocument(b"{}", filename="reach.json"))
    assert isinstance(changed, telegram.Message)
    assert changed.document is not None
    assert changed.document.file_name == "reach.json"
    shown = (await sandbox.shown())[-1]["document"]
    async with sandbox.session.get(sandbox.url + shown["url"]) as response:
        assert await response.read() == b"{}"


async def test_an_album_arrives_as_one_group(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.say("/start")
    first, second = await bot.send_media_group(
        ANNA, [InputMediaPhoto(png(), caption="first"), InputMediaPhoto(png(500, 300))]
    )
    assert first.media_group_id == second.media_group_id
    assert (first.caption, second.caption) == ("first", None)
    assert second.photo[-1].width == 500


async def test_a_tap_is_answered(sandbox: Sandbox, bot: Bot) -> None:
    start = await sandbox.say("/start")
    sent = await bot.send_message(ANNA, "one", reply_markup=keyboard())
    async with asyncio.TaskGroup() as tasks:
        tap = tasks.create_task(
            sandbox.control(
                "POST", f"/telegram/users/{ANNA}/taps", message_id=sent.message_id, label="Next"
            )
        )
        (update,) = await bot.get_updates(offset=start["update_id"] + 1, timeout=20)
        query = update.callback_query
        assert query is not None
        assert query.data == "page:2"
        assert isinstance(query.message, telegram.Message)
        assert query.message.reply_markup == keyboard()
        assert await query.answer("done", show_alert=True)

    assert tap.result() == {
        "update_id": update.update_id,
        "answer": {"text": "done", "show_alert": True, "url": None},
    }


async def test_an_application_polls_and_handles(sandbox: Sandbox) -> None:
    async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("Welcome", reply_markup=keyboard())

    async def tapped(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        await query.answer("ok")
        await query.edit_message_text(f"at {query.data}")

    application: Application[Bot, ContextTypes.DEFAULT_TYPE, dict, dict, dict, None] = cast(  # type: ignore[type-arg]
        "Application[Bot, ContextTypes.DEFAULT_TYPE, dict, dict, dict, None]",  # type: ignore[type-arg]
        ApplicationBuilder()
        .token(sandbox.token)
        .base_url(f"{sandbox.url}/telegram/bot")
        .base_file_url(f"{sandbox.url}/telegram/file/bot")
        .job_queue(None)
        .build(),
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(tapped))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=2)
        await application.start()
        await sandbox.say("/start")
        welcome = await wait_for_text(sandbox, "Welcome")
        tap = await sandbox.control(
            "POST", f"/telegram/users/{ANNA}/taps", message_id=welcome, label="Next"
        )
        assert tap["answer"]["text"] == "ok"
        assert await wait_for_text(sandbox, "at page:2") == welcome
        await application.updater.stop()
        await application.stop()


async def wait_for_text(sandbox: Sandbox, text: str) -> int:
    """The id of the message, once it is there."""
    after = 0
    while True:
        for message in await sandbox.shown():
            if message["text"] == text:
                message_id: int = message["message_id"]
                return message_id
        watched = await sandbox.control("GET", f"/telegram/events?after={after}&timeout=20")
        after = watched["last"]


async def test_commands_are_set_by_scope_and_language(sandbox: Sandbox, bot: Bot) -> None:
    everywhere = [BotCommand("help", "What I can do")]
    private = [BotCommand("start", "Begin")]
    spanish = [BotCommand("start", "Empezar")]
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(everywhere)
    await bot.set_my_commands(private, scope=scope)
    await bot.set_my_commands(spanish, scope=scope, language_code="es")

    assert await bot.get_my_commands() == tuple(everywhere)
    assert await bot.get_my_commands(scope=scope, language_code="es") == tuple(spanish)
    await sandbox.control("PATCH", f"/telegram/users/{ANNA}", language_code="es")
    seen = await sandbox.control("GET", f"/telegram/bot?user_id={ANNA}")
    assert seen["commands"] == [{"command": "start", "description": "Empezar"}]
    await bot.delete_my_commands(scope=scope, language_code="es")
    seen = await sandbox.control("GET", f"/telegram/bot?user_id={ANNA}")
    assert seen["commands"] == [{"command": "start", "description": "Begin"}]


async def test_the_profile_is_read_back(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.say("/start")
    await bot.set_my_description("Your numbers")
    await bot.set_my_description("Tus números", language_code="es")
    await bot.set_my_short_description("Numbers")
    await bot.set_my_name("Lamplighter")
    assert (await bot.get_my_description("es")).description == "Tus números"
    assert (await bot.get_my_description("ru")).description == "Your numbers"
    assert (await bot.get_my_short_description()).short_description == "Numbers"
    assert (await bot.get_my_name()).name == "Lamplighter"
    assert (await bot.get_me()).first_name == "Lamplighter"
    sent = await bot.send_message(ANNA, "x")
    assert sent.from_user is not None
    assert sent.from_user.first_name == "Lamplighter"
    await bot.set_chat_menu_button(ANNA, telegram.MenuButtonDefault())
    assert isinstance(await bot.get_chat_menu_button(ANNA), telegram.MenuButtonCommands)


async def test_chats_and_members_are_described(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.say("/start")
    assert (await bot.get_chat(ANNA)).first_name == f"User {ANNA}"
    group = await sandbox.group(is_forum=True)
    await sandbox.add_bot(group, "administrator")
    full = await bot.get_chat(group)
    assert (full.title, full.is_forum) == ("Studio", True)
    assert (await bot.get_chat_member(group, ANNA)).status == "creator"
    administrators = await bot.get_chat_administrators(group)
    assert {member.status for member in administrators} == {"creator", "administrator"}
    topic = await bot.create_forum_topic(group, "Numbers")
    sent = await bot.send_message(group, "here", message_thread_id=topic.message_thread_id)
    assert sent.message_thread_id == topic.message_thread_id
    assert sent.is_topic_message
    assert await bot.close_forum_topic(group, topic.message_thread_id)
    assert await bot.leave_chat(group)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group, "gone")


async def test_refusals_become_the_librarys_own_errors(sandbox: Sandbox, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(404_404, "hello")
    await sandbox.say("/start")
    await sandbox.control("POST", f"/telegram/users/{ANNA}/block")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ANNA, "hello")
    await sandbox.control("POST", f"/telegram/users/{ANNA}/unblock")

    await sandbox.fault("too_many_requests", retry_after=7)
    with pytest.raises(RetryAfter) as slowed:
        await bot.send_message(ANNA, "hello")
    assert int(str(slowed.value).split("Retry in ")[1].split()[0]) == 7
    await sandbox.fault("server_error", status=502)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(ANNA, "hello")

    group = await sandbox.group("group")
    await sandbox.add_bot(group)
    new = (await sandbox.control("POST", f"/telegram/groups/{group}/upgrade"))["id"]
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group, "hello")
    assert migrated.value.new_chat_id == new
    assert (await bot.send_message(new, "hello")).chat.id == new


async def test_a_second_poller_ends_the_first(sandbox: Sandbox) -> None:
    async def poll(poller: Bot) -> tuple[Update, ...] | Conflict:
        try:
            return await poller.get_updates(timeout=30)
        except Conflict as conflict:
            return conflict

    async with client(sandbox) as one, client(sandbox) as other, asyncio.TaskGroup() as tasks:
        polls = [tasks.create_task(poll(poller)) for poller in (one, other)]
        ended, waiting = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
        assert "terminated by other getUpdates request" in str(ended.pop().result())
        await sandbox.say("hello")
        answer = await waiting.pop()
        assert not isinstance(answer, Conflict)
        assert len(answer) == 1
