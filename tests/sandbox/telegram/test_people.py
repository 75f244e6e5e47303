"""People and groups, as the chat page and the tests drive them."""

import asyncio
from typing import Any

import pytest

from tests.sandbox.telegram.conftest import ANNA, Sandbox

BEN = 500_000_002


async def kinds(sandbox: Sandbox) -> list[str]:
    updates = await sandbox.updates()
    return [next(kind for kind in update if kind != "update_id") for update in updates]


async def test_a_person_is_made_on_first_use_and_can_be_changed(sandbox: Sandbox) -> None:
    await sandbox.say("hello", user=42)
    made = await sandbox.control(
        "POST", "/telegram/users", first_name="Ben", last_name="B", language_code="ru"
    )
    await sandbox.control("PATCH", f"/telegram/users/{made['id']}", username="ben")
    users = (await sandbox.control("GET", "/telegram/users"))["users"]
    assert [user["first_name"] for user in users] == ["User 42", "Ben"]
    assert users[1] == {
        "id": made["id"],
        "first_name": "Ben",
        "last_name": "B",
        "username": "ben",
        "language_code": "ru",
        "blocked": False,
    }
    await sandbox.say("hi", user=made["id"])
    sender = (await sandbox.updates())[-1]["message"]["from"]
    assert (sender["username"], sender["language_code"]) == ("ben", "ru")


