"""Talking to the bot: sending, tapping, edits, and what messages may contain."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.chat.stand_in import ANA, GROUP, RASHID, START, StandIn, button


def message(page: Page, message_id: int) -> Locator:
    return page.locator(f"[data-testid=message][data-message-id='{message_id}']")


def key(page: Page, label: str) -> Locator:
    return page.locator(f"[data-testid=button][data-label='{label}']").last


async def scroll_top(page: Page) -> float:
    top: float = await page.locator("#scroller").evaluate("node => node.scrollTop")
    return top


async def test_conversation_opens_at_its_newest_message(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    newest = world.messages[ANA][-1]
    await expect(message(page, newest["message_id"])).to_be_in_viewport(ratio=1)
    await expect(page.get_by_test_id("day")).to_have_text(["Yesterday", "Today"])


async def test_enter_sends_what_was_typed_and_keeps_line_breaks(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.get_by_test_id("input").fill("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")
    sent = page.get_by_test_id("message").last
    await expect(sent).to_contain_text("one\ntwo")
    await expect(sent).to_have_attribute("data-from", "user")
    await expect(page.get_by_test_id("input")).to_have_value("")
    assert world.called("messages") == [{"text": "one\ntwo", "chat_id": ANA, "user_id": ANA}]


async def test_refused_message_stays_in_the_input_with_the_reason(
    world: StandIn, page: Page
) -> None:
    await page.goto("/chat")
    world.refusal = "the bot was removed"
    await page.get_by_test_id("input").fill("hello")
    await page.get_by_test_id("send").click()
    await expect(page.get_by_test_id("toast")).to_have_text("the bot was removed")
    await expect(page.get_by_test_id("input")).to_have_value("hello")


async def test_new_message_of_the_bot_appears_by_itself(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await expect(page.get_by_test_id("message").first).to_be_attached()
    said = world.add_message(ANA, text="Your story has ended")
    await world.announce("message", ANA, message_id=said["message_id"])
    await expect(message(page, said["message_id"])).to_be_in_viewport(ratio=1)
    await expect(message(page, said["message_id"])).to_have_attribute("data-from", "bot")


async def test_tapped_button_waits_for_the_answer_and_shows_it(world: StandIn, page: Page) -> None:
    world.may_answer.clear()
    world.answer = {"text": "On its way", "show_alert": False, "url": None}
    await page.goto("/chat")
    await key(page, "Send now").click()
    await expect(key(page, "Send now")).to_have_attribute("aria-busy", "true")
    await expect(key(page, "Unlink")).not_to_have_attribute("aria-busy", "true")
    world.may_answer.set()
    await expect(page.get_by_test_id("toast")).to_have_text("On its way")
    await expect(key(page, "Send now")).not_to_have_attribute("aria-busy", "true")
    (tapped,) = world.called("taps")
    assert (tapped["data"], tapped["chat_id"]) == ("send", ANA)


async def test_tapping_twice_while_waiting_is_one_tap(world: StandIn, page: Page) -> None:
    world.may_answer.clear()
    await page.goto("/chat")
    await key(page, "Send now").click()
    await key(page, "Send now").click()
    world.may_answer.set()
    await expect(key(page, "Send now")).not_to_have_attribute("aria-busy", "true")
    assert len(world.called("taps")) == 1


async def test_alert_of_the_bot_waits_to_be_read(world: StandIn, page: Page) -> None:
    world.answer = {"text": "Really unlink?", "show_alert": True, "url": None}
    await page.goto("/chat")
    await key(page, "Unlink").click()
    alert = page.get_by_test_id("alert")
    await expect(alert).to_contain_text("Really unlink?")
    await alert.get_by_role("button", name="OK").click()
    await expect(alert).to_have_count(0)


async def test_the_line_break_that_ends_a_quote_is_no_empty_line(
    world: StandIn, page: Page
) -> None:
    said = world.add_message(ANA, text="Why\n\nNow", html="<blockquote>Why</blockquote>\n\nNow")
    await page.goto("/chat")
    shown = await message(page, said["message_id"]).locator(".text").text_content()
    assert shown is not None
    assert shown.startswith("Why\nNow")


async def test_buttons_show_their_style_and_kind(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await expect(key(page, "28 d")).to_have_class(re.compile("primary"))
    await expect(key(page, "Send now")).to_have_class(re.compile("success"))
    await expect(key(page, "Unlink")).to_have_class(re.compile("danger"))
    await expect(key(page, "7 d")).to_be_disabled()
    await expect(key(page, "Open profile")).to_contain_text("↗")


async def test_url_button_opens_another_tab(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    async with page.context.expect_page() as opened:
        await key(page, "🔗 Connect Instagram").click()
    tab = await opened.value
    await expect(tab).to_have_title("consent")
    assert world.called("taps") == []


async def test_copy_button_fills_the_clipboard(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await key(page, "Copy link").click()
    await expect(page.get_by_test_id("toast")).to_be_visible()
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://www.instagram.com/casa.verde/"


async def test_edit_keeps_the_message_its_photo_and_the_place(world: StandIn, page: Page) -> None:
    for number in range(30):
        world.add_message(ANA, text=f"line {number}\n" * 3)
    await page.goto("/chat")
    card = world.messages[ANA][6]
    node = message(page, card["message_id"])
    await node.scroll_into_view_if_needed()
    await node.evaluate("node => { node.marked = true; }")
    await node.locator("img").evaluate("node => { node.marked = true; }")
    below = message(page, card["message_id"] + 1)
    top = await scroll_top(page)
    place = await node.bounding_box()
    card |= {"caption": "28 days", "html": "<b>28 days</b>", "photo": "/photo/28 days"}
    card["edited"] = True
    await world.announce("edit", ANA, message_id=card["message_id"])
    await expect(node).to_contain_text("28 days")
    await expect(node).to_contain_text("edited")
    assert await node.evaluate("node => node.marked")
    assert await node.locator("img").evaluate("node => node.marked")
    assert await scroll_top(page) == top
    assert place is not None
    moved = await node.bounding_box()
    assert moved is not None
    assert moved["y"] == place["y"]
    await expect(below).to_be_attached()


async def test_edit_above_does_not_move_what_is_being_read(world: StandIn, page: Page) -> None:
    for number in range(40):
        world.add_message(ANA, text=f"line {number}")
    await page.goto("/chat")
    # Until it has scrolled to the end by itself.
    await expect(page.get_by_test_id("message").last).to_be_in_viewport()
    read = message(page, world.messages[ANA][25]["message_id"])
    await read.evaluate("node => node.scrollIntoView({block: 'start'})")
    before = await read.bounding_box()
    first = world.messages[ANA][2]
    first |= {"text": "grown\n" * 20, "edited": True}
    await world.announce("edit", ANA, message_id=first["message_id"])
    await expect(message(page, first["message_id"])).to_contain_text("grown")
    after = await read.bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] == pytest.approx(before["y"], abs=1)


async def test_reader_of_old_messages_is_told_of_new_ones(world: StandIn, page: Page) -> None:
    for number in range(40):
        world.add_message(ANA, text=f"line {number}")
    await page.goto("/chat")
    await expect(page.get_by_test_id("message").last).to_be_in_viewport()
    await page.locator("#scroller").evaluate("node => node.scrollTo(0, 0)")
    down = page.locator("#to-bottom")
    await expect(down).to_be_visible()
    said = world.add_message(ANA, text="newest")
    await world.announce("message", ANA, message_id=said["message_id"])
    await expect(down).to_have_attribute("data-unseen", "1")
    assert await scroll_top(page) == 0
    await down.click()
    await expect(message(page, said["message_id"])).to_be_in_viewport(ratio=1)
    await expect(down).to_be_hidden()


async def test_service_message_is_a_line_of_its_own(world: StandIn, page: Page) -> None:
    world.add_message(GROUP, service="new_chat_members")
    await page.goto(f"/chat?chat={GROUP}")
    await expect(page.get_by_test_id("service")).to_have_text("New members joined")


async def test_deleted_message_goes(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    gone = world.messages[ANA].pop(2)
    await world.announce("delete", ANA, message_id=gone["message_id"])
    await expect(message(page, gone["message_id"])).to_have_count(0)


async def test_markup_in_plain_text_is_shown_as_text(world: StandIn, page: Page) -> None:
    attack = "<script>window.broken = 1</script><img src=x onerror='window.broken = 1'>"
    said = world.add_message(ANA, text=attack, buttons=[[button(attack, "x")]])
    world.users[ANA]["first_name"] = attack
    await page.goto("/chat")
    await expect(message(page, said["message_id"]).locator(".text")).to_have_text(attack)
    await expect(page.get_by_test_id("person-switcher")).to_contain_text("<script>")
    assert await page.evaluate("window.broken") is None


async def test_html_of_the_server_passes_an_allow_list(world: StandIn, page: Page) -> None:
    html = (
        '<b onclick="window.broken = 1">bold</b><script>window.broken = 1</script>'
        '<img src="x" onerror="window.broken = 1"><a href="javascript:window.broken = 1">bad</a>'
        '<a href="https://example.org/">good</a><iframe src="/chat"></iframe>'
        '<span class="x">in</span>'
        '<style>body { display: none }</style><code class="language-json evil">c</code>'
    )
    said = world.add_message(ANA, text="-", html=html)
    await page.goto("/chat")
    text = message(page, said["message_id"]).locator(".text")
    await expect(text.locator("b")).to_have_text("bold")
    await expect(text.locator("a")).to_have_text(["good"])
    await expect(text).to_contain_text("bad")
    await expect(text.locator("script, img, iframe, style, span, [onclick]")).to_have_count(0)
    assert await text.locator("code").get_attribute("class") == "language-json"
    await text.locator("b").click()
    assert await page.evaluate("window.broken") is None


async def test_formatted_text_is_alive(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    formatted = message(page, 4)
    secret = formatted.locator(".spoiler")
    hidden = "node => getComputedStyle(node).userSelect"
    assert await secret.evaluate(hidden) == "none"
    await secret.click()
    assert await secret.evaluate(hidden) != "none"
    await expect(formatted.locator("pre code")).to_have_text('{"reach": 4812}')
    await expect(formatted.locator("time")).to_have_text("5 minutes ago")
    quote = message(page, 7).locator("blockquote")
    folded = await quote.bounding_box()
    await quote.click()
    unfolded = await quote.bounding_box()
    assert folded is not None
    assert unfolded is not None
    assert unfolded["height"] > folded["height"]


async def test_relative_time_follows_the_clock_of_the_world(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.get_by_test_id("clock-+1h").click()
    await expect(message(page, 4).locator("time")).to_have_text("1 hour ago")


async def test_document_is_a_card_to_download(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    card = page.get_by_test_id("document")
    await expect(card).to_contain_text("casa.verde-28d.csv")
    await expect(card).to_contain_text("47.1 KB")
    async with page.expect_download() as download:
        await card.click()
    assert (await download.value).suggested_filename == "casa.verde-28d.csv"


async def test_photo_stands_where_its_caption_says(world: StandIn, page: Page) -> None:
    above = world.add_message(ANA, caption="first", photo="/photo/a", show_caption_above_media=True)
    below = world.add_message(ANA, caption="then", photo="/photo/b")
    await page.goto("/chat")
    order = "node => [...node.children].map(child => child.classList[0])"
    bubble = message(page, above["message_id"]).locator(".bubble")
    assert await bubble.evaluate(order) == ["text", "photo", "stamp"]
    bubble = message(page, below["message_id"]).locator(".bubble")
    assert await bubble.evaluate(order) == ["photo", "text", "stamp"]


async def test_longest_caption_and_right_to_left_names_keep_the_layout(
    world: StandIn, page: Page
) -> None:
    said = world.add_message(GROUP, user_id=RASHID, text="كلمة " * 400)
    card = world.add_message(GROUP, caption="word🎉" * 400, photo="/photo/long")
    await page.goto(f"/chat?chat={GROUP}")
    await expect(message(page, said["message_id"]).locator(".author")).to_contain_text("رشيد")
    await expect(message(page, card["message_id"])).to_be_attached()
    scroller = page.locator("#scroller")
    assert await scroller.evaluate("node => node.scrollWidth <= node.clientWidth")


async def test_chat_action_is_shown_until_the_message_comes(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    status = page.get_by_test_id("status")
    await expect(status).to_have_text("bot · @farolero_bot")
    await world.announce("chat_action", ANA, action="upload_photo")
    await expect(status).to_have_text("sending photo…")
    said = world.add_message(ANA, text="done")
    await world.announce("message", ANA, message_id=said["message_id"])
    await expect(status).to_have_text("bot · @farolero_bot")


async def test_command_in_a_text_is_sent_by_a_click(world: StandIn, page: Page) -> None:
    said = world.add_message(ANA, text="Try /live, or read https://example.org/a/b.")
    await page.goto("/chat")
    links = message(page, said["message_id"]).locator("a")
    await expect(links).to_have_text(["/live", "https://example.org/a/b"])
    await links.first.click()
    await expect(page.get_by_test_id("message").last).to_contain_text("/live")
    assert [call["text"] for call in world.called("messages")] == ["/live"]


async def test_reply_names_what_it_answers(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await message(page, 3).dblclick()
    await page.get_by_test_id("input").fill("great")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("message").last.locator(".reply")).to_contain_text("Linked")
    assert world.called("messages")[0]["reply_to_message_id"] == 3


@pytest.mark.parametrize(
    ("language_code", "days", "relative", "date"),
    [
        ("ru", ["18 ноября", "Вчера", "Сегодня"], "через 10 минут", "20 ноября 2026 г."),
        (
            "es",
            ["18 de noviembre", "Ayer", "Hoy"],
            "dentro de 10 minutos",
            "20 de noviembre de 2026",
        ),
        ("en", ["18 November", "Yesterday", "Today"], "in 10 minutes", "20 November 2026"),
        ("no language", ["18 November", "Yesterday", "Today"], "in 10 minutes", "20 November 2026"),
    ],
)
async def test_times_are_written_in_the_language_of_the_person(
    empty_world: StandIn, page: Page, language_code: str, days: list[str], relative: str, date: str
) -> None:
    empty_world.add_user(ANA, "Ana", language_code=language_code)
    for ago in (2, 1, 0):
        empty_world.now = START - timedelta(days=ago)
        empty_world.add_message(ANA, user_id=ANA, text="hello")
    moment = "2026-11-20T08:40:00+00:00"
    empty_world.add_message(
        ANA,
        text="when",
        html=f'<time datetime="{moment}" data-format="r">?</time>'
        f' <time datetime="{moment}" data-format="D">?</time>',
    )
    await page.goto("/chat?user=1001&chat=1001")
    await expect(page.get_by_test_id("day")).to_have_text(days)
    times = page.get_by_test_id("message").last.locator("time")
    await expect(times).to_have_text([relative, date])


async def test_times_follow_a_person_who_changes_the_language(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    time = page.locator("time[data-format=r]")
    await expect(time).to_have_text("5 minutes ago")
    world.users[ANA]["language_code"] = "ru"
    await world.announce("profile", ANA)
    await expect(time).to_have_text("5 минут назад")
    await expect(page.get_by_test_id("day").last).to_have_text("Сегодня")
