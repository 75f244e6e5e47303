"""From the button in the chat to the linked account: through our pages, Instagram and back."""

import asyncio
import base64
import json
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from yarl import URL

from bot.domain.secret import Secret
from bot.instagram.http import PATIENCE, WAITED_FOR
from bot.services.instagram_access import NoHealthyLink
from bot.services.link_refusals import (
    LinkExpired,
    LinkInterrupted,
    LinkPending,
    LinkUsed,
    MissingPermissions,
    NotProfessional,
    TooManyAttempts,
    WrongPerson,
)
from bot.services.ports import Purpose
from tests.support.product import (
    ANA,
    BASIC,
    BORIS,
    EVE,
    EXCHANGE,
    INSIGHTS,
    PUBLISH,
    SCOPES,
    Product,
    codes_on,
)


async def nothing_is_linked(product: Product) -> bool:
    """Neither an account nor a token of anybody."""
    async with product.database.reading() as stored:
        kept = [await stored.accounts.get(number) for number in range(1, 5)]
        links = [await stored.links.get(number) for number in range(1, 5)]
    return not any(kept) and not any(links)


# The whole way ---------------------------------------------------------------------------------


async def test_by_deep_link(product: Product, shop: str) -> None:
    invitation = await product.invite()
    start = await product.browser.get(invitation)
    assert start.status == 200
    assert "@farolero_sandbox_bot" in start.text
    assert "Ana · @ana" in start.text
    callback = await product.consent(await product.press_continue(invitation), shop)
    return_code, _ = await product.return_codes(callback)
    assert len(f"L{return_code.reveal()}") <= 64, "Telegram's limit of a deep link's payload"
    assert product.asked()[EXCHANGE] == 0, "before the person is back, no token may exist"

    linked = await product.finish_linking.by_return_code(ANA, return_code)

    assert product.asked()[EXCHANGE] == 1
    assert linked.account.username == "tea.shop"
    assert linked.account.user_id == shop
    assert linked.permissions == frozenset(SCOPES)
    assert not linked.relinked
    assert await product.linked() == [linked.account]


async def test_by_typed_code(product: Product, shop: str) -> None:
    _, typed_code = await product.return_codes(await product.go_through_instagram(shop))

    linked = await product.finish_linking.by_typed_code(ANA, typed_code)

    assert await product.linked() == [linked.account]


async def test_the_state_names_the_person_a_nonce_and_the_time_and_is_signed(
    product: Product,
) -> None:
    invitation = await product.invite()
    states = [(await product.press_continue(invitation)).query["state"] for _ in range(2)]
    bodies = [json.loads(base64.urlsafe_b64decode(s.partition(".")[0] + "==")) for s in states]

    assert [body["telegram_user_id"] for body in bodies] == [ANA, ANA]
    assert bodies[0]["timestamp"] == int(product.clock.now().timestamp())
    assert bodies[0]["nonce"] != bodies[1]["nonce"]
    assert len(base64.urlsafe_b64decode(bodies[0]["nonce"] + "=")) == 32
    now = product.clock.now()
    assert product.states.genuine(Secret(states[1]), now)
    for position in range(0, len(states[1]), 7):
        other = "A" if states[1][position] != "A" else "B"
        forged = states[1][:position] + other + states[1][position + 1 :]
        assert not product.states.genuine(Secret(forged), now)


async def test_a_scanner_that_opens_the_start_page_uses_nothing_up(
    product: Product, shop: str
) -> None:
    invitation = await product.invite()
    for method in ["GET", "HEAD"] * 5:
        assert (await product.browser.ask(method, invitation)).status == 200
    callback = await product.consent(await product.press_continue(invitation), shop)
    return_code, _ = await product.return_codes(callback)

    linked = await product.finish_linking.by_return_code(ANA, return_code)
    assert linked.account.user_id == shop


async def test_the_last_page_has_a_clean_address_and_survives_a_reload(
    product: Product, shop: str
) -> None:
    callback = await product.go_through_instagram(shop)
    returned = await product.browser.get(callback)

    assert returned.status == 303
    assert returned.location == product.public_url / "connect" / "done"
    cookie = returned.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=600" in cookie
    first, second = [await product.browser.get(returned.location) for _ in range(2)]
    assert first.status == second.status == 200
    assert codes_on(first) == codes_on(second)


async def test_a_code_with_the_fragment_of_instagrams_redirect_works(
    product: Product, shop: str
) -> None:
    callback = await product.go_through_instagram(shop)
    callback = callback.update_query(code=callback.query["code"] + "#_")
    return_code, _ = await product.return_codes(callback)

    linked = await product.finish_linking.by_return_code(ANA, return_code)
    assert linked.account.user_id == shop