async def test_a_deep_link_starts_with_its_payload(sandbox: Sandbox) -> None:
    url = f"{sandbox.url}/t.me/farolero_sandbox_bot?start=k-1"
    async with sandbox.session.get(url, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (302, "/chat?start=k-1")
    to_group = f"{sandbox.url}/t.me/farolero_sandbox_bot?startgroup=k-2&admin=post_messages"
    async with sandbox.session.get(to_group, allow_redirects=False) as response:
        assert response.headers["Location"] == "/chat?startgroup=k-2&admin=post_messages"
    async with sandbox.session.get(f"{sandbox.url}/t.me/other_bot?start=k") as response:
        assert response.status == 404
    await sandbox.control("POST", f"/telegram/users/{ANNA}/start", payload="k-1")
    message = (await sandbox.updates())[0]["message"]
    assert message["text"] == "/start k-1"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_blocking_and_coming_back_are_told_to_the_bot(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    await sandbox.control("POST", f"/telegram/users/{ANNA}/block")
    error = await sandbox.control_refusal(
        "POST", f"/telegram/users/{ANNA}/messages", text="still there?"
    )
    assert "blocked" in error
    await sandbox.control("POST", f"/telegram/users/{ANNA}/unblock")
    await sandbox.call("sendMessage", chat_id=ANNA, text="welcome back")
    changes = [update["my_chat_member"] for update in (await sandbox.updates())[1:]]
    assert [
        (change["old_chat_member"]["status"], change["new_chat_member"]["status"])
        for change in changes
    ] == [("member", "kicked"), ("kicked", "member")]
    assert changes[0]["chat"]["type"] == "private"


async def test_taps_on_every_sort_of_button(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    sent = await sandbox.call(
        "sendMessage",
        chat_id=ANNA,
        text="x",
        reply_markup={
            "inline_keyboard": [
                [{"text": "Site", "url": "http://127.0.0.1/x"}],
                [{"text": "Copy", "copy_text": {"text": "k"}}],
                [{"text": "Now", "disabled": {}, "style": "danger"}],
            ]
        },
    )
    path = f"/telegram/users/{ANNA}/taps"

    async def tap(**which: str) -> Any:
        return await sandbox.control("POST", path, message_id=sent["message_id"], **which)

    assert await tap(label="Site") == {"update_id": None, "answer": {"url": "http://127.0.0.1/x"}}
    assert await tap(label="Copy") == {"update_id": None, "answer": None}
    assert await tap(label="Now") == {"update_id": None, "answer": None}
    error = await sandbox.control_refusal("POST", path, message_id=sent["message_id"], label="Go")
    assert "'Site', 'Copy', 'Now'" in error
    site, copy, now = (row[0] for row in (await sandbox.shown())[-1]["buttons"])
    assert (site["url"], copy["copy_text"]) == ("http://127.0.0.1/x", "k")
    assert (now["disabled"], now["style"]) == (True, "danger")

    async with asyncio.TaskGroup() as tasks:
        tampered = tasks.create_task(tap(data="delete:everything"))
        (update,) = await sandbox.updates(offset=100_002, timeout=20)
        query = update["callback_query"]
        assert query["data"] == "delete:everything"
        await sandbox.call("answerCallbackQuery", callback_query_id=query["id"])
    assert tampered.result()["answer"] == {"text": "", "show_alert": False, "url": None}


async def test_an_inline_query_is_answered(sandbox: Sandbox) -> None:
    content = {"message_text": "<b>9</b>", "parse_mode": "HTML"}
    results = [{"type": "article", "id": "1", "title": "Reach", "input_message_content": content}]
    async with asyncio.TaskGroup() as tasks:
        asked = tasks.create_task(
            sandbox.control("POST", f"/telegram/users/{ANNA}/inline", query="reach")
        )
        (update,) = await sandbox.updates(timeout=20)
        query = update["inline_query"]
        assert query["query"] == "reach"
        await sandbox.call(
            "answerInlineQuery",
            inline_query_id=query["id"],
            results=results,
            is_personal=True,
            cache_time=10,
            button={"text": "More", "start_parameter": "inline"},
        )
    answer = asked.result()
    (result,) = answer["results"]
    assert (result["id"], result["title"], result["text"]) == ("1", "Reach", "9")
    assert (answer["is_personal"], answer["cache_time"]) == (True, 10)
    assert answer["button"] == {"text": "More", "start_parameter": "inline"}

    group = await sandbox.group(members=[BEN])
    await sandbox.add_bot(group)
    path = f"/telegram/users/{ANNA}/inline/send"
    sent = await sandbox.control("POST", path, result_id="1", chat_id=group)
    assert sent["update_id"], "the bot gets what was sent through it"
    (*_, told) = await sandbox.updates(offset=update["update_id"] + 1)
    assert told["message"]["via_bot"]["username"] == "farolero_sandbox_bot"
    (*_, shown) = await sandbox.shown(group)
    assert (shown["from"], shown["via_bot"], shown["html"]) == ("user", True, "<b>9</b>")
    await sandbox.control_refusal("POST", path, result_id="2", chat_id=group)
    other = f"/telegram/users/{BEN}/inline/send"
    await sandbox.control_refusal("POST", other, result_id="1", chat_id=group)


ARTICLE = {
    "type": "article",
    "id": "1",
    "title": "x",
    "input_message_content": {"message_text": "x"},
}
PARSE = "Bad Request: can't parse InlineQueryResult: "


@pytest.mark.parametrize(
    ("results", "button", "refused"),
    [
        ([{**ARTICLE, "id": ""}], None, "Bad Request: RESULT_ID_EMPTY"),
        ([{**ARTICLE, "id": "x" * 65}], None, "Bad Request: RESULT_ID_INVALID"),
        ([ARTICLE, ARTICLE], None, "Bad Request: RESULT_ID_DUPLICATE"),
        ([ARTICLE] * 51, None, "Bad Request: too many inline query results specified"),
        ([{**ARTICLE, "title": ""}], None, "Bad Request: ARTICLE_TITLE_EMPTY"),
        ([{"type": "article", "title": "x"}], None, PARSE + 'Can\'t find field "id"'),
        (
            [{"type": "photo", "id": "1", "photo_file_id": "none"}],
            None,
            "Bad Request: wrong remote file identifier specified: can't unserialize it",
        ),
        ([], {"text": "x", "start_parameter": "a b"}, "unallowed characters in start_parameter"),
        ([], {"text": "x", "start_parameter": "a" * 65}, "too long start_parameter specified"),
        ([], {"text": "x", "start_parameter": ""}, "can't use empty start_parameter"),
    ],
)
async def test_what_an_inline_answer_may_not_hold(
    sandbox: Sandbox, results: list[dict[str, Any]], button: dict[str, str] | None, refused: str
) -> None:
    given = {} if button is None else {"button": button}
    code, description = await sandbox.refusal(
        "answerInlineQuery", inline_query_id="1", results=results, **given
    )
    assert code == 400
    assert refused in description
    code, description = await sandbox.refusal(
        "answerInlineQuery", inline_query_id="1", results=[ARTICLE]
    )
    assert description.startswith("Bad Request: query is too old")


async def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(sandbox: Sandbox) -> None:
    group = await sandbox.group(members=[BEN])
    await sandbox.add_bot(group)
    sent = await sandbox.call("sendMessage", chat_id=group, text="I am here")

    async def reaches(text: str, **more: int) -> bool:
        said = await sandbox.say(text, user=BEN, chat_id=group, **more)
        return said["update_id"] is not None

    assert not await reaches("small talk")
    assert await reaches("/help")
    assert await reaches("/help@Farolero_sandbox_bot")
    assert not await reaches("/help@other_bot")
    assert await reaches("ask @farolero_sandbox_bot")
    assert await reaches("thanks", reply_to_message_id=sent["message_id"])
    await sandbox.add_bot(group, "administrator")
    assert await reaches("small talk")
    await sandbox.add_bot(group, "left")
    assert not await reaches("/help")


async def test_being_added_by_a_link_greets_with_the_payload(sandbox: Sandbox) -> None:
    group = await sandbox.group("group")
    await sandbox.add_bot(group, start_payload="digest")
    membership, *messages = await sandbox.updates()
    assert membership["my_chat_member"]["new_chat_member"]["status"] == "member"
    added, started = [update["message"] for update in messages]
    assert added["new_chat_members"][0]["username"] == "farolero_sandbox_bot"
    assert started["text"] == "/start@farolero_sandbox_bot digest"


async def test_topics_are_opened_written_in_and_closed(sandbox: Sandbox) -> None:
    group = await sandbox.group(is_forum=True)
    await sandbox.add_bot(group)
    made = await sandbox.control("POST", f"/telegram/groups/{group}/topics", name="Numbers")
    thread = made["message_thread_id"]
    message = {"chat_id": group, "text": "x", "message_thread_id": thread}
    sent = await sandbox.call("sendMessage", **message)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    path = f"/telegram/chats/{group}/messages?message_thread_id={thread}"
    shown = (await sandbox.control("GET", path))["messages"]
    assert [message["text"] for message in shown] == [None, "x"]

    await sandbox.control("POST", f"/telegram/groups/{group}/topics/{thread}/close")
    assert await sandbox.refusal("sendMessage", **message) == (400, "Bad Request: TOPIC_CLOSED")
    chats = (await sandbox.control("GET", f"/telegram/users/{ANNA}/chats"))["chats"]
    assert [chat["type"] for chat in chats] == ["private", "supergroup"]
    assert chats[1]["topics"] == [{"message_thread_id": thread, "name": "Numbers", "closed": True}]
    assert chats[1]["bot_status"] == "member"


async def test_a_group_shows_the_commands_of_the_narrowest_scope(sandbox: Sandbox) -> None:
    group = await sandbox.group(members=[BEN])

    async def seen(user: int, chat_id: int | None = None) -> list[str]:
        place = "" if chat_id is None else f"&chat_id={chat_id}"
        bot = await sandbox.control("GET", f"/telegram/bot?user_id={user}{place}")
        return [one["command"] for one in bot["commands"]]

    async def set_for(name: str, scope: str) -> None:
        commands = [{"command": name, "description": "x"}]
        await sandbox.call("setMyCommands", commands=commands, scope={"type": scope})

    await set_for("anywhere", "default")
    assert await seen(BEN, group) == ["anywhere"]
    await set_for("private", "all_private_chats")
    await set_for("member", "all_group_chats")
    await set_for("admin", "all_chat_administrators")
    assert await seen(ANNA) == ["private"]
    assert await seen(ANNA, group) == ["admin"], "she made the group"
    assert await seen(BEN, group) == ["member"]


async def test_an_upgraded_group_goes_on_under_a_new_id(sandbox: Sandbox) -> None:
    group = await sandbox.group("group", members=[BEN])
    await sandbox.add_bot(group)
    new = (await sandbox.control("POST", f"/telegram/groups/{group}/upgrade"))["id"]
    assert str(new).startswith("-100")
    joined, *told = (await sandbox.updates())[2:]
    assert joined["my_chat_member"]["chat"]["id"] == new
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    moved = [update["message"] for update in told]
    assert (moved[0]["chat"]["id"], moved[0]["migrate_to_chat_id"]) == (group, new)
    assert (moved[1]["chat"]["id"], moved[1]["migrate_from_chat_id"]) == (new, group)
    assert (await sandbox.say("/help", user=BEN, chat_id=new))["update_id"]


async def test_a_channel_takes_posts_from_administrators_only(sandbox: Sandbox) -> None:
    channel = await sandbox.group("channel")
    await sandbox.add_bot(channel)
    refused = await sandbox.refusal("sendMessage", chat_id=channel, text="x")
    assert refused == (400, "Bad Request: need administrator rights in the channel chat")
    await sandbox.add_bot(channel, "administrator")
    sent = await sandbox.call("sendMessage", chat_id=channel, text="x")
    assert sent["sender_chat"]["id"] == channel
    await sandbox.say("hello", chat_id=channel)
    assert (await kinds(sandbox))[-1] == "channel_post"


@pytest.mark.parametrize("status", ["member", "administrator"])
async def test_pinning_in_a_group_is_for_administrators(sandbox: Sandbox, status: str) -> None:
    group = await sandbox.group()
    await sandbox.add_bot(group, status)
    sent = await sandbox.call("sendMessage", chat_id=group, text="x")
    where = {"chat_id": group, "message_id": sent["message_id"]}
    may_pin = (await sandbox.ask("pinChatMessage", **where))[1]["ok"]
    assert may_pin is (status == "administrator")
    assert (await sandbox.shown(group))[-1]["pinned"] is may_pin
    if may_pin:
        full = await sandbox.call("getChat", chat_id=group)
        assert full["pinned_message"]["message_id"] == sent["message_id"]
        await sandbox.call("unpinChatMessage", chat_id=group)
        assert not (await sandbox.shown(group))[-1]["pinned"]


async def test_a_watcher_sees_what_happens(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    sent = await sandbox.call("sendMessage", chat_id=ANNA, text="one")
    where = {"chat_id": ANNA, "message_id": sent["message_id"]}
    await sandbox.call("sendChatAction", chat_id=ANNA, action="typing")
    await sandbox.call("editMessageText", **where, text="two")
    await sandbox.call("pinChatMessage", **where)
    await sandbox.call("deleteMessage", **where)
    await sandbox.call("setMyDescription", description="x")
    watched = await sandbox.control("GET", "/telegram/events?after=1&timeout=5")
    assert [event["kind"] for event in watched["events"]] == [
        "message",
        "chat_action",
        "edit",
        "pin",
        "delete",
        "profile",
    ]
    assert watched["events"][1]["action"] == "typing"
    assert watched["last"] == watched["events"][-1]["id"]
    assert (await sandbox.shown())[-1]["text"] == "/start"


async def test_a_draft_is_shown_and_not_kept(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    assert await sandbox.call("sendMessageDraft", chat_id=ANNA, draft_id=1, text="writing")
    watched = await sandbox.control("GET", "/telegram/events?after=1&timeout=5")
    assert watched["events"][0]["text"] == "writing"
    assert len(await sandbox.shown()) == 1


ASK = {"keyboard": [[{"text": "Where I am", "request_location": True}], [{"text": "Back"}]]}


async def test_a_location_is_shared_from_a_reply_keyboard(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    sent = await sandbox.call(
        "sendMessage",
        chat_id=ANNA,
        text="Where are you?",
        reply_markup={**ASK, "one_time_keyboard": True},
    )
    assert "reply_markup" not in sent, "Telegram tells of inline keyboards only"
    (*_, shown) = await sandbox.shown()
    assert shown["reply_keyboard"] == {
        "rows": [
            [{"text": "Where I am", "asks_location": True}],
            [{"text": "Back", "asks_location": False}],
        ],
        "one_time": True,
    }
    taps = f"/telegram/users/{ANNA}/taps"
    refused = await sandbox.control_refusal(
        "POST", taps, message_id=sent["message_id"], label="Where I am"
    )
    assert "say which" in refused

    path = f"/telegram/users/{ANNA}/location"
    await sandbox.control("POST", path, latitude=41.39, longitude=2.17)
    (*_, update) = await sandbox.updates()
    assert update["message"]["location"] == {"latitude": 41.39, "longitude": 2.17}
    assert "text" not in update["message"]
    assert update["message"]["from"]["id"] == ANNA
    (*_, shared) = await sandbox.shown()
    assert shared["location"] == {"latitude": 41.39, "longitude": 2.17}

    await sandbox.call(
        "sendMessage", chat_id=ANNA, text="Thanks", reply_markup={"remove_keyboard": True}
    )
    (*_, gone) = await sandbox.shown()
    assert gone["reply_keyboard"] == {"rows": [], "one_time": False}


async def test_there_is_no_location_off_the_earth(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    path = f"/telegram/users/{ANNA}/location"
    error = await sandbox.control_refusal("POST", path, latitude=91, longitude=0)
    assert "no such place" in error
    error = await sandbox.control_refusal("POST", path, latitude="north", longitude=0)
    assert "degrees" in error


async def test_what_people_share_in_a_group_is_not_for_a_bot_without_rights(
    sandbox: Sandbox,
) -> None:
    group = await sandbox.group()
    await sandbox.add_bot(group)
    path = f"/telegram/users/{ANNA}/location"
    said = await sandbox.control("POST", path, latitude=1, longitude=2, chat_id=group)
    assert said["update_id"] is None
