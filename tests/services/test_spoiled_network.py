"""The network between Instagram and us, spoiled: a new story is found and looked at once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.instagram import http
from bot.services.ports import Purpose
from tests.support.background import Background, start_background
from tests.support.chaos import (
    ChaosProxy,
    Down,
    Latency,
    LimitData,
    ResetPeer,
    Slicer,
    Timeout,
    Toxic,
    chaos_proxy,
)

MINUTE = timedelta(minutes=1)
HARMLESS = (Latency(0.02), Slicer(64))
HARMFUL = (Timeout(), ResetPeer(200), LimitData(200), Down())


@pytest.fixture
async def proxy() -> AsyncIterator[ChaosProxy]:
    """It learns later what it stands before."""
    async with chaos_proxy(0) as started:
        yield started


@pytest.fixture
async def spoiled(
    sqlite_url: str, proxy: ChaosProxy, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Background]:
    """Instagram is given half a second for an answer, not fifteen."""
    monkeypatch.setattr(http, "BETWEEN_READS_SECONDS", 0.1)
    monkeypatch.setitem(http.PATIENCE, Purpose.STORY, replace(http.STORY, total=0.5))
    async with start_background(sqlite_url, proxy=proxy) as started:
        yield started


@pytest.mark.proves("F7", "F9", "F10")
async def test_discovery_and_looks_outlive_whatever_becomes_of_their_answers(
    spoiled: Background, proxy: ChaosProxy
) -> None:
    """Found while it is spoiled where it is harmless, and soon after it where it is not."""
    shop = await spoiled.link("tea.shop")
    toxics: tuple[Toxic, ...] = (*HARMLESS, *HARMFUL)
    for known, toxic in enumerate(toxics):
        await spoiled.publish_story(shop)
        proxy.toxic = toxic
        proxy.cut()
        await spoiled.walk(30 * MINUTE, 30 * MINUTE)
        proxy.toxic = None
        proxy.cut()
        if toxic in HARMFUL:
            assert len(await spoiled.stories(shop)) == known, toxic
            await spoiled.walk(10 * MINUTE, 5 * MINUTE)
        stories = await spoiled.stories(shop)
        assert len(stories) == known + 1, toxic
        assert all(story.looks for story in stories), toxic
    for table in ("discover_plan", "capture"):
        for row in await spoiled.rows(f"SELECT failures, crashes FROM {table}"):
            assert (row.failures, row.crashes) == (0, 0), "it is no fault of the row"
