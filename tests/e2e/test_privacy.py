"""Taking data along, taking access back, and being forgotten, in the running demo."""

import io
import json
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

from tests.e2e.demo import Demo
from tests.e2e.people import Message, Person, World, shown

ANA = 7_000_000_123
LOST = "Instagram closed the link"


async def link(person: Person) -> Message:
    await person.open_deep_link(await person.authorize("casa.verde"))
    return await person.wait_for("@casa.verde")


async def in_settings(world: World, step: str) -> str:
    """What the person does under "Apps and websites" in Instagram's settings."""
    user_id = (await world.account("casa.verde"))["user_id"]
    path = f"{world.address}/instagram/settings/apps/{user_id}/{step}"
    async with world.http.post(path) as answer:
        assert answer.status == 200
        return await answer.text()


async def test_removing_the_app_at_instagram_is_told_and_then_all_is_deleted(world: World) -> None:
    ana = await world.person(ANA, "Zebulonia", "en")
    await link(ana)
    await in_settings(world, "remove")
    assert "@casa.verde" in shown(await ana.wait_for(LOST))

    page = await in_settings(world, "deletion")

    told = await ana.wait_for("Instagram asked me to delete one of your linked accounts")
    assert "casa.verde" not in shown(told)
    answered = json.loads(
        page.partition("answered: ")[2].partition("</p>")[0].replace("&quot;", '"')
    )
    async with world.http.get(answered["url"]) as status:
        assert "has been deleted" in await status.text()
    home = await ana.say("/start")
    assert "casa.verde" not in shown(home)


async def test_everything_is_taken_along_and_then_nothing_is_left(
    demo: Demo, world: World, tmp_path: Path
) -> None:
    ana = await world.person(ANA, "Zebulonia", "en")
    await link(ana)
    await world.advance(timedelta(minutes=5))  # the first sync ends on the way
    question = await ana.say("/delete_me")
    assert "@casa.verde" in shown(question)
    await ana.tap(question, "📦 Send my file first")
    again = await ana.wait_for("The file above has all of it")

    (sent,) = [one for one in await ana.messages() if one["document"]]
    async with world.http.get(world.address + sent["document"]["url"]) as file:
        archive = ZipFile(io.BytesIO(await file.read()))
    posts = json.loads(archive.read("account-1/posts.json"))
    assert len(posts) > 5
    (person,) = json.loads(archive.read("person.json"))
    assert person["first_name"] == "Zebulonia"

    await ana.tap(again, "Delete everything")
    await ana.wait_for("Everything of yours has been deleted")
    demo.kill()
    marks = [b"Zebulonia", str(ANA).encode(), ANA.to_bytes(6, "big"), b"casa.verde", b"IGAA"]
    marks += [str(posts[0]["media_id"]).encode(), posts[0]["caption"].encode()]
    data = tmp_path / "data"
    files = {path: path.read_bytes() for path in data.glob("farolero.sqlite3*")}
    assert {path.name for path in files} >= {"farolero.sqlite3", "farolero.sqlite3-wal"}
    assert [
        (path.name, mark) for path, held in files.items() for mark in marks if mark in held
    ] == []
