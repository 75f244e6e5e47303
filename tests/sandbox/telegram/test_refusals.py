"""Every error text that the fact sheet lists for a served method, word for word."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest

from tests.sandbox.telegram.conftest import ANNA, Sandbox, png

BAD = "Bad Request: "
PARSE = BAD + "can't parse entities: "


@pytest.mark.parametrize(
    ("text", "description"),
    [
        (None, "message text is empty"),
        ("", "message text is empty"),
        ("   \n ", "text must be non-empty"),
        ("<b></b><i> </i>", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("x" * 32_769, "text is too long"),
    ],
)
async def test_a_text_that_cannot_be_sent(
    sandbox: Sandbox, text: str | None, description: str
) -> None:
    await sandbox.say("/start")
    parameters = {} if text is None else {"text": text}
    refused = await sandbox.refusal("sendMessage", chat_id=ANNA, parse_mode="HTML", **parameters)
    assert refused == (400, BAD + description)


async def test_length_is_counted_after_parsing(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    text = "<b>" + "x" * 4096 + "</b>"
    sent = await sandbox.call("sendMessage", chat_id=ANNA, text=text, parse_mode="HTML")
    assert len(sent["text"]) == 4096


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ("<x>", 'Unsupported start tag "x" at byte offset 0'),
        ("é <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("a <1 b", 'Unsupported start tag "1" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href= ", 'Unclosed start tag "a" at byte offset 0'),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x_y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "<b>x<i>y</b></i>",
            'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"',
        ),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="1" format="rt">x</tg-time>', "Invalid date format used"),
    ],
)
async def test_html_that_cannot_be_parsed(sandbox: Sandbox, markup: str, description: str) -> None:
    await sandbox.say("/start")
    refused = await sandbox.refusal("sendMessage", chat_id=ANNA, text=markup, parse_mode="HTML")
    assert refused == (400, PARSE + description)


@pytest.mark.parametrize(
    ("mode", "markup", "description"),
    [
        (
            "MarkdownV2",
            "1.5",
            "Character '.' is reserved and must be escaped with the preceding '\\'",
        ),
        ("MarkdownV2", "é *x", "Can't find end of Bold entity at byte offset 3"),
        ("MarkdownV2", "__x_", "Can't find end of Italic entity at byte offset 3"),
        ("MarkdownV2", "[x](y", "Can't find end of a URL at byte offset 4"),
        ("Markdown", "a *b", "Can't find end of the entity starting at byte offset 2"),
    ],
)
async def test_markdown_that_cannot_be_parsed(
    sandbox: Sandbox, mode: str, markup: str, description: str
) -> None:
    await sandbox.say("/start")
    refused = await sandbox.refusal("sendMessage", chat_id=ANNA, text=markup, parse_mode=mode)
    assert refused == (400, PARSE + description)


async def test_an_unknown_parse_mode(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    refused = await sandbox.refusal("sendMessage", chat_id=ANNA, text="x", parse_mode="rtf")
    assert refused == (400, BAD + "unsupported parse_mode")


async def test_a_caption_that_is_too_long(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    files = {"photo": ("a.png", png())}
    _, body = await sandbox.upload("sendPhoto", files, chat_id=str(ANNA), caption="x" * 1025)
    assert body["description"] == BAD + "message caption is too long"
    _, body = await sandbox.upload("sendPhoto", files, chat_id=str(ANNA), caption="x" * 1024)
    assert body["ok"]


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
PHOTO = {"photo": ("a.png", png())}


async def test_edits_that_are_refused(sandbox: Sandbox) -> None:
    said = await sandbox.say("/start")
    text = await sandbox.call("sendMessage", chat_id=ANNA, text="one")
    _, body = await sandbox.upload("sendPhoto", PHOTO, chat_id=str(ANNA))
    photo = body["result"]

    async def edit(method: str, message_id: int, **parameters: Any) -> tuple[int, str]:
        return await sandbox.refusal(method, chat_id=ANNA, message_id=message_id, **parameters)

    ours, theirs, picture = text["message_id"], said["message_id"], photo["message_id"]
    unchanged = {"text": "<b></b>one", "parse_mode": "HTML"}
    for refused, description in [
        (await edit("editMessageText", ours, **unchanged), NOT_MODIFIED),
        (await edit("editMessageReplyMarkup", ours), NOT_MODIFIED),
        (await edit("editMessageCaption", picture), NOT_MODIFIED),
        (await edit("editMessageText", 999, text="x"), "message to edit not found"),
        (await edit("editMessageText", theirs, text="x"), "message can't be edited"),
        (
            await edit("editMessageText", picture, text="x"),
            "there is no text in the message to edit",
        ),
        (
            await edit("editMessageCaption", ours, caption="x"),
            "there is no caption in the message to edit",
        ),
    ]:
        assert refused == (400, BAD + description)


async def test_deletions_that_are_refused(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    sent = await sandbox.call("sendMessage", chat_id=ANNA, text="one")
    where = {"chat_id": ANNA, "message_id": sent["message_id"]}
    missing = await sandbox.refusal("deleteMessage", chat_id=ANNA, message_id=999)
    assert missing == (400, BAD + "message to delete not found")
    await sandbox.advance(timedelta(hours=48))
    assert await sandbox.refusal("deleteMessage", **where) == (
        400,
        BAD + "message can't be deleted",
    )
    assert await sandbox.call("deleteMessages", chat_id=ANNA, message_ids=[999]) is True


async def test_a_reply_to_nothing(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    message = {"chat_id": ANNA, "text": "x"}
    refused = await sandbox.refusal("sendMessage", **message, reply_parameters={"message_id": 999})
    assert refused == (400, BAD + "message to be replied not found")
    assert await sandbox.call(
        "sendMessage",
        **message,
        reply_parameters={"message_id": 999, "allow_sending_without_reply": True},
    )


def inline(**button: Any) -> str:
    return json.dumps({"inline_keyboard": [[button]]})


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (inline(text="x", callback_data="y" * 65), "BUTTON_DATA_INVALID"),
        (inline(text="x", callback_data="é" * 33), "BUTTON_DATA_INVALID"),
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        (
            inline(text="x"),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            inline(text="x", callback_data=""),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (inline(text="", callback_data="y"), "inline keyboard button text must be non-empty"),
        (
            inline(text="x", callback_data="y", style="purple"),
            "can't parse inline keyboard button: invalid button style specified",
        ),
        (
            inline(callback_data="y"),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": "y"}] * 101]}),
            "reply markup is too long",
        ),
    ],
)
async def test_keyboards_that_are_refused(sandbox: Sandbox, markup: str, description: str) -> None:
    await sandbox.say("/start")
    refused = await sandbox.refusal("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    assert refused == (400, BAD + description)


async def test_callback_data_may_have_64_bytes(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    markup = inline(text="x", callback_data="é" * 32)
    assert await sandbox.call("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)


async def test_an_edit_takes_only_an_inline_keyboard(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    sent = await sandbox.call("sendMessage", chat_id=ANNA, text="x")
    refused = await sandbox.refusal(
        "editMessageText",
        chat_id=ANNA,
        message_id=sent["message_id"],
        text="y",
        reply_markup={"keyboard": [["a"]]},
    )
    assert refused == (400, BAD + "inline keyboard expected")


@pytest.mark.parametrize(
    ("request_", "what"),
    [
        ({"request_contact": True}, "phone number"),
        ({"request_location": True}, "location"),
        ({"request_poll": {}}, None),
        ({"request_location": False}, None),
    ],
)
async def test_what_a_reply_keyboard_asks_for_is_asked_in_private_only(
    sandbox: Sandbox, request_: dict[str, Any], what: str | None
) -> None:
    await sandbox.say("/start")
    group = await sandbox.group()
    await sandbox.add_bot(group)
    call = {"text": "x", "reply_markup": {"keyboard": [[{"text": "Go", **request_}]]}}
    if what is None:
        assert await sandbox.call("sendMessage", chat_id=group, **call)
    else:
        refused = await sandbox.refusal("sendMessage", chat_id=group, **call)
        assert refused == (400, f"{BAD}{what} can be requested in private chats only")
    assert await sandbox.call("sendMessage", chat_id=ANNA, **call)


TOO_OLD = BAD + "query is too old and response timeout expired or query ID is invalid"


async def test_a_tap_that_is_unknown_or_too_old(sandbox: Sandbox) -> None:
    assert await sandbox.refusal("answerCallbackQuery", callback_query_id="1") == (400, TOO_OLD)


@pytest.mark.parametrize(
    ("chat_id", "description"),
    [
        ("", "chat_id is empty"),
        ("12345", "chat not found"),
        ("-100123", "chat not found"),
        ("@nobody", "chat not found"),
    ],
)
async def test_chats_that_are_not_there(sandbox: Sandbox, chat_id: str, description: str) -> None:
    refused = await sandbox.refusal("sendMessage", chat_id=chat_id, text="x")
    assert refused == (400, BAD + description)


async def test_a_group_that_was_upgraded(sandbox: Sandbox) -> None:
    group = await sandbox.group("group")
    await sandbox.add_bot(group)
    new = (await sandbox.control("POST", f"/telegram/groups/{group}/upgrade"))["id"]
    status, body = await sandbox.ask("sendMessage", chat_id=group, text="x")
    assert (status, body["description"]) == (
        400,
        BAD + "group chat was upgraded to a supergroup chat",
    )
    assert body["parameters"] == {"migrate_to_chat_id": new}


async def test_people_who_cannot_be_written_to(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    await sandbox.control("POST", f"/telegram/users/{ANNA}/block")
    refused = await sandbox.refusal("sendMessage", chat_id=ANNA, text="x")
    assert refused == (403, "Forbidden: bot was blocked by the user")
    await sandbox.control("POST", f"/telegram/users/{ANNA}/unblock")
    await sandbox.control("POST", f"/telegram/users/{ANNA}/delete")
    refused = await sandbox.refusal("sendMessage", chat_id=ANNA, text="x")
    assert refused == (403, "Forbidden: user is deactivated")

    group = await sandbox.group(members=[777])
    await sandbox.add_bot(group)
    refused = await sandbox.refusal("sendMessage", chat_id=777, text="x")
    assert refused == (403, "Forbidden: bot can't initiate conversation with a user")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_groups_where_the_bot_is_not(sandbox: Sandbox, kind: str) -> None:
    group = await sandbox.group(kind)
    message = {"chat_id": group, "text": "x"}
    assert await sandbox.refusal("sendMessage", **message) == (
        403,
        f"Forbidden: bot is not a member of the {kind} chat",
    )
    await sandbox.add_bot(group, "kicked")
    assert await sandbox.refusal("sendMessage", **message) == (
        403,
        f"Forbidden: bot was kicked from the {kind} chat",
    )


@pytest.mark.parametrize(
    ("file", "description"),
    [
        (None, "there is no photo in the request"),
        (("a.png", b"not a picture"), "IMAGE_PROCESS_FAILED"),
        (("a.png", png(2100, 100)), "PHOTO_INVALID_DIMENSIONS"),
        (("a.png", png(9000, 1001)), "PHOTO_INVALID_DIMENSIONS"),
        (("a.png", png() + bytes(10 * 1024 * 1024)), "file is too big"),
        (("a.png", b""), "file must be non-empty"),
    ],
    ids=["absent", "no picture", "too narrow", "too large", "too heavy", "empty"],
)
async def test_photos_that_are_refused(
    sandbox: Sandbox, file: tuple[str, bytes] | None, description: str
) -> None:
    await sandbox.say("/start")
    files = {} if file is None else {"photo": file}
    status, body = await sandbox.upload("sendPhoto", files, chat_id=str(ANNA))
    assert (status, body["description"]) == (400, BAD + description)


async def test_files_that_are_unknown(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    refused = await sandbox.refusal("sendPhoto", chat_id=ANNA, photo="AgACnothing")
    assert refused == (400, BAD + "wrong file identifier/HTTP URL specified")
    assert await sandbox.refusal("getFile", file_id="nothing") == (400, BAD + "invalid file_id")
    missing = await sandbox.refusal("sendPhoto", chat_id=ANNA, photo="attach://nothing")
    assert missing == (400, BAD + "there is no photo in the request")


async def test_a_file_too_big_to_download(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    content = bytes(20 * 1024 * 1024 + 1)
    files = {"document": ("big.bin", content)}
    _, body = await sandbox.upload("sendDocument", files, chat_id=str(ANNA))
    file_id = body["result"]["document"]["file_id"]
    assert await sandbox.refusal("getFile", file_id=file_id) == (400, BAD + "file is too big")


async def test_an_upload_too_big_for_the_server(sandbox: Sandbox) -> None:
    url = f"{sandbox.url}/telegram/bot{sandbox.token}/sendDocument"
    boundary = "b"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="document"; filename="x"\r\n\r\n'
    body = head.encode() + bytes(50 * 1024 * 1024 + 1) + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    async with sandbox.session.post(url, data=io.BytesIO(body), headers=headers) as response:
        assert response.status == 413


async def test_wrong_tokens_and_methods(sandbox: Sandbox) -> None:
    async def get(path: str) -> tuple[int, str]:
        async with sandbox.session.get(f"{sandbox.url}/telegram/{path}") as response:
            body: dict[str, Any] = await response.json()
            assert body["error_code"] == response.status
            return response.status, str(body["description"])

    assert await get("bot1:AAabc/getMe") == (401, "Unauthorized")
    assert await get("botnonsense/getMe") == (401, "Unauthorized: invalid token specified")
    assert await get(f"bot{sandbox.token}/sendDice") == (404, "Not Found: method not found")
    assert await get(f"bot{sandbox.token}") == (404, "Not Found")
    assert await get(f"file/bot{sandbox.token}/photos/none.jpg") == (404, "Not Found")
    assert await get("file/bot1:AAabc/photos/none.jpg") == (401, "Unauthorized")


@pytest.mark.parametrize("method", ["logOut", "close"])
async def test_a_session_cannot_be_closed(sandbox: Sandbox, method: str) -> None:
    assert (await sandbox.refusal(method))[0] == 400


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        (
            {"url": "http://bot.example/hook"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://bot.example:8080/hook"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "gopher://x y"}, "invalid webhook URL specified"),
        ({"url": "https://bot.example", "secret_token": "x" * 257}, "secret token is too long"),
        (
            {"url": "https://bot.example", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_webhooks_that_are_refused(
    sandbox: Sandbox, parameters: dict[str, str], description: str
) -> None:
    await sandbox.fault("strict_urls", times=None)
    assert await sandbox.refusal("setWebhook", **parameters) == (400, BAD + description)
    assert (await sandbox.call("getWebhookInfo"))["url"] == ""


async def test_buttons_with_private_addresses_are_refused_when_strict(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    markup = inline(text="Open", url="http://localhost:8080/x")
    sent = await sandbox.call("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    button = sent["reply_markup"]["inline_keyboard"][0][0]
    assert button == {"text": "Open", "url": "http://localhost:8080/x"}
    await sandbox.fault("strict_urls", times=None)
    refused = await sandbox.refusal("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    assert refused == (
        400,
        BAD + "inline keyboard button URL 'http://localhost:8080/x' is invalid: Wrong HTTP URL",
    )


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
        ("sendMediaGroup", {"media": []}, "there are no messages to send"),
        (
            "sendMediaGroup",
            {"media": [{}] * 1},
            "can't parse InputMedia: Can't find field \"type\"",
        ),
        (
            "sendMediaGroup",
            {"media": [{"type": "photo", "media": "attach://x"}]},
            "can't parse InputMedia: media not found",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "Go", "description": "x"}]},
            "BOT_COMMAND_INVALID",
        ),
        (
            "getMyCommands",
            {"scope": {"type": "galaxy"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ("sendMessage", {"text": "x", "message_thread_id": 5}, "message thread not found"),
        ("pinChatMessage", {"message_id": 999}, "message to pin not found"),
        ("getChatAdministrators", {}, "there are no administrators in the private chat"),
        ("createForumTopic", {"name": "x"}, "the chat is not a forum"),
        ("deleteMessages", {}, "message identifiers are not specified"),
    ],
)
async def test_other_refusals(
    sandbox: Sandbox, method: str, parameters: dict[str, Any], description: str
) -> None:
    await sandbox.say("/start")
    refused = await sandbox.refusal(method, chat_id=ANNA, **parameters)
    assert refused == (400, BAD + description)
