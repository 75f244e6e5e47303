"""Who sits before the page, which chats they have, and the ways into them."""

from playwright.async_api import BrowserContext, Page, expect

from tests.sandbox.chat.stand_in import ANA, FORUM, GROUP, RASHID, TOPIC, StandIn


async def test_first_visit_makes_a_person_and_offers_start(
    empty_world: StandIn, page: Page
) -> None:
    await page.goto("/chat")
    await expect(page.get_by_test_id("person-switcher")).to_contain_text("Ana")
    await expect(page.get_by_test_id("about")).to_contain_text("What can this bot do?")
    await expect(page.get_by_test_id("about")).to_contain_text("Your Instagram numbers")
    await expect(page.get_by_test_id("input")).to_be_hidden()
    await page.get_by_test_id("start").click()
    await expect(page.get_by_test_id("message")).to_contain_text("/start")
    await expect(page.get_by_test_id("input")).to_be_visible()
    await expect(page.get_by_test_id("start")).to_have_count(0)
    assert list(empty_world.users) == [1001]
    assert empty_world.called("start") == [{"user_id": 1001}]


async def test_an_address_of_somebody_who_is_not_here_says_so(world: StandIn, page: Page) -> None:
    await page.goto(f"/chat?user={RASHID}")
    await expect(page.get_by_test_id("person-switcher")).to_be_visible()
    await expect(page.get_by_test_id("toast")).to_have_count(0)
    await page.goto("/chat?user=404")
    await expect(page.get_by_test_id("toast")).to_contain_text("There is no person 404 here")
    await expect(page.get_by_test_id("toast")).to_contain_text("رشيد")


async def test_deep_link_is_sent_by_start_for_the_current_person(
    world: StandIn, page: Page
) -> None:
    await page.goto(f"/chat?user={RASHID}&start=link-abc_1")
    assert world.called("start") == []
    await page.get_by_test_id("start").click()
    await expect(page.get_by_test_id("message")).to_contain_text("/start link-abc_1")
    assert world.called("start") == [{"payload": "link-abc_1", "user_id": RASHID}]
    await page.reload()
    await expect(page.get_by_test_id("input")).to_be_visible()


async def test_deep_link_in_another_tab_is_for_the_person_of_the_first(
    world: StandIn, page: Page, context: BrowserContext
) -> None:
    await page.goto(f"/chat?user={RASHID}")
    await expect(page.get_by_test_id("person-switcher")).to_contain_text("رشيد")
    tab = await context.new_page()
    await tab.goto("/chat?start=back")
    await tab.get_by_test_id("start").click()
    await expect(tab.get_by_test_id("message")).to_contain_text("/start back")
    await expect(page.get_by_test_id("message")).to_contain_text("/start back")
    assert world.called("start") == [{"payload": "back", "user_id": RASHID}]
    await tab.close()


async def test_startgroup_link_adds_the_bot_to_a_chosen_group(world: StandIn, page: Page) -> None:
    await page.goto("/chat?startgroup=team")
    await page.locator("select[name=chatId]").select_option("Casa Verde team")
    await page.get_by_test_id("form-submit").click()
    await expect(page.get_by_test_id("message").first).to_contain_text("رشيد")
    (added,) = world.called("bot_status")
    assert added == {"status": "member", "by": ANA, "start_payload": "team", "chat_id": GROUP}


async def test_startgroup_link_can_make_the_group(world: StandIn, page: Page) -> None:
    await page.goto("/chat?startgroup=team&admin=pin_messages")
    await page.locator("select[name=chatId]").select_option("A new group…")
    await page.get_by_test_id("form-submit").click()
    await expect(page.get_by_role("alert")).to_contain_text("needs a title")
    await page.get_by_label("Title").fill("Fresh")
    await page.get_by_test_id("form-submit").click()
    await expect(page.get_by_test_id("chat").filter(has_text="Fresh")).to_be_visible()
    (added,) = world.called("bot_status")
    assert (added["status"], added["start_payload"]) == ("administrator", "team")


