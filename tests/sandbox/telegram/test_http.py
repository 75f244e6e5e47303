"""How calls travel: encodings, uploads, names, the request log, and a restart."""

import json
from pathlib import Path
from typing import Any

from aiohttp import FormData

from tests.sandbox.telegram.conftest import ANNA, Sandbox, StartSandbox, png

KEYBOARD = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


async def test_a_round_trip_in_plain_json(sandbox: Sandbox) -> None:
    assert await sandbox.call("getMe") == {
        "id": int(sandbox.token.split(":")[0]),
        "is_bot": True,
        "first_name": "Farolero",
        "username": "farolero_sandbox_bot",
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "supports_guest_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }
    said = await sandbox.say("/start")
    (update,) = await sandbox.updates()
    assert update["message"]["chat"] == {
        "id": ANNA,
        "first_name": f"User {ANNA}",
        "type": "private",
    }
    sent = await sandbox.call(
        "sendMessage",
        chat_id=ANNA,
        text="x",
        reply_markup=KEYBOARD,
        reply_parameters={"message_id": said["message_id"]},
    )
    assert sent["reply_to_message"]["text"] == "/start"
    edited = await sandbox.call(
        "editMessageText", chat_id=ANNA, message_id=sent["message_id"], text="y"
    )
    assert "reply_markup" not in edited
    assert edited["edit_date"] == sent["date"]
    assert await sandbox.call("deleteMessage", chat_id=ANNA, message_id=sent["message_id"])
    assert len(await sandbox.shown()) == 1


async def test_parameters_come_in_the_query_a_form_or_json(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    url = f"{sandbox.url}/telegram/bot{sandbox.token}/SENDmessage"
    fields = {"chat_id": str(ANNA), "text": "x", "reply_markup": json.dumps(KEYBOARD)}
    multipart = FormData(fields)
    multipart.add_field("unused", b"", filename="x")
    answers: list[dict[str, Any]] = []
    for request in (
        sandbox.session.get(url, params=fields),
        sandbox.session.post(url, data=fields),
        sandbox.session.post(url, data=multipart),
        sandbox.session.post(url, json={**fields, "chat_id": ANNA, "reply_markup": KEYBOARD}),
        sandbox.session.post(url, params={"text": "x"}, json={**fields, "text": None}),
    ):
        async with request as response:
            answers.append((await response.json())["result"])
    assert [answer["reply_markup"] for answer in answers] == [KEYBOARD] * 5
    first = answers[0]["message_id"]
    assert [answer["message_id"] for answer in answers] == list(range(first, first + 5))


async def test_files_are_attached_by_name(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    media = [
        {"type": "photo", "media": "attach://one", "caption": "<b>1</b>", "parse_mode": "HTML"},
        {"type": "photo", "media": "attach://two", "has_spoiler": True},
    ]
    status, body = await sandbox.upload(
        "sendMediaGroup",
        {"one": ("1.png", png(100, 50)), "two": ("2.png", png(60, 60))},
        chat_id=str(ANNA),
        media=json.dumps(media),
    )
    assert status == 200
    first, second = body["result"]
    assert first["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert (first["photo"][-1]["width"], second["photo"][-1]["width"]) == (100, 60)
    assert second["has_media_spoiler"] is True


async def test_a_photo_is_fetched_from_its_address(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    content = png(640, 400)
    _, body = await sandbox.upload("sendPhoto", {"photo": ("a.png", content)}, chat_id=str(ANNA))
    shown = (await sandbox.shown())[-1]["photo"]
    sent = await sandbox.call("sendPhoto", chat_id=ANNA, photo=sandbox.url + shown)
    largest = sent["photo"][-1]
    assert largest["file_unique_id"] == body["result"]["photo"][-1]["file_unique_id"]
    refused = await sandbox.refusal("sendPhoto", chat_id=ANNA, photo=f"{sandbox.url}/nothing.png")
    assert refused == (400, "Bad Request: failed to get HTTP URL content")
    as_document = await sandbox.refusal("sendDocument", chat_id=ANNA, document=largest["file_id"])
    assert as_document == (400, "Bad Request: can't use file of type Photo as Document")


async def test_the_log_counts_methods_and_keeps_no_secret(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    await sandbox.call("sendmessage", chat_id=ANNA, text="x")
    await sandbox.refusal("sendDice")
    await sandbox.call("setWebhook", url="http://127.0.0.1:9/", secret_token="hush-hush")
    report = await sandbox.control("GET", "/requests")
    assert report["by_endpoint"] == {
        "telegram sendDice": 1,
        "telegram sendMessage": 1,
        "telegram setWebhook": 1,
    }
    assert [entry["status"] for entry in report["log"]] == [200, 404, 200]
    assert report["log"][0]["params"] == {"chat_id": str(ANNA), "text": "x"}
    assert sandbox.token not in json.dumps(report)
    assert "hush-hush" not in json.dumps(report)


async def test_everything_is_still_there_after_the_process_was_killed(
    start: StartSandbox, tmp_path: Path
) -> None:
    before = await start(tmp_path)
    await before.say("/start")
    group = await before.group(is_forum=True)
    await before.add_bot(group, "administrator")
    topic = await before.call("createForumTopic", chat_id=group, name="Numbers")
    content = png(640, 400)
    _, body = await before.upload(
        "sendPhoto",
        {"photo": ("a.png", content)},
        chat_id=str(ANNA),
        caption="chart",
        reply_markup=json.dumps(KEYBOARD),
    )
    photo = body["result"]
    await before.call("setMyDescription", description="Your numbers")
    await before.call("pinChatMessage", chat_id=ANNA, message_id=photo["message_id"])
    await before.control("POST", "/telegram/users/777/block")
    pending = await before.updates(offset=-10)
    shown = await before.shown()

    # The first one is never closed before the second reads what it has written.
    after = await start(tmp_path)
    assert await after.updates() == pending
    assert await after.shown() == shown
    async with after.session.get(after.url + shown[-1]["photo"]) as response:
        assert await response.read() == content
    assert (await after.call("getMyDescription"))["description"] == "Your numbers"
    again = await after.call(
        "sendPhoto", chat_id=group, photo=photo["photo"][-1]["file_id"], **topic
    )
    assert again["message_thread_id"] == topic["message_thread_id"]
    edited = await after.call(
        "editMessageCaption", chat_id=ANNA, message_id=photo["message_id"], caption="new"
    )
    assert edited["photo"] == photo["photo"]
    said = await after.say("hello")
    assert said["update_id"] == pending[-1]["update_id"] + 1
    assert said["message_id"] == photo["message_id"] + 1
