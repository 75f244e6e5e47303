"""The bot in both positions of every switch that the sandbox's Instagram has."""

import asyncio
import logging
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.accounts import LinkState
from bot.domain.story_life import StoryState
from bot.instagram import http
from bot.sandbox.instagram.switch_table import SWITCHES, Switch
from bot.services.ports import Purpose
from tests.services.switched.life import (
    A_LOOK_LATER,
    ENDED,
    FIRST_FINAL,
    FORGIVEN,
    LINKED,
    RENEWAL,
    SHOP,
    Life,
    Published,
    Sight,
    begin_life,
)
from tests.services.switched.positions import Position
from tests.services.switched.table import NOT_HEARD_YET, POSITIONS
from tests.support.databases import SqliteDatabases, quick_sqlite, sqlite_url
from tests.support.product import Product, start_product

HOUR = timedelta(hours=1)
BUDGET_RESTS = timedelta(minutes=30)
"""After weeks of silence there is more to read than may be asked at once."""

PENDING_MENDS = timedelta(minutes=65)
"""Without a time from Instagram a link with a token in hand is tried again every hour."""


DATABASE = "farolero.db"
"""Of the bot; the sandbox keeps a file of its own beside it."""


@dataclass(frozen=True)
class FirstHour:
    """A life that is linked and has everything read, kept: many begin with it."""

    folder: Path
    shop: Mapping[str, str]
    published: Published
    seen: Sight


@pytest.fixture(scope="module", autouse=True)
def _quickly() -> Iterator[None]:
    with quick_sqlite():
        yield


@pytest.fixture(scope="module")
def first_hour(
    tmp_path_factory: pytest.TempPathFactory, sqlite_databases: SqliteDatabases, _quickly: None
) -> FirstHour:
    return asyncio.run(_first_hour(tmp_path_factory.mktemp("first_hour"), sqlite_databases))


async def _first_hour(folder: Path, databases: SqliteDatabases) -> FirstHour:
    async with (
        start_product(databases.copy_to(folder / DATABASE), folder) as product,
        begin_life(product, await product.account(**SHOP)) as life,
    ):
        published = await life.publish()
        assert await life.link() == LINKED
        await life.engine.drain()
        await life.pass_by(HOUR)
        seen = await life.sight(published) | await life.sight_of_story(published)
        assert life.told() == []
    return FirstHour(folder, life.shop, published, seen)