async def test_switching_person_shows_their_chats_and_survives_a_reload(
    world: StandIn, page: Page
) -> None:
    await page.goto("/chat")
    await expect(page.get_by_test_id("chat")).to_have_count(3)
    await page.get_by_test_id("person-switcher").click()
    await page.locator(f"[data-testid=person][data-user-id='{RASHID}']").click()
    await expect(page.get_by_test_id("person-switcher")).to_contain_text("رشيد الحسن")
    await expect(page.get_by_test_id("chat")).to_have_count(2)
    await expect(page.get_by_test_id("start")).to_be_visible()
    await page.goto("/chat")
    await expect(page.get_by_test_id("person-switcher")).to_contain_text("رشيد الحسن")


async def test_person_is_added_with_name_and_language(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.get_by_test_id("person-switcher").click()
    await page.get_by_test_id("add-person").click()
    await page.get_by_label("First name").fill("Inés")
    await page.get_by_label("Language").select_option("es")
    await page.get_by_test_id("form-submit").click()
    await expect(page.get_by_test_id("person-switcher")).to_contain_text("Inés")
    added = next(user for user in world.users.values() if user["first_name"] == "Inés")
    assert added["language_code"] == "es"


async def test_person_can_change_the_language(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.get_by_test_id("person-switcher").click()
    await page.get_by_role("button", name="Change Ana Ferrer").click()
    await page.get_by_label("Language").select_option("ru")
    await page.get_by_test_id("form-submit").click()
    await expect(page.get_by_test_id("person-switcher")).to_contain_text("Русский")
    assert world.users[ANA]["language_code"] == "ru"


async def test_own_messages_are_told_from_those_of_others(world: StandIn, page: Page) -> None:
    world.add_message(GROUP, user_id=ANA, text="mine")
    await page.goto(f"/chat?chat={GROUP}")
    own = page.locator(".message.own")
    await expect(own).to_have_count(1)
    await expect(own).to_contain_text("mine")
    await expect(page.locator(".message:not(.own) .author")).to_have_text(
        ["رشيد الحسن", "Ольга", "Farolero"]
    )
    await expect(page.get_by_test_id("pinned")).to_contain_text("The weekly digest comes here")


async def test_topic_has_its_own_conversation(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.locator(f"[data-testid=topic][data-thread-id='{TOPIC}']").click()
    await expect(page.get_by_test_id("message")).to_have_count(2)
    await page.get_by_test_id("input").fill("hello")
    await page.get_by_test_id("send").click()
    await expect(page.get_by_test_id("message")).to_have_count(3)
    (said,) = world.called("messages")
    assert (said["chat_id"], said["message_thread_id"]) == (FORUM, TOPIC)


async def test_message_in_another_chat_is_counted_until_it_is_opened(
    world: StandIn, page: Page
) -> None:
    await page.goto("/chat")
    group = page.locator(f"[data-testid=chat][data-chat-id='{GROUP}']")
    await expect(group).to_be_visible()
    world.add_message(GROUP, text="Digest!")
    await world.announce("message", GROUP)
    await expect(group.get_by_test_id("unread")).to_have_text("1")
    await expect(group).to_contain_text("Digest!")
    await group.click()
    await expect(group.get_by_test_id("unread")).to_have_count(0)
    await expect(page.get_by_test_id("message").last).to_contain_text("Digest!")


async def test_group_is_made_with_members_and_the_bot(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.get_by_test_id("new-group").click()
    await page.get_by_label("Title").fill("Planning")
    await page.get_by_label("Kind").select_option("forum")
    await page.get_by_label("Ольга").check()
    await page.get_by_test_id("form-submit").click()
    await expect(page.get_by_test_id("status")).to_have_text("group · the bot is a member")
    assert world.called("groups") == [
        {
            "title": "Planning",
            "type": "supergroup",
            "is_forum": True,
            "owner_id": ANA,
            "members": [1003],
        }
    ]


async def test_bot_is_blocked_and_unblocked(world: StandIn, page: Page) -> None:
    await page.goto("/chat")
    await page.get_by_test_id("chat-menu").click()
    await page.get_by_test_id("block-bot").click()
    await expect(page.get_by_test_id("input")).to_be_hidden()
    assert world.users[ANA]["blocked"] is True
    await page.get_by_test_id("unblock").click()
    await expect(page.get_by_test_id("input")).to_be_visible()
    assert world.users[ANA]["blocked"] is False