async def test_linking_again_keeps_one_link_and_wakes_it(product: Product, shop: str) -> None:
    first = await product.link(shop)
    await product.control(f"/instagram/accounts/{shop}/revoke", {"reason": "password"})
    with pytest.raises(NoHealthyLink):
        await product.call_instagram(first.account.id, Purpose.PERSON, product.instagram.profile)
    second = await product.link(shop)

    assert second.relinked
    assert second.account.id == first.account.id
    assert len(await product.linked()) == 1
    profile = await product.call_instagram(
        first.account.id, Purpose.PERSON, product.instagram.profile
    )
    assert profile.username == "tea.shop"


async def test_the_first_owner_is_told_of_a_second_one_once(product: Product, shop: str) -> None:
    await product.link(shop, ANA)
    assert await product.outbox() == []
    await product.link(shop, BORIS)
    assert await product.outbox() == [("second_owner", ANA)]
    await product.link(shop, BORIS)
    await product.link(shop, ANA)

    assert await product.outbox() == [], "whoever links again is nobody new"


# What can go another way -----------------------------------------------------------------------


async def test_unknown_used_and_expired_states_are_told_apart_by_nobody(
    product: Product, shop: str
) -> None:
    callback = await product.go_through_instagram(shop)
    await product.browser.get(callback)
    expired = await product.go_through_instagram(shop, BORIS)
    replaced = await product.go_through_instagram(shop, EVE)
    await product.go_through_instagram(shop, EVE)
    unknown = callback.update_query(
        state=product.states.make(ANA, Secret("nonce"), product.clock.now()).reveal()
    )
    addresses = [
        callback,
        replaced,
        unknown,
        callback.update_query(state="nonsense"),
        callback.update_query(state="ñ.ñ"),
        callback.with_query(code="only"),
        product.public_url / "connect" / "callback",
    ]
    answers = [await product.browser.get(address) for address in addresses]
    product.later(minutes=10)
    answers.append(await product.browser.get(expired))
    answers.append(await product.browser.get(product.public_url / "connect" / ("x" * 43)))

    assert {answer.status for answer in answers} == {410}
    assert len({answer.text for answer in answers}) == 1
    assert "This link has expired" in answers[0].text


async def test_after_ten_minutes_the_start_page_leads_nowhere(product: Product) -> None:
    invitation = await product.invite()
    product.later(minutes=10)

    assert (await product.browser.get(invitation)).status == 410
    assert (await product.browser.post(invitation, {})).status == 410


async def test_a_new_invitation_voids_the_one_before(product: Product) -> None:
    first, second = await product.invite(), await product.invite()

    assert (await product.browser.get(first)).status == 410
    assert (await product.browser.get(second)).status == 200


async def test_declining_at_instagram_leaves_nothing_and_is_said_on_both_sides(
    product: Product, shop: str
) -> None:
    consent_page = await product.press_continue(await product.invite())
    callback = await product.consent(consent_page, shop, decision="deny")
    answer = await product.browser.get(callback)

    assert answer.status == 200
    assert "You did not allow access" in answer.text
    assert await product.outbox() == [("link_denied", ANA)]
    assert (await product.browser.get(callback)).status == 410
    assert product.asked()[EXCHANGE] == 0
    assert await nothing_is_linked(product)


async def test_the_same_return_code_again_is_said_to_be_used(product: Product, shop: str) -> None:
    return_code, typed_code = await product.return_codes(await product.go_through_instagram(shop))
    await product.finish_linking.by_return_code(ANA, return_code)

    with pytest.raises(LinkUsed):
        await product.finish_linking.by_return_code(ANA, return_code)
    with pytest.raises(LinkExpired):
        await product.finish_linking.by_typed_code(ANA, typed_code)
    with pytest.raises(LinkExpired):
        await product.finish_linking.by_return_code(EVE, return_code)
    assert product.asked()[EXCHANGE] == 1


async def test_a_return_after_ten_minutes_is_too_late(product: Product, shop: str) -> None:
    return_code, typed_code = await product.return_codes(await product.go_through_instagram(shop))
    product.later(minutes=10)

    with pytest.raises(LinkExpired):
        await product.finish_linking.by_return_code(ANA, return_code)
    with pytest.raises(LinkExpired):
        await product.finish_linking.by_typed_code(ANA, typed_code)
    assert product.asked()[EXCHANGE] == 0
    assert await nothing_is_linked(product)


