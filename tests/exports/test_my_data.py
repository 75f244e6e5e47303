"""The ZIP: every table twice, in parts that are small enough, and nothing left behind."""

import csv
import io
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import pytest

from bot.domain.accounts import LANGUAGES, Person
from bot.exports.my_data import PackMyData
from bot.services.export_my_data import ExportMyData
from bot.services.ports import ExportedFile, ExportedTable
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import live_story
from tests.support.whole_life import live, somebody

MADE_AT = datetime(2026, 11, 28, 11, 7, tzinfo=UTC)

Row = Mapping[str, object]


def person(language: str = "en") -> Person:
    return Person(7, "../../=Ana", "ana", language, "Europe/Madrid", True, None, None)


async def tables(rows: int, name: str = "messages") -> AsyncIterator[ExportedTable]:
    async def chunks() -> AsyncIterator[Sequence[Row]]:
        for start in range(0, rows, 10):
            # Random-looking text, so that it cannot be made much smaller.
            yield [{"n": n, "text": hash_of(n)} for n in range(start, min(start + 10, rows))]

    yield ExportedTable(name, ("n", "text"), chunks())


def hash_of(number: int) -> str:
    return "".join(chr(33 + (number * 7919 + k * k * 104729) % 90) for k in range(200))


def opened(file: ExportedFile) -> ZipFile:
    assert len(file.content.read()) == file.size
    file.content.seek(0)
    archive = ZipFile(file.content)
    assert archive.testzip() is None
    return archive


def rows_of(archive: ZipFile, name: str) -> list[dict[str, object]]:
    """The same from both forms, as far as CSV can tell."""
    from_json: list[dict[str, object]] = json.loads(archive.read(f"{name}.json"))
    text = io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig"), newline="")
    assert len(list(csv.DictReader(text))) == len(from_json)
    return from_json


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_readme_is_in_the_persons_language_and_names_every_table(
    database: SqlDatabase, clock: FrozenClock, language: str
) -> None:
    who = somebody(1)
    await live(database, who)
    async with database.transaction() as stored:
        await stored.people.set_language(who.telegram_user_id, language)
    (file,) = await ExportMyData(database, clock, PackMyData())(who.telegram_user_id)
    with file.content:
        archive = opened(file)
        readme = archive.read("README.txt").decode()
        tables = {
            name.rpartition("/")[2].partition(".")[0]
            for name in archive.namelist()
            if not name.endswith(".jpg")
        }
    greeting = {"en": "everything of yours", "ru": "всё ваше", "es": "todo lo tuyo"}[language]
    assert greeting in readme
    assert all(f"\n{table}: " in readme for table in tables - {"README"})
    assert "2026-11-02 12:00 UTC" in readme