@pytest.mark.parametrize("position", [one for one in POSITIONS if not one.once_linked], ids=str)
async def test_the_bot_survives(
    product: Product,
    position: Position,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    shop = await product.account(**{**SHOP, **position.account})
    async with begin_life(product, shop) as life:
        await _survive(life, position, await life.publish(), {}, monkeypatch)
    _nothing_bad_was_logged(caplog, product)


@pytest.mark.parametrize("position", [one for one in POSITIONS if one.once_linked], ids=str)
async def test_the_bot_survives_once_linked(
    first_hour: FirstHour,
    position: Position,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    assert not position.account
    folder = shutil.copytree(first_hour.folder, tmp_path / "life")
    async with start_product(sqlite_url(folder / DATABASE), folder) as product:
        async with begin_life(product, first_hour.shop) as life:
            await _survive(life, position, first_hour.published, first_hour.seen, monkeypatch)
        _nothing_bad_was_logged(caplog, product)


async def _survive(
    life: Life,
    position: Position,
    published: Published,
    earlier: Sight,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as meanwhile:
        if position.seconds_of_patience is not None:
            _be_impatient(meanwhile, position.seconds_of_patience)
        await _live_with(life, position, published, earlier)
    life.switch_off()
    await _recover(life, position)


def _be_impatient(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    for purpose in Purpose:
        patience = replace(http.PATIENCE[purpose], total=seconds)
        monkeypatch.setitem(http.PATIENCE, purpose, patience)


def _wrong(seen: Sight, expected: Sight) -> dict[str, str]:
    assert seen.keys() == expected.keys()
    return {
        f"{aspect}.{name}": f"{number} instead of {expected[aspect][name]}"
        for aspect, numbers in seen.items()
        for name, number in numbers.items()
        if number != expected[aspect][name]
    }


# While it is on --------------------------------------------------------------------------------


async def _live_with(life: Life, position: Position, published: Published, earlier: Sight) -> None:
    life.switch_on(position.switch, position.params)
    for switch, params in position.beside:
        life.switch_on(switch, params)
    if not position.once_linked:
        assert await life.link() == position.link
    if position.link == LINKED:
        await life.engine.drain()
        with life.lifted():
            account = await life.truth_of_account()
        await _a_day(life, position, published, earlier, account)
        await _until_the_renewal(life, position)
    else:
        await _not_linked(life, position)


async def _not_linked(life: Life, position: Position) -> None:
    is_pending = position.link == "LinkPending"
    await life.pass_by(timedelta(minutes=2))
    assert await life.is_pending() == is_pending
    assert await life.its_link() is None
    assert life.told() == list(position.told)


async def _a_day(
    life: Life, position: Position, published: Published, earlier: Sight, account: Sight
) -> None:
    await life.pass_until(published.at + A_LOOK_LATER)
    seen = await life.sight(published)
    with life.lifted(unless=position.truth_is_switched):
        truth = account | await life.truth(published)
        children = await life.children(published.album)
    assert not _wrong(seen, position.expected(truth, earlier))
    await _screens_say_so(life, position, published, children)
    if position.also is not None:
        await position.also(life, published)

    await life.pass_until(published.at + FIRST_FINAL)
    seen = await life.sight_of_story(published)
    with life.lifted(unless=position.truth_is_switched):
        truth = await life.truth_of_story(published)
    assert not _wrong(seen, position.expected(truth, earlier))
    life.product.clock.jump(ENDED - FIRST_FINAL)
    story = await life.story(published.story)
    state = story.state(life.product.clock.now()) if story else StoryState.LOST
    assert state is position.story


async def _screens_say_so(
    life: Life, position: Position, published: Published, children: list[str]
) -> None:
    album = await life.album(published.album)
    post, reel = await life.card(published.post), await life.card(published.reel)
    assert album is not None
    assert post is not None
    assert reel is not None
    overview = await life.overview()
    marks = {
        "overview": overview.stale,
        "post": post.stale,
        "reel": reel.stale,
        "album": album.stale,
    }
    said = {screen: stale.refusal for screen, stale in marks.items() if stale is not None}
    assert said == dict(position.marks)
    shown = [picture.media_id for picture in album.pictures]
    assert shown == ([] if "album" in position.marks else children)


async def _until_the_renewal(life: Life, position: Position) -> None:
    before = await life.its_link()
    assert before is not None
    await life.pass_by(RENEWAL - ENDED)
    link = await life.its_link()
    assert link is not None
    is_active = link.state is LinkState.ACTIVE
    assert is_active is not position.is_broken, link.reason
    renewed = link.token_expires_at > before.token_expires_at
    assert renewed is position.is_renewed
    assert life.told() == list(position.told)


# When it is off again --------------------------------------------------------------------------


async def _recover(life: Life, position: Position) -> None:
    told = list(position.told)
    if position.link == "LinkPending":
        await life.pass_by(PENDING_MENDS)
        told = ["linked"]
    elif position.link != LINKED or position.is_broken:
        if position.account.get("account_type") == "PERSONAL":
            life.shop = await life.product.account(**{**SHOP, "username": "coffee.shop"})
        assert await life.link() == LINKED
        if position.is_broken:
            # What was saved of the time without a link.
            told = [*told, "caught_up"]
    life.product.clock.jump(FORGIVEN)
    published = await life.publish()
    await life.pass_by(A_LOOK_LATER)
    looked_at = await life.truth_of_account() | await life.truth_of_story(published)
    await life.pass_by(BUDGET_RESTS)
    seen = await life.sight(published) | await life.sight_of_story(published)
    assert not _wrong(seen, looked_at | await life.truth(published))
    children = await life.children(published.album)
    await _screens_say_so(life, Position(position.switch), published, children)
    link = await life.its_link()
    assert link is not None
    assert link.state is LinkState.ACTIVE
    assert life.told() == told


def _nothing_bad_was_logged(caplog: pytest.LogCaptureFixture, product: Product) -> None:
    assert not [record for record in caplog.records if record.exc_info], "a traceback"
    secrets = product.secrets_given()
    assert len(secrets) > 2
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert not [secret for secret in secrets if secret in logged]


# The table is whole ----------------------------------------------------------------------------


def test_no_switch_is_left_out() -> None:
    tried = {position.switch for position in POSITIONS}
    assert tried | NOT_HEARD_YET.keys() == {switch.name for switch in SWITCHES}
    assert tried.isdisjoint(NOT_HEARD_YET)


@pytest.mark.parametrize(
    "switch",
    [switch for switch in SWITCHES if switch.name not in NOT_HEARD_YET],
    ids=lambda switch: switch.name,
)
def test_no_value_is_left_out(switch: Switch) -> None:
    """The default one is tried in every test, after the switch is off again."""
    for param, documented in switch.params.items():
        tried = {str(params[param]) for params in _all_params(switch.name) if param in params}
        assert tried, f"{param} is never set"
        assert tried >= _values(documented)


def _all_params(switch: str) -> Iterator[Mapping[str, Any]]:
    for position in POSITIONS:
        if position.switch == switch:
            yield position.params
        yield from (params for name, params in position.beside if name == switch)


FREE = {"int", "float", "any"}
"""What stands for more values than anybody can try."""


def _values(documented: str) -> set[str]:
    """First words: of ``flat (default) | data`` it is ``data`` that has to be tried."""
    values = documented.split(" | ") if " | " in documented else []
    not_default = [value for value in values if "(default" not in value]
    return {value.split()[0] for value in not_default} - FREE