async def test_when_somebody_else_returns_no_token_comes_to_be(product: Product, shop: str) -> None:
    """Cross-user session fixation: Ana sends Eve her own address, and Eve walks through it."""
    await product.meet(EVE)
    return_code, typed_code = await product.return_codes(await product.go_through_instagram(shop))

    with pytest.raises(WrongPerson):
        await product.finish_linking.by_return_code(EVE, return_code)

    assert await product.outbox() == [("link_expired", ANA)]
    with pytest.raises(LinkExpired):
        await product.finish_linking.by_return_code(ANA, return_code)
    with pytest.raises(LinkExpired):
        await product.finish_linking.by_typed_code(ANA, typed_code)
    assert product.asked()[EXCHANGE] == 0
    assert await nothing_is_linked(product)


async def test_somebody_elses_typed_code_opens_nothing(product: Product, shop: str) -> None:
    _, typed_code = await product.return_codes(await product.go_through_instagram(shop))

    with pytest.raises(LinkExpired):
        await product.finish_linking.by_typed_code(EVE, typed_code)
    assert product.asked()[EXCHANGE] == 0
    linked = await product.finish_linking.by_typed_code(ANA, typed_code)
    assert linked.account.user_id == shop


async def test_without_a_required_permission_nothing_is_kept(product: Product, shop: str) -> None:
    with pytest.raises(MissingPermissions) as refused:
        await product.link(shop, scopes=(BASIC, PUBLISH))

    assert refused.value.missing == {INSIGHTS}
    assert await nothing_is_linked(product)


async def test_what_may_be_declined_may_be_declined(product: Product, shop: str) -> None:
    linked = await product.link(shop, scopes=(BASIC, INSIGHTS))

    assert linked.permissions == frozenset({BASIC, INSIGHTS})
    assert linked.asked_permissions == SCOPES


@pytest.mark.parametrize("scopes", [(BASIC, PUBLISH), SCOPES])
async def test_where_instagram_lists_no_permissions_a_call_tells(
    product: Product, shop: str, scopes: tuple[str, ...]
) -> None:
    await product.switch("exchange_permissions", shape="absent")
    if INSIGHTS in scopes:
        assert (await product.link(shop, scopes=scopes)).permissions is None
        return
    with pytest.raises(MissingPermissions) as refused:
        await product.link(shop, scopes=scopes)

    assert refused.value.missing == {INSIGHTS}, "the profile was read: basic access is there"
    assert await nothing_is_linked(product)


async def test_a_personal_account_is_not_linked(product: Product) -> None:
    friend = await product.account(username="leo.at.home", account_type="PERSONAL")

    with pytest.raises(NotProfessional) as refused:
        await product.link(friend["user_id"])

    assert refused.value.username == "leo.at.home"
    assert await nothing_is_linked(product)


async def test_a_personal_account_that_instagram_itself_sends_back(product: Product) -> None:
    friend = await product.account(username="leo.at.home", account_type="PERSONAL")
    await product.switch("personal_account", answer="redirect")
    answer = await product.browser.get(await product.go_through_instagram(friend["user_id"]))

    assert answer.status == 200
    assert "Nothing was linked" in answer.text
    assert await nothing_is_linked(product)


async def test_a_sixth_attempt_within_an_hour_waits(product: Product) -> None:
    for _ in range(5):
        await product.invite()
    with pytest.raises(TooManyAttempts) as refused:
        await product.invite()
    assert refused.value.retry_at == product.clock.now() + timedelta(hours=1)
    assert await product.invite(BORIS), "somebody else is not held up"
    product.later(hours=1, seconds=1)
    assert await product.invite()


async def test_of_two_hundred_callbacks_with_one_state_one_wins(
    product: Product, shop: str
) -> None:
    callback = await product.go_through_instagram(shop)
    answers = await asyncio.gather(*(product.browser.get(callback) for _ in range(200)))

    assert sorted(answer.status for answer in answers) == [303] + [410] * 199
    return_code, _ = codes_on(await product.browser.get(product.public_url / "connect" / "done"))
    linked = await product.finish_linking.by_return_code(ANA, return_code)
    assert linked.account.user_id == shop


# Instagram's other replies, and Instagram away -------------------------------------------------


@pytest.mark.parametrize(
    ("switch", "params"),
    [
        ("exchange_envelope", {"shape": "data"}),
        ("exchange_envelope", {"shape": "flat"}),
        ("exchange_user_id", {"type": "string"}),
        ("exchange_user_id", {"type": "int"}),
        ("exchange_permissions", {"shape": "string"}),
        ("exchange_permissions", {"shape": "list"}),
        ("me_envelope", {"shape": "data"}),
        ("me_envelope", {"shape": "flat"}),
        ("casing", {"dimension_values": "lower", "account_type": "mixed"}),
    ],
)
async def test_every_shape_of_reply_links(
    product: Product, shop: str, switch: str, params: dict[str, str]
) -> None:
    await product.switch(switch, **params)
    linked = await product.link(shop)

    assert linked.account.user_id == shop
    assert linked.account.username == "tea.shop"
    assert linked.permissions == frozenset(SCOPES)


