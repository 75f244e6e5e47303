"""When linking does not come to its end: a clear word for each reason, and nothing left behind."""

from datetime import timedelta

import pytest
from yarl import URL

from tests.e2e.demo import Demo
from tests.e2e.people import Person, World, buttons, shown


async def _person(world: World, user_id: int) -> Person:
    person = await world.person(user_id, "Ana", "en")
    await person.say("/start")
    return person


async def _expect_nothing_linked(person: Person) -> None:
    accounts = await person.say("/accounts")
    assert "No account is linked yet." in shown(accounts)
    assert "🔗 Connect Instagram" in [button["text"] for button in buttons(accounts)]


async def test_consent_denied(standing_world: World) -> None:
    ana = await _person(standing_world, 701)
    consent = await ana.go_to_instagram(await ana.invitation())

    page = await ana.decide(consent, "casa.verde", decision="deny")

    assert "You did not allow access at Instagram" in page
    await ana.wait_for("You said no at Instagram, so nothing was linked and nothing was saved")
    await _expect_nothing_linked(ana)


async def test_personal_account(standing_world: World) -> None:
    ana = await _person(standing_world, 702)

    answer = await ana.open_deep_link(await ana.authorize("leo.private"))

    assert "@leo.private is a personal account" in shown(answer)
    assert "Switch to professional account" in shown(answer)
    await _expect_nothing_linked(ana)


async def test_insights_unticked(standing_world: World) -> None:
    ana = await _person(standing_world, 703)
    unticked = ["instagram_business_manage_insights"]

    answer = await ana.open_deep_link(await ana.authorize("casa.verde", unticked=unticked))

    assert "Nothing was linked: one permission is missing." in shown(answer)
    assert "• read your insights" in shown(answer)
    await _expect_nothing_linked(ana)


async def test_publishing_may_be_unticked(standing_world: World) -> None:
    ana = await _person(standing_world, 704)
    unticked = ["instagram_business_content_publish"]

    answer = await ana.open_deep_link(await ana.authorize("tiny.bakery", unticked=unticked))

    assert "✅ Linked @tiny.bakery" in shown(answer)
    assert "You declined: publish posts" in shown(answer)


async def test_deep_link_replayed(standing_world: World) -> None:
    ana = await _person(standing_world, 705)
    payload = await ana.authorize("marta.draws")
    await ana.open_deep_link(payload)
    question = await ana.tap(await ana.say("/unlink"), "Unlink")
    # Before Back: while others are linked to it there is no history to keep.
    await ana.tap(question, buttons(question)[-2]["text"])

    answer = await ana.open_deep_link(payload)

    assert "This link has been used already" in shown(answer)
    await _expect_nothing_linked(ana)


async def test_deep_link_opened_by_somebody_else(standing_world: World) -> None:
    ana = await _person(standing_world, 706)
    mallory = await _person(standing_world, 707)
    payload = await ana.authorize("casa.verde")

    answer = await mallory.open_deep_link(payload)

    assert "This link was started by somebody else on Telegram" in shown(answer)
    await ana.wait_for("This link has expired")
    await _expect_nothing_linked(mallory)
    await _expect_nothing_linked(ana)
    assert "has expired" in shown(await ana.open_deep_link(payload))
    await _expect_nothing_linked(ana)


async def test_start_page_opened_again_after_consent(standing_world: World) -> None:
    ana = await _person(standing_world, 708)
    invitation = await ana.invitation()
    await ana.decide(await ana.go_to_instagram(invitation), "casa.verde")

    async with standing_world.http.get(invitation) as page:
        assert page.status == 410
        assert "This link has expired" in await page.text()
    await _expect_nothing_linked(ana)


@pytest.mark.parametrize("state", ["", "forged"])
async def test_callback_with_a_state_that_is_not_ours(standing_world: World, state: str) -> None:
    callback = URL(f"{standing_world.address}/farolero/connect/callback")

    async with standing_world.http.get(
        callback.with_query(code="stolen", state=state), allow_redirects=False
    ) as page:
        assert page.status == 410
        assert "This link has expired" in await page.text()


async def test_instagram_away_while_linking(demo: Demo, world: World) -> None:
    """Pending at once, told the same wherever the person asks, linked by itself, told once."""
    ana = await _person(world, 709)
    payload = await ana.authorize("casa.verde")
    await world.add_fault("instagram", "server_error", {"endpoint": "/access_token"}, times=6)

    pending = await ana.open_deep_link(payload)

    assert "Instagram link pending" in shown(pending)
    labels = [button["text"] for button in buttons(pending)]
    assert labels == ["↻ Try now", "Start again", "Cancel", "⟵ Back"]
    for words in ("/start", f"/start {payload}", "/link", "7KQ2M9XD"):
        assert "Instagram link pending" in shown(await ana.say(words))
    still_away = await ana.tap(pending, "↻ Try now")
    assert "Instagram is still not answering" in shown(still_away)
    assert "Instagram link pending" in shown(still_away)
    await _expect_nothing_linked(ana)

    demo.kill()
    demo.start()
    await world.advance(timedelta(minutes=10))

    await ana.wait_for("✅ Linked @casa.verde")
    assert "No link is pending any more" in shown(await ana.tap(still_away, "↻ Try now"))
    await world.advance(timedelta(minutes=10))
    assert len(await ana.from_bot("✅ Linked @casa.verde")) == 1
    assert "1 linked account" in shown(await ana.say("/accounts"))
    assert demo.interrupt() == 0
    assert demo.errors == ""


async def test_a_pending_link_is_cancelled(demo: Demo, world: World) -> None:
    ana = await _person(world, 710)
    payload = await ana.authorize("casa.verde")
    await world.add_fault("instagram", "server_error", {"endpoint": "/access_token"}, times=3)
    pending = await ana.open_deep_link(payload)

    cancelled = await ana.tap(pending, "Cancel")

    assert "Cancelled: nothing was linked" in shown(cancelled)
    await world.advance(timedelta(minutes=10))
    await _expect_nothing_linked(ana)
    assert "has expired" in shown(await ana.open_deep_link(payload))
