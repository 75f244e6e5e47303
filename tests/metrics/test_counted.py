"""Each event is counted where it happens, once, and only when it is committed."""

from datetime import timedelta

import pytest

from bot.domain.digests import LATEST
from bot.domain.security import SecurityEvent
from bot.services.ports import OutgoingMessage
from bot.storage.unit_of_work import SqlDatabase
from tests.support.background import ANA, Background
from tests.support.measured import counting

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def test_what_is_rolled_back_is_not_counted(database: SqlDatabase) -> None:
    async def fail() -> None:
        async with database.transaction() as stored:
            await stored.audit.note(SecurityEvent.LINK_DENIED)
            raise RuntimeError

    with counting() as added, pytest.raises(RuntimeError):
        await fail()
    assert "oauth_links_total{outcome=denied}" not in added
    with counting() as added:
        async with database.transaction() as stored:
            await stored.audit.note(SecurityEvent.LINK_DENIED)
    assert added["oauth_links_total{outcome=denied}"] == 1
    assert added["security_events_total{event=link.denied}"] == 1


async def test_a_story_that_is_seen_to_its_end(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    with counting() as added:
        await background.drain()
        await background.walk(24 * HOUR)
        (story,) = await background.stories(shop)
    of_the_last_hour = [look for look in story.looks if look.at >= story.posted_at + 23 * HOUR]
    hidden = [look for look in story.looks if look.hidden]
    ladder = len(story.looks) - len(of_the_last_hour) - len(hidden)
    assert added["stories_captured_total{kind=final,outcome=seen}"] == len(of_the_last_hour)
    assert added["stories_captured_total{kind=ladder,outcome=seen}"] == ladder
    # The first look comes at once, before five people have seen it.
    assert added["stories_captured_total{kind=ladder,outcome=hidden}"] == len(hidden) == 1
    assert added["story_capture_lead_seconds_count"] == len(of_the_last_hour)
    left = sum((story.posted_at + 24 * HOUR - look.at).total_seconds() for look in of_the_last_hour)
    assert added["story_capture_lead_seconds_sum"] == pytest.approx(left)
    assert added["job_runs_total{outcome=done,table=capture}"] == len(story.looks)
    assert not [name for name in added if name.startswith("stories_missed_total")]
    asked = "graph_requests_total{endpoint=GET /{id}/insights,outcome=ok}"
    assert added[asked] >= len(story.looks)


async def test_a_story_that_ends_while_instagram_is_away(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    await background.switch("server_error")
    with counting() as added:
        await background.walk(25 * HOUR, step=30 * MINUTE)
    assert added["stories_missed_total{reason=no_answer}"] == 1
    assert added["admin_alerts_total{kind=story-missed}"] == 1
    assert added["graph_requests_total{endpoint=GET /{id}/insights,outcome=transient}"] > 0


async def test_digests_and_messages(background: Background) -> None:
    now = background.clock.now()
    async with background.database.transaction() as stored:
        for kind, deadline in (("digest", now - MINUTE + LATEST), ("caught_up", now + HOUR)):
            message = OutgoingMessage(kind, kind, ANA, None, {"account_id": 1}, deadline)
            assert await stored.outbox.put(message)
            assert not await stored.outbox.put(message)
    with counting() as added:
        await background.drain()
    assert added["messages_total{kind=digest,outcome=sent}"] == 1
    assert added["messages_total{kind=caught_up,outcome=sent}"] == 1
    assert added["digests_total{outcome=sent}"] == 1
    assert added["digest_delay_seconds_sum"] == pytest.approx(60, abs=5)


async def test_what_comes_again(database: SqlDatabase) -> None:
    with counting() as added:
        for _ in range(3):
            async with database.transaction() as stored:
                await stored.updates.store(42, "{}", "inbox")
    assert added["webhook_duplicates_total{source=telegram}"] == 2
