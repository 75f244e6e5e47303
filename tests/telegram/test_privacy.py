"""``/privacy``, ``/export`` and ``/delete_me`` in the chat."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from bot.domain.accounts import Person
from bot.presenters.actions import DeleteMe, ExportEverything, OpenHome
from bot.services.export_my_data import ExportMyData
from bot.services.ports import ExportedFile, ExportedTable
from bot.services.retention import MESSAGES, everything_kept
from bot.storage.tables import ProcessedUpdateRow
from bot.storage.unit_of_work import SqlDatabase
from bot.telegram import progress
from bot.telegram.callbacks import pack
from tests.sandbox.telegram.conftest import ANNA
from tests.support.whole_life import traces, traces_in_files
from tests.telegram.conftest import World
from tests.telegram.test_conversation import labels, link

ZIP = "📦 Everything of mine (ZIP)"
DONE = "Everything of yours has been deleted"


async def documents(world: World) -> list[dict[str, Any]]:
    return [one for one in await world.from_bot() if one.get("document")]


async def fetch(world: World, message: dict[str, Any]) -> bytes:
    async with world.sandbox.session.get(
        f"{world.sandbox.url}{message['document']['url']}"
    ) as answer:
        assert answer.status == 200
        return await answer.read()


def now_of(world: World) -> int:
    return int(world.clock.now().timestamp())


# /privacy ---------------------------------------------------------------------------------------


@pytest.mark.proves("S36")
async def test_privacy_says_how_long_each_kind_is_kept(world: World) -> None:
    async with world.polling():
        shown = await world.say("/privacy")
    bullets = [line for line in shown["text"].splitlines() if line.startswith("•")]
    assert len(bullets) == len(everything_kept(timedelta(days=730)))
    assert f"digests and notices sent to you: {MESSAGES.days} d" in shown["text"].replace(
        "\u00a0", " "
    )
    assert "until nobody is linked" in shown["text"]
    assert labels(shown) == [
        "📦 Export",
        "Accounts",
        "🔐 Security log",
        "Delete everything of mine",
        "⟵ Back",
    ]


async def test_people_find_what_happened_to_their_links_under_privacy(world: World) -> None:
    async with world.polling():
        await link(world)
        shown = await world.say("/privacy")
        await world.tap(shown, "🔐 Security log")
        shown = (await world.until(ANNA, lambda messages: "Security log" in messages[-1]["text"]))[
            -1
        ]
    happened = [line.partition(": ")[2] for line in shown["text"].splitlines() if ": " in line]
    assert happened == [
        "an account was connected",
        "a browser came back from Instagram; nothing was connected yet",
        "you asked for a link to connect an account",
    ]
    assert labels(shown) == ["⟵ Back"]


# /export ----------------------------------------------------------------------------------------


async def test_export_sends_a_zip_below(world: World) -> None:
    async with world.polling():
        await link(world)
        menu = await world.say("/export")
        await world.tap(menu, ZIP)
        await world.until(ANNA, lambda shown: bool(shown[-1].get("document")))
        (edited,) = [
            one
            for one in await world.until(
                ANNA, lambda shown: any("Your file is below" in (m["text"] or "") for m in shown)
            )
            if one["message_id"] == menu["message_id"]
        ]
        (sent,) = await documents(world)
        content = await fetch(world, sent)
    assert "Your file is below" in edited["text"]
    assert sent["document"]["file_name"].startswith("farolero-2026-")
    assert "README.txt" in sent["caption"]
    archive = ZipFile(io.BytesIO(content))
    (person,) = json.loads(archive.read("person.json"))
    assert person["telegram_user_id"] == ANNA
    (linked,) = json.loads(archive.read("links.json"))
    assert linked["username"] == "ana"
    assert "token" not in linked


async def test_who_waits_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SLOW", 0.0)
    told = asyncio.Event()
    export = world.use_cases.export_my_data

    async def slow(
        person: Person, made_at: datetime, tables: AsyncIterator[ExportedTable]
    ) -> Sequence[ExportedFile]:
        await told.wait()
        return await export.pack(person, made_at, tables)

    world.use_cases = replace(
        world.use_cases, export_my_data=ExportMyData(export.database, export.clock, slow)
    )
    async with world.polling():
        menu = await world.say("/export")
        await world.tap(menu, ZIP)
        await world.until(ANNA, lambda shown: "gathering" in (shown[0]["text"] or ""))
        assert await documents(world) == []
        told.set()
        await world.until(ANNA, lambda shown: "Your file is below" in (shown[0]["text"] or ""))
        assert len(await documents(world)) == 1


# /delete_me -------------------------------------------------------------------------------------


async def test_delete_me_shows_what_will_go_and_offers_a_file_first(world: World) -> None:
    async with world.polling():
        await link(world)
        question = await world.say("/delete_me")
    assert "@ana" in question["text"]
    assert "Nobody else is linked to it" in question["text"]
    assert "1 digest" in question["text"]
    assert [row[0].get("style") for row in question["buttons"]] == ["primary", "danger", None]
    assert labels(question)[0] == "📦 Send my file first"


async def test_the_file_comes_before_the_deletion(world: World) -> None:
    async with world.polling():
        await link(world)
        question = await world.say("/delete_me")
        await world.tap(question, labels(question)[0])
        shown = await world.until(ANNA, lambda shown: "file above" in (shown[-1]["text"] or ""))
        assert shown[-2]["document"]
        assert labels(shown[-1]) == ["Delete everything of mine", "⟵ Back"]
        async with world.database.reading() as stored:
            assert await stored.people.get(ANNA) is not None
        await world.tap(shown[-1], labels(shown[-1])[0])
        await world.until(ANNA, lambda shown: DONE in (shown[-1]["text"] or ""))
        async with world.database.reading() as stored:
            assert await stored.people.get(ANNA) is None


@pytest.mark.proves("S35")
async def test_without_a_file_and_nothing_is_left_in_any_byte(
    world: World, sqlite_url: str
) -> None:
    async with world.polling():
        await link(world)
        person = (await world.use_cases.show_home(ANNA)).person
        marks = [str(ANNA), person.first_name, "17841400000000001", "app-17841400000000001"]
        question = await world.say("/delete_me")
        found = {trace.partition(": ")[2] for trace in traces_in_files(sqlite_url, marks)}
        assert found == set(marks)
        await world.tap(question, labels(question)[1])
        shown = await world.until(ANNA, lambda shown: DONE in (shown[-1]["text"] or ""))
        assert shown[-1]["message_id"] == question["message_id"]
        assert shown[-1]["buttons"] in (None, [])
        await all_worked_on(world)
        # While the bot runs, and without any tidy-up: the confirmation's own update, too.
        assert await traces(world.database, marks) == []
        assert traces_in_files(sqlite_url, marks) == []
    assert traces_in_files(sqlite_url, marks) == []


async def all_worked_on(world: World) -> None:
    async with asyncio.timeout(20):
        while await unfinished(world.database):  # noqa: ASYNC110 - asked of the database
            await asyncio.sleep(0.02)


async def unfinished(database: SqlDatabase) -> bool:
    async with database.session() as session:
        bodies = await session.scalars(select(ProcessedUpdateRow.body))
        return any(body is not None for body in bodies)


async def test_tapping_again_deletes_nothing_and_makes_nobody_known(world: World) -> None:
    async with world.polling():
        await link(world)
        question = await world.say("/delete_me")
        data = pack(DeleteMe(now_of(world)))
        for _ in range(3):
            await world.tap_data(question, data)
        await world.until(ANNA, lambda shown: DONE in (shown[-1]["text"] or ""))
        world.clock.advance(timedelta(minutes=11))
        await world.tap_data(question, data)
        await world.until(ANNA, lambda shown: "too old" in (shown[-1]["text"] or ""))
        await all_worked_on(world)
        assert await traces(world.database, [str(ANNA)]) == []


async def test_an_old_question_deletes_nothing(world: World) -> None:
    async with world.polling():
        await link(world)
        question = await world.say("/delete_me")
        world.clock.advance(timedelta(minutes=11))
        await world.tap(question, labels(question)[1])
        await world.until(ANNA, lambda shown: "too old" in (shown[-1]["text"] or ""))
        await world.tap_data(question, "dm")  # as it was before questions had a time
        async with world.database.reading() as stored:
            assert await stored.people.get(ANNA) is not None


async def test_the_last_word_is_in_the_language_that_was_chosen(world: World) -> None:
    async with world.polling():
        question = await world.say("/delete_me")
        async with world.database.transaction() as stored:
            await stored.people.set_language(ANNA, "es")
        await world.tap(question, labels(question)[1])
        await world.until(ANNA, lambda shown: "Se ha borrado" in (shown[-1]["text"] or ""))


async def test_so_is_that_a_question_is_too_old(world: World) -> None:
    async with world.polling():
        question = await world.say("/delete_me")
        async with world.database.transaction() as stored:
            await stored.people.set_language(ANNA, "es")
        world.clock.advance(timedelta(minutes=11))
        await world.tap(question, labels(question)[1])
        await world.until(ANNA, lambda shown: "demasiado antigua" in (shown[-1]["text"] or ""))


async def test_a_crash_after_the_deletion_brings_nobody_back(world: World) -> None:
    """The update of the confirmation is handed out again only as long as it is not done."""
    async with world.polling():
        await world.say("/start")
    tap = {
        "update_id": 10**6,
        "callback_query": {
            "id": "1",
            "from": {"id": ANNA, "is_bot": False, "first_name": "Anna"},
            "chat_instance": "1",
            "data": pack(DeleteMe(now_of(world))),
        },
    }
    async with world.database.transaction() as stored:
        assert await stored.updates.store(10**6, json.dumps(tap), "one")
    await world.use_cases.delete_me(ANNA, now_of(world))
    assert not await unfinished(world.database)
    assert await traces(world.database, [str(ANNA), "Anna"]) == []


async def test_who_writes_again_begins_anew(world: World) -> None:
    async with world.polling():
        question = await world.say("/delete_me")
        await world.tap(question, labels(question)[1])
        await world.until(ANNA, lambda shown: DONE in (shown[-1]["text"] or ""))
        await world.say("/start")
        home = await world.use_cases.show_home(ANNA)
    assert home.accounts == []


async def test_in_a_group_a_tap_exports_and_deletes_nothing(world: World) -> None:
    async with world.polling():
        await link(world)
        group = await world.sandbox.group()
        await world.sandbox.add_bot(group)
        asked = await world.say("/delete_me@farolero_sandbox_bot", chat_id=group)
        for action in (DeleteMe(now_of(world)), ExportEverything(), OpenHome()):
            await world.tap_data(asked, pack(action))
        async with world.database.reading() as stored:
            assert await stored.people.get(ANNA) is not None
        shown = await world.from_bot(group)
    assert all(not one.get("document") for one in shown)