@pytest.mark.parametrize(
    ("fault", "params"),
    [
        ("server_error", {"endpoint": "/oauth/access_token", "status": 502}),
        ("server_error", {"endpoint": "/access_token", "status": 503}),
        ("garbage", {"endpoint": "/oauth/access_token"}),
        ("reset", {"endpoint": "/oauth/access_token"}),
        ("slow", {"endpoint": "/oauth/access_token", "seconds": 3}),
    ],
)
async def test_with_instagram_away_the_link_is_pending_and_the_person_may_start_anew(
    product: Product,
    shop: str,
    fault: str,
    params: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    impatience = replace(WAITED_FOR, total=1.0)
    monkeypatch.setitem(PATIENCE, Purpose.PERSON, impatience)
    number = await product.switch(fault, **params)

    with pytest.raises(LinkPending) as pending:
        await product.link(shop)

    assert pending.value.retry_at == product.clock.now() + timedelta(minutes=1)
    assert await nothing_is_linked(product)
    product.sandbox.faults.remove(number)
    with pytest.raises(LinkPending):
        await product.start_linking(ANA, ANA)
    invitation = await product.start_linking(ANA, ANA, anew=True)
    callback = await product.consent(await product.press_continue(URL(invitation.url)), shop)
    return_code, _ = await product.return_codes(callback)
    linked = await product.finish_linking.by_return_code(ANA, return_code)
    assert linked.account.username == "tea.shop"


async def test_an_exchange_whose_answer_is_lost_leaves_nothing(product: Product, shop: str) -> None:
    """The code is used up then: asking again with it cannot help, linking again does."""
    await product.switch("reset", 1, endpoint="/oauth/access_token", when="after")
    with pytest.raises(LinkInterrupted):
        await product.link(shop)

    assert await nothing_is_linked(product)
    assert (await product.link(shop)).account.username == "tea.shop"


# Secrets ---------------------------------------------------------------------------------------


async def test_no_token_and_no_code_is_ever_seen(
    product: Product, shop: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    first_callback = await product.go_through_instagram(shop)
    return_code, typed_code = await product.return_codes(first_callback)
    in_the_middle = files(tmp_path)
    await product.finish_linking.by_return_code(ANA, return_code)
    await product.switch("server_error", endpoint="/oauth/access_token")
    with pytest.raises(LinkPending) as refused:
        await product.link(shop, BORIS)

    given = product.secrets_given()
    assert len(given) >= 4, "two codes, a short-lived and a long-lived token"
    ours = [return_code.reveal(), typed_code.reveal(), first_callback.query["state"]]
    pages = " ".join(answer.text for answer in product.browser.answers)
    logged = caplog.text + repr(refused.value) + str(refused.value.__context__)
    stored = in_the_middle + files(tmp_path)
    assert b"link_attempt" in stored
    for secret in given:
        assert secret not in pages
        assert secret not in logged
        assert secret.encode() not in stored
    for secret in ours:
        assert secret not in logged
        assert secret.encode() not in stored


def files(folder: Path) -> bytes:
    """The database file and its write-ahead log."""
    found = sorted(folder.glob("farolero.db*"))
    assert any(path.name.endswith("-wal") for path in found)
    return b"".join(path.read_bytes() for path in found)


# The time zone ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("browser_says", "kept"),
    [
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("Mars/Olympus", "UTC"),
        ("../../etc/passwd", "UTC"),
        ("", "UTC"),
    ],
)
async def test_an_unknown_time_zone_is_taken_from_the_browser_when_valid(
    product: Product, browser_says: str, kept: str
) -> None:
    await product.press_continue(await product.invite(), browser_says)
    async with product.database.reading() as stored:
        person = await stored.people.get(ANA)

    assert person is not None
    assert person.time_zone == kept
    assert person.time_zone_known is (kept != "UTC")


async def test_a_time_zone_that_was_chosen_stays(product: Product) -> None:
    invitation = await product.invite()
    async with product.database.transaction() as stored:
        await stored.people.set_time_zone(ANA, "America/Lima")
    await product.press_continue(invitation, "Asia/Tokyo")
    async with product.database.reading() as stored:
        person = await stored.people.get(ANA)

    assert person is not None
    assert person.time_zone == "America/Lima"


async def test_the_first_digest_comes_by_the_browsers_time_zone(
    product: Product, shop: str
) -> None:
    consent_page = await product.press_continue(await product.invite(), "Asia/Tokyo")
    return_code, _ = await product.return_codes(await product.consent(consent_page, shop))
    linked = await product.finish_linking.by_return_code(ANA, return_code)

    assert linked.digest is not None
    assert linked.digest.time_zone == "Asia/Tokyo"
    assert linked.account.time_zone == "Asia/Tokyo"
