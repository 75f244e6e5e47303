"""Instagram closes a link while stories are alive: alarm, link again, summary, on a phone."""

import os
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from tests.e2e.chat_page import PATIENCE, ChatPage, open_bot
from tests.e2e.demo import Demo
from tests.e2e.people import TASHKENT, World

ACCOUNT = "casa.luna"
PHONE = ViewportSize(width=400, height=860)


@dataclass(frozen=True)
class Words:
    """What is waited for in one language."""

    user_id: int
    language: str
    start_page: str
    connect: str
    proceed: str
    link_again: str
    linked: str
    closed: str
    reason: str
    alive: str
    first_end: str
    relinked: str
    summary: str
    saved: str
    in_part: str
    wrap_up: str
    in_status: str


WORDS = [
    Words(
        user_id=901,
        language="en",
        start_page="en-GB",
        connect="🔗 Connect Instagram",
        proceed="🔗 Continue to Instagram",
        link_again="🔗 Link again",
        linked=f"Linked @{ACCOUNT}",
        closed=f"Instagram closed the link to @{ACCOUNT}",
        reason="The Instagram password was changed",
        alive="3 stories are alive",
        first_end="the first one ends at {}.",
        relinked=f"Linked @{ACCOUNT} again",
        summary=f"@{ACCOUNT} is being read again",
        saved="3 of 4 stories saved, 1 in part",
        in_part="in part. It ended at {};",
        wrap_up="Stories of ",
        in_status="link closed",
    ),
    Words(
        user_id=902,
        language="ru",
        start_page="ru-RU",
        connect="🔗 Подключить Instagram",
        proceed="🔗 Перейти в Instagram",
        link_again="🔗 Подключить снова",
        linked=f"Аккаунт @{ACCOUNT} подключён",
        closed=f"Instagram закрыл доступ к @{ACCOUNT}",
        reason="Пароль Instagram изменён",
        alive="Сейчас активны 3 истории.",
        first_end="Первая закончится: {}.",
        relinked=f"Аккаунт @{ACCOUNT} снова подключён",
        summary=f"@{ACCOUNT} снова читается",
        saved="Сохранено историй: 3 из 4, частично: 1",
        in_part="частично. Закончилась: {}.",
        wrap_up="Истории за ",
        in_status="доступ закрыт",
    ),
]


@pytest.fixture
def screenshots(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Where the pictures are kept: FAROLERO_SCREENSHOTS, or the test's own folder."""
    root = Path(os.environ.get("FAROLERO_SCREENSHOTS", tmp_path))
    folder = root / f"broken-link-{request.node.callspec.id}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.timeout(900)
@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.language)
async def test_alarm_link_again_and_summary(
    demo: Demo, world: World, browser: Browser, screenshots: Path, words: Words
) -> None:
    # By day the stories that come later would belong to the first one's day, which then goes on.
    await world.begin_before_midnight()
    user_id = await _account(world)
    await world.person(words.user_id, "Ana", words.language)
    context = await browser.new_context(
        viewport=PHONE, timezone_id=TASHKENT.key, locale=words.start_page
    )
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = await context.new_page()
    await open_bot(page, demo.address, words.user_id)
    await page.get_by_test_id("start").click()
    chat = ChatPage(page, screenshots)
    chat = await _link(context, chat, chat.last, words.connect, words)
    await expect(chat.last).to_contain_text(words.linked)

    first = await _publish(world, user_id)
    await world.advance(timedelta(hours=18))
    for _ in range(2):
        await _publish(world, user_id)
    await world.advance(timedelta(hours=1))
    await world.post(f"/sandbox/instagram/accounts/{user_id}/revoke", {"reason": "password"})
    await world.advance(timedelta(minutes=35))

    ends_at = _shown(first + timedelta(hours=24), words)
    alarm = await chat.keep(chat.messages.filter(has_text=words.closed).last)
    for part in (words.reason, words.alive):
        await expect(alarm).to_contain_text(part)
    await expect(alarm).to_contain_text(
        re.compile(re.escape(words.first_end).replace(r"\{\}", ends_at))
    )
    await alarm.scroll_into_view_if_needed()
    await chat.picture("1-alarm")

    # While no link serves nothing happens on the way: a bare jump will do.
    await world.jump(timedelta(hours=3))
    await _publish(world, user_id)
    await world.jump(timedelta(hours=3))
    await world.advance(timedelta(minutes=5))
    await expect(chat.messages.filter(has_text=words.closed)).to_have_count(1)
    await expect(chat.messages.filter(has_text=words.wrap_up)).to_have_count(1)
    await chat.say("/status", words.in_status)
    await chat.picture("2-status")
    chat = await _link(context, chat, alarm, words.link_again, words)
    relinked = chat.messages.filter(has_text=words.relinked)
    await expect(relinked).to_have_count(1)
    await relinked.evaluate("message => message.scrollIntoView({block: 'start'})")
    await chat.picture("3-linked-again")
    summary = await chat.keep(chat.messages.filter(has_text=words.summary).last)
    await expect(summary).to_contain_text(words.saved)
    await expect(summary).to_contain_text(
        re.compile(re.escape(words.in_part).replace(r"\{\}", ends_at))
    )
    await summary.scroll_into_view_if_needed()
    await chat.picture("4-summary")

    await world.advance(timedelta(minutes=30))
    await expect(chat.messages.filter(has_text=words.closed)).to_have_count(1)
    await expect(chat.messages.filter(has_text=words.summary)).to_have_count(1)
    await chat.say("/accounts", f"@{ACCOUNT}")
    await chat.picture("5-accounts")
    await chat.say("/status", f"✅ @{ACCOUNT}")
    await chat.picture("6-status-when-well")
    await context.close()
    assert demo.interrupt() == 0
    # The looks that no link could make are in the log; nothing else is.
    assert all("passed their deadline undone" in line for line in demo.errors.splitlines())


async def _account(world: World) -> str:
    """An account that publishes nothing by itself; its ``user_id``."""
    settings = {
        "username": ACCOUNT,
        "followers": 5000,
        "posts": 3,
        "reels": 1,
        "stories_per_day": 0,
        "seed": 11,
    }
    made = await world.post("/sandbox/instagram/accounts", settings)
    return str(made["user_id"])


async def _publish(world: World, user_id: str) -> datetime:
    path = f"/sandbox/instagram/accounts/{user_id}/stories"
    published = await world.post(path, {"viewers": 400})
    return datetime.fromisoformat(published["timestamp"])


async def _link(
    context: BrowserContext, chat: ChatPage, message: Locator, label: str, words: Words
) -> ChatPage:
    """From a button in the chat through Instagram and back, in a tab of its own."""
    invitations = chat.messages.filter(
        has=chat.page.locator(f'[data-testid="button"][data-label^="{words.proceed}"]')
    )
    before = await invitations.count()
    await chat.tap(message, label)
    await expect(invitations).to_have_count(before + 1)
    async with context.expect_page() as opened:
        await chat.tap(invitations.last, words.proceed)
    page: Page = await opened.value
    await page.get_by_test_id("continue").click()
    await page.get_by_test_id(f"account-{ACCOUNT}").click()
    await page.get_by_test_id("allow").click()
    await page.get_by_test_id("back").click()
    await page.get_by_test_id("start").click()
    return ChatPage(page, chat.screenshots)


def _shown(instant: datetime, words: Words) -> str:
    """The time, after its day where that is another one, as a pattern."""
    return rf"(?:[^,.;]+,\s(?:[^,.;]+,\s)?)?{instant.astimezone(TASHKENT):%H:%M}"
