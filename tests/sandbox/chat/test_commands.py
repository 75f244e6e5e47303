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


async def test_command_chosen_in_a_group_names_the_bot(world: StandIn, page: Page) -> None:
    await page.goto(f"/chat?chat={GROUP}")
    await page.get_by_test_id("menu").click()
    await page.locator("[data-command=digest]").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("/digest@farolero_bot")
