from playwright.async_api import Page, expect

from tests.sandbox.chat.stand_in import COMMANDS, GROUP, StandIn


async def test_menu_lists_the_commands_and_sends_the_chosen(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.get_by_test_id("menu").click()
    commands = page.get_by_test_id("commands")
    await expect(commands.get_by_test_id("command")).to_have_count(len(COMMANDS))
    await expect(commands).to_contain_text("Stories alive now and their time left")
    await commands.locator("[data-command=live]").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("/live")
    await expect(commands).to_be_hidden()


async def test_typing_a_slash_filters_the_commands(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.get_by_test_id("input").click()
    await page.keyboard.type("/st")
    shown = page.get_by_test_id("command").locator("b")
    await expect(shown).to_have_text(["/start", "/stories"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("message").last).to_contain_text("/stories")
    assert [call["text"] for call in world.called("messages")] == ["/stories"]


async def test_enter_without_a_choice_sends_what_was_typed(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.get_by_test_id("input").click()
    await page.keyboard.type("/st")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("message").last).to_contain_text("/st")
    assert [call["text"] for call in world.called("messages")] == ["/st"]


CARD = {"id": "o1-7", "type": "article", "title": "@casa.verde · 7 days", "photo": None}


async def test_typing_the_bots_name_offers_cards_and_sends_the_chosen(
    world: StandIn, page: Page
) -> None:
    world.inline = {"results": [CARD | {"description": "Reach 9"}], "button": None}
    await page.goto(f"/chat?chat={GROUP}")
    await page.get_by_test_id("input").click()
    await page.keyboard.type("@farolero_bot 7d")
    card = page.get_by_test_id("inline-result")
    await expect(card).to_contain_text("@casa.verde · 7 days")
    await card.click()
    await expect(page.get_by_test_id("message").last).to_contain_text("A card")
    await expect(page.get_by_test_id("message").last).to_contain_text("via the bot")
    await expect(page.get_by_test_id("inline")).to_be_hidden()
    await expect(page.get_by_test_id("input")).to_have_value("")
    assert world.called("inline")[-1]["query"] == "7d"
    assert world.called("inline/send") == [
        {"result_id": "o1-7", "chat_id": GROUP, "user_id": world.called("inline")[0]["user_id"]}
    ]


async def test_who_is_not_linked_is_led_to_the_private_chat(world: StandIn, page: Page) -> None:
    button = {"text": "Connect first", "start_parameter": "inline"}
    world.inline = {"results": [], "button": button}
    await page.goto(f"/chat?chat={GROUP}")
    await page.get_by_test_id("input").click()
    await page.keyboard.type("@farolero_bot ")
    await page.get_by_test_id("inline-button").click()
    await page.get_by_test_id("start").click()
    assert world.called("start")[-1]["payload"] == "inline"


async def test_command_chosen_in_a_group_names_the_bot(world: StandIn, page: Page) -> None:
    await page.goto(f"/chat?chat={GROUP}")
    await page.get_by_test_id("menu").click()
    await page.locator("[data-command=digest]").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("/digest@farolero_bot")