async def test_everything_of_the_person_is_in_it_and_nothing_of_anybody_else(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    zoe, bob, eve = somebody(1), somebody(2), somebody(3)
    await live(database, zoe)
    await live(database, bob, account=zoe)
    await live(database, eve)
    await live(database, bob, account=eve)

    (file,) = await ExportMyData(database, clock, PackMyData())(zoe.telegram_user_id)

    assert file.name == "farolero-2026-11-02.zip"
    with file.content:
        archive = opened(file)
        everything = b"\n".join(archive.read(name) for name in archive.namelist()).decode()
        files = archive.namelist()
        names = {name for name in files if name.endswith(".json")}
        contents = {name: rows_of(archive, name.removesuffix(".json")) for name in names}
    of_zoe = [mark for mark in zoe.of_the_person + zoe.of_the_account if mark != zoe.token]
    assert [mark for mark in of_zoe if mark not in everything] == []
    others = bob.of_the_person + eve.of_the_person + eve.of_the_account + bob.of_the_account
    assert [mark for mark in [zoe.token, *others] if mark in everything] == []
    assert "v1.test." not in everything, "no encrypted token either"
    assert {name for name, rows in contents.items() if not rows} == set()
    assert {name.partition("/")[0] for name in names if "/" in name} == {"account-1"}
    (post,) = contents["account-1/posts.json"]
    assert post["values"] == {"reach": 5, "likes": -3}
    assert post["caption"] == f"{zoe.words} post"
    assert contents["account-1/requests.json"][0]["purpose"] == "story"
    assert contents["links.json"][0]["state"] == "active"
    (picture,) = contents["account-1/story_pictures.json"]
    assert picture["media_id"] == f"{zoe.words}-media-story"
    assert everything.count(f"{zoe.words}-picture") == 1000
    assert f"account-1/{picture['file']}" in files


async def test_pictures_that_were_not_kept_are_told_with_the_reason_and_have_no_file(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    who = somebody(1)
    await live(database, who)
    async with database.transaction() as stored:
        (account,) = await stored.accounts.linked_to(who.telegram_user_id)
        now = clock.now()
        for name in ("lost", "waits"):
            story_id = await live_story(stored, account.account.id, name, now)
            await stored.story_pictures.plan(story_id, account.account.id, now + timedelta(days=1))
            if name == "lost":
                (ref,) = await stored.story_pictures.claim(1, timedelta(minutes=1))
                await stored.story_pictures.fail(ref, "ZeroDivisionError")
    (file,) = await ExportMyData(database, clock, PackMyData())(who.telegram_user_id)
    with file.content:
        kept, lost = rows_of(opened(file), "account-1/story_pictures")
    assert (kept["why_not"], kept["file"] is None) == (None, False)
    assert lost == {"media_id": "lost", "kept_at": None, "file": None, "why_not": "fault"}


async def test_a_formula_in_a_caption_is_none_in_the_file(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    who = somebody(1)
    await live(database, who)
    (file,) = await ExportMyData(database, clock, PackMyData())(who.telegram_user_id)
    with file.content:
        archive = opened(file)
        text = archive.read("account-1/posts.csv").decode("utf-8-sig")
    (post,) = csv.DictReader(io.StringIO(text, newline=""))
    assert post["caption"] == f"'{who.words} post"
    assert post["likes"] == "-3"


@pytest.mark.proves("S11")
async def test_names_in_the_archive_hold_nothing_that_anybody_wrote() -> None:
    files = await PackMyData()(person(), MADE_AT, tables(3))
    (file,) = files
    with file.content:
        assert opened(file).namelist() == ["README.txt", "messages.csv", "messages.json"]


async def test_what_is_too_large_comes_in_parts_each_small_enough() -> None:
    pack = PackMyData(part_bytes=40_000, table_bytes=10_000)
    files = await pack(person(), MADE_AT, tables(1000, "account-1/posts"))
    assert len(files) > 3
    assert [file.name for file in files] == [
        f"farolero-2026-11-28-part-{number}.zip" for number in range(1, len(files) + 1)
    ]
    assert all(file.size <= pack.part_bytes for file in files)
    numbers: list[object] = []
    for file in files:
        with file.content:
            archive = opened(file)
            names = [name for name in archive.namelist() if name.endswith(".json")]
            for name in names:
                numbers += [row["n"] for row in rows_of(archive, name.removesuffix(".json"))]
    assert numbers == list(range(1000))


async def test_a_table_without_rows_is_there_and_empty() -> None:
    (file,) = await PackMyData()(person(), MADE_AT, tables(0))
    with file.content:
        archive = opened(file)
        assert archive.read("messages.json") == b"[]\n"
        assert archive.read("messages.csv").decode("utf-8-sig") == "n,text\r\n"


async def test_a_failure_leaves_no_file_open(recwarn: pytest.WarningsRecorder) -> None:
    async def broken() -> AsyncIterator[ExportedTable]:
        async for table in tables(50):
            yield table
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        await PackMyData(part_bytes=40_000, table_bytes=10_000)(person(), MADE_AT, broken())
    assert list(recwarn) == []


async def test_a_large_account_is_read_chunk_by_chunk(
    sqlite_database: SqlDatabase, clock: FrozenClock
) -> None:
    who = somebody(1)
    account_id = await live(sqlite_database, who)
    async with sqlite_database.transaction() as stored:
        for number in range(1600):
            day = START.date().replace(year=2000 + number // 300, month=1 + number % 300 // 25)
            await stored.account_numbers.save_followers(
                account_id, day.replace(day=1 + number % 25), number
            )
    sizes: list[int] = []
    async with sqlite_database.reading() as stored:
        async for table in stored.exports.tables(who.telegram_user_id):
            chunks = [len(rows) async for rows in table.rows]
            sizes = chunks if table.name == "account-1/followers" else sizes
    assert sizes == [500, 500, 500, 101]
