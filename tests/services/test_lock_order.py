"""Two transactions about one account never wait for each other, on PostgreSQL."""

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.util import await_only

from tests.support.background import Background, LinkedShop

HOUR = timedelta(hours=1)


async def forget(background: Background, shop: LinkedShop) -> None:
    async with background.database.transaction() as stored:
        await stored.accounts.hold(shop.id)
        await stored.accounts.forget(shop.id)


@pytest.mark.parametrize(
    "holding",
    [
        pytest.param("UPDATE capture SET .*state=2", id="capture"),
        pytest.param("UPDATE discover_plan SET .*state=0", id="discover"),
    ],
)
async def test_an_account_is_forgotten_while_what_was_read_of_it_is_stored(
    postgres_background: Background, holding: str, caplog: pytest.LogCaptureFixture
) -> None:
    background = postgres_background
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    forgetting: list[asyncio.Task[None]] = []

    def forget_meanwhile(_: Any, __: Any, statement: str, *___: Any) -> None:
        if not forgetting and re.match(holding, statement):
            forgetting.append(asyncio.get_running_loop().create_task(forget(background, shop)))
            # Until it waits for what we hold.
            await_only(asyncio.sleep(0.5))

    engine = background.database._writing.sync_engine
    event.listen(engine, "after_cursor_execute", forget_meanwhile)
    await background.publish_story(shop)
    await background.walk(HOUR, step=HOUR)
    event.remove(engine, "after_cursor_execute", forget_meanwhile)
    await forgetting[0]
    assert "deadlock" not in caplog.text.lower()
    assert await background.rows("SELECT 1 FROM instagram_account") == []
