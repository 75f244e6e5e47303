"""The attacks on linking of our threat model, T-COSF-1 to T-COSF-6 and its rows 1, 2 and 19.

Mallory is the attacker, Vera the victim. T-COSF-7 is the machine beside this.
"""

import asyncio
from collections.abc import Mapping

import pytest
from sqlalchemy import text

from bot.chance import CROCKFORD, new_secret, new_typed_code
from bot.domain.errors import BotError
from bot.domain.secret import Secret
from bot.presenters import linking
from bot.presenters.speech import Speech
from bot.services.link_refusals import (
    LinkExpired,
    LinkUsed,
    TooManyAttempts,
    WrongPerson,
)
from bot.services.results import Linked
from bot.services.start_linking import ATTEMPTS_AN_HOUR
from bot.storage.repositories import link_attempts
from bot.telegram.refusals import refusal_screen
from bot.web.language import UTC_ZONE
from tests.support.html import visible_text
from tests.support.product import ANA, BORIS, EXCHANGE, Answer, Product, codes_on

MALLORY, VERA = ANA, BORIS
ENGLISH = Speech("en", UTC_ZONE)


async def counted(product: Product, table: str) -> int:
    async with product.database.session() as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


async def nothing_came_of_it(product: Product) -> bool:
    """No token of anybody, nothing of Instagram's that is kept, and Instagram was never asked."""
    kept = await counted(product, "link_attempt WHERE code IS NOT NULL")
    tables = ("link", "instagram_account", "pending_link")
    stored = [await counted(product, table) for table in tables]
    return [kept, *stored, product.asked()[EXCHANGE]] == [0, 0, 0, 0, 0]


async def refused(step: object) -> BotError:
    with pytest.raises(BotError) as caught:
        await step  # type: ignore[misc]
    return caught.value


# T-COSF-1 and 2: the victim walks through the attacker's link -------------------------------------


@pytest.mark.proves("S1")
async def test_the_victim_comes_back_from_a_link_of_the_attacker(
    product: Product, shop: str
) -> None:
    """T-COSF-1, row 1."""
    await product.meet(VERA)
    return_code, typed_code = await product.return_codes(
        await product.go_through_instagram(shop, MALLORY)
    )

    refusal = await refused(product.finish_linking.by_return_code(VERA, return_code))

    assert isinstance(refusal, WrongPerson)
    to_vera = visible_text(refusal_screen(refusal, ENGLISH).text)
    assert "started by somebody else on Telegram, so nothing was linked" in to_vera
    assert "whoever links your Instagram can read your private numbers" in to_vera
    assert await product.outbox() == [("link_expired", MALLORY)]
    assert "Nothing was linked" in visible_text(linking.expired(ENGLISH).text)
    for code in (
        product.finish_linking.by_return_code(MALLORY, return_code),
        product.finish_linking.by_typed_code(MALLORY, typed_code),
    ):
        assert isinstance(await refused(code), LinkExpired)
    assert await nothing_came_of_it(product)


async def test_the_victim_types_the_code_of_a_link_of_the_attacker(
    product: Product, shop: str
) -> None:
    """T-COSF-1 by the other way back: it is not her attempt, so the code fits none."""
    await product.meet(VERA)
    _, typed_code = await product.return_codes(await product.go_through_instagram(shop, MALLORY))

    assert isinstance(
        await refused(product.finish_linking.by_typed_code(VERA, typed_code)), LinkExpired
    )
    assert product.asked()[EXCHANGE] == 0
    assert await counted(product, "link") == 0


@pytest.mark.proves("S1")
async def test_the_attacker_guesses_the_typed_code_five_times(product: Product, shop: str) -> None:
    """T-COSF-2: then the attempt is void, for the right code and for the deep link too."""
    return_code, typed_code = await product.return_codes(
        await product.go_through_instagram(shop, MALLORY)
    )
    guesses = [guess for guess in (new_typed_code() for _ in range(6)) if guess != typed_code][:5]

    refusals = [
        await refused(product.finish_linking.by_typed_code(MALLORY, guess)) for guess in guesses
    ]

    assert all(isinstance(one, LinkExpired) for one in refusals)
    assert isinstance(
        await refused(product.finish_linking.by_typed_code(MALLORY, typed_code)), LinkExpired
    )
    assert isinstance(
        await refused(product.finish_linking.by_return_code(MALLORY, return_code)), LinkExpired
    )
    assert await nothing_came_of_it(product)


async def test_guesses_side_by_side_are_counted_each(product: Product, shop: str) -> None:
    """T-COSF-2 in a hurry: a dozen at once."""
    return_code, typed_code = await product.return_codes(
        await product.go_through_instagram(shop, MALLORY)
    )
    guesses = [new_typed_code() for _ in range(12)]
    await asyncio.gather(
        *(refused(product.finish_linking.by_typed_code(MALLORY, guess)) for guess in guesses)
    )

    assert isinstance(
        await refused(product.finish_linking.by_typed_code(MALLORY, typed_code)), LinkExpired
    )
    assert isinstance(
        await refused(product.finish_linking.by_return_code(MALLORY, return_code)), LinkExpired
    )
    assert await nothing_came_of_it(product)


async def test_guesses_of_many_people_do_not_add_up(product: Product, shop: str) -> None:
    """A code is tried against the own attempt only: others can neither find nor void it."""
    _, typed_code = await product.return_codes(await product.go_through_instagram(shop, VERA))
    for stranger in range(100, 110):
        await product.meet(stranger)
        assert isinstance(
            await refused(product.finish_linking.by_typed_code(stranger, typed_code)), LinkExpired
        )

    linked = await product.finish_linking.by_typed_code(VERA, typed_code)
    assert linked.account.user_id == shop


def test_codes_are_long_enough_and_even() -> None:
    """Row 2: 32 random bytes where nobody types, 40 bits less a little where somebody does."""
    assert {len(new_secret().reveal()) for _ in range(100)} == {43}
    assert len({new_secret() for _ in range(1000)}) == 1000
    typed = [new_typed_code().reveal() for _ in range(2000)]
    assert {len(code) for code in typed} == {8}
    assert set("".join(typed)) == set(CROCKFORD)


# T-COSF-3: the mirror image ---------------------------------------------------------------------


@pytest.mark.proves("S1")
async def test_the_victims_browser_finishes_a_flow_of_the_attacker_with_his_account(
    product: Product, shop: str
) -> None:
    """T-COSF-3: whoever presses the button of such a page links nothing to their own chat."""
    his = (await product.account(username="mallory.inc", followers=10))["user_id"]
    await product.meet(VERA)
    callback = await product.go_through_instagram(his, MALLORY)
    return_code, typed_code = await product.return_codes(callback)

    by_link = await refused(product.finish_linking.by_return_code(VERA, return_code))
    by_code = await refused(product.finish_linking.by_typed_code(VERA, typed_code))

    assert isinstance(by_link, WrongPerson)
    assert isinstance(by_code, LinkExpired)
    assert await product.linked(VERA) == []
    assert await nothing_came_of_it(product)


async def test_the_victims_own_flow_survives_a_callback_of_the_attacker(
    product: Product, shop: str
) -> None:
    """T-COSF-3 while she links: his page takes the place of hers, and gains him nothing."""
    his = (await product.account(username="mallory.inc", followers=10))["user_id"]
    hers_codes = await product.return_codes(await product.go_through_instagram(shop, VERA))
    his_codes = await product.return_codes(await product.go_through_instagram(his, MALLORY))

    assert isinstance(
        await refused(product.finish_linking.by_return_code(VERA, his_codes[0])), WrongPerson
    )
    linked = await product.finish_linking.by_return_code(VERA, hers_codes[0])

    assert linked.account.user_id == shop
    assert [account.user_id for account in await product.linked(VERA)] == [shop]
    assert await product.linked(MALLORY) == []
    assert product.asked()[EXCHANGE] == 1


async def test_a_code_under_the_state_of_another_flow(product: Product, shop: str) -> None:
    """T-COSF-3, T-COSF-5: a code that was read somewhere and comes again, under another state.

    Which of the two brought what was stolen, nobody can tell: both start anew.
    """
    hers = await product.go_through_instagram(shop, VERA)
    return_code, typed_code = await product.return_codes(hers)
    his = await product.go_through_instagram(shop, MALLORY)

    page = await product.browser.get(his.update_query(code=hers.query["code"]))
    unknown = await product.browser.get(hers.update_query(state="nonsense"))

    assert (page.status, page.text) == (unknown.status, unknown.text)
    assert sorted(await product.outbox()) == [("link_expired", MALLORY), ("link_expired", VERA)]
    for step in (
        product.finish_linking.by_return_code(VERA, return_code),
        product.finish_linking.by_typed_code(VERA, typed_code),
    ):
        assert isinstance(await refused(step), LinkExpired)
    assert (await product.browser.get(his)).status == 410, "his state is used up as well"
    assert await nothing_came_of_it(product)


@pytest.mark.parametrize("when", ["after use", "after ten minutes"])
async def test_a_code_that_has_served_or_run_out_serves_nobody_again(
    product: Product, shop: str, when: str
) -> None:
    """T-COSF-5: the code lives for an hour at Instagram, longer than our link."""
    hers = await product.go_through_instagram(shop, VERA)
    return_code, _ = await product.return_codes(hers)
    if when == "after use":
        await product.finish_linking.by_return_code(VERA, return_code)
    else:
        product.later(minutes=11)
    exchanges = product.asked()[EXCHANGE]
    his = await product.go_through_instagram(shop, MALLORY)

    page = await product.browser.get(his.update_query(code=hers.query["code"]))

    assert page.status == 410
    assert product.asked()[EXCHANGE] == exchanges
    assert await product.linked(MALLORY) == []
    assert len(await product.linked(VERA)) == (1 if when == "after use" else 0)


async def test_a_code_is_remembered_though_another_came_with_its_state_before(
    product: Product, shop: str
) -> None:
    """T-COSF-3: whoever has seen her state brings a code of their own with it, to hide hers."""
    hers = await product.go_through_instagram(shop, VERA)
    await product.browser.get(hers.update_query(code="planted"))
    assert (await product.browser.get(hers)).status == 410, "her state is used up"
    his = await product.go_through_instagram(shop, MALLORY)

    page = await product.browser.get(his.update_query(code=hers.query["code"]))

    assert page.status == 410
    assert await nothing_came_of_it(product)


async def test_codes_beyond_number_are_not_all_remembered(product: Product, shop: str) -> None:
    hers = await product.go_through_instagram(shop, VERA)
    for number in range(link_attempts.MOST_CODES + 10):
        await product.browser.get(hers.update_query(code=f"code-{number}"))
    assert await counted(product, "link_code") == link_attempts.MOST_CODES


# T-COSF-4: races --------------------------------------------------------------------------------


@pytest.mark.proves("S2")
async def test_of_two_hundred_callbacks_with_one_state_exactly_one_wins(
    product: Product, shop: str
) -> None:
    """T-COSF-4, row 2."""
    callback = await product.go_through_instagram(shop)
    answers = await asyncio.gather(*(product.browser.get(callback) for _ in range(200)))

    assert sorted(answer.status for answer in answers) == [303] + [410] * 199
    return_code, _ = codes_on(await product.browser.get(product.public_url / "connect" / "done"))
    linked = await product.finish_linking.by_return_code(ANA, return_code)
    assert linked.account.user_id == shop


async def test_of_two_hundred_callbacks_with_as_many_codes_exactly_one_wins(
    product: Product, shop: str
) -> None:
    """T-COSF-4: whatever is put beside the state."""
    callback = await product.go_through_instagram(shop)
    answers = await asyncio.gather(
        *(product.browser.get(callback.update_query(code=f"code-{n}")) for n in range(200))
    )

    assert sorted(answer.status for answer in answers) == [303] + [410] * 199
    assert await counted(product, "link_attempt WHERE code IS NOT NULL") == 1


async def test_of_many_returns_with_one_code_one_links(product: Product, shop: str) -> None:
    """T-COSF-4, target 2: the return code, and the typed code beside it."""
    return_code, typed_code = await product.return_codes(await product.go_through_instagram(shop))
    steps = [product.finish_linking.by_return_code(ANA, return_code) for _ in range(195)]
    steps += [product.finish_linking.by_typed_code(ANA, typed_code) for _ in range(5)]
    outcomes = await asyncio.gather(*steps, return_exceptions=True)

    assert sum(isinstance(one, Linked) for one in outcomes) == 1
    assert all(isinstance(one, Linked | BotError) for one in outcomes)
    assert product.asked()[EXCHANGE] == 1
    assert await counted(product, "link") == 1


async def test_the_victim_and_the_attacker_come_back_at_once(product: Product, shop: str) -> None:
    """T-COSF-1 in a race: the attacker brings the code of his own link at the same moment."""
    await product.meet(VERA)
    return_code, _ = await product.return_codes(await product.go_through_instagram(shop, MALLORY))
    came = [VERA, MALLORY] * 10
    outcomes = await asyncio.gather(
        *(product.finish_linking.by_return_code(who, return_code) for who in came),
        return_exceptions=True,
    )

    assert not any(isinstance(one, Linked) for one in outcomes[::2]), "Vera never links here"
    linked = sum(isinstance(one, Linked) for one in outcomes)
    assert linked == await counted(product, "link") == product.asked()[EXCHANGE] <= 1
    assert await product.linked(VERA) == []


async def test_many_taps_on_connect_leave_one_live_link(product: Product) -> None:
    """Two devices, or two processes: the limit holds, and the last one alone is good."""
    await product.meet(ANA)
    outcomes = await asyncio.gather(
        *(product.start_linking(ANA, ANA) for _ in range(20)), return_exceptions=True
    )

    refusals = [one for one in outcomes if isinstance(one, BaseException)]
    assert len(outcomes) - len(refusals) == ATTEMPTS_AN_HOUR
    assert all(isinstance(one, TooManyAttempts) for one in refusals)
    assert await counted(product, "link_attempt WHERE status = 'offered'") == 1


# T-COSF-5: replays, and no oracle ---------------------------------------------------------------


def told_apart(answers: list[Answer]) -> set[tuple[int, bytes, frozenset[tuple[str, str]]]]:
    """What somebody who compares the answers sees; the date is everybody's."""

    def headers(answer: Answer) -> Mapping[str, str]:
        return {name: value for name, value in answer.headers.items() if name != "Date"}

    return {
        (answer.status, answer.text.encode(), frozenset(headers(answer).items()))
        for answer in answers
    }


@pytest.mark.proves("S2")
async def test_every_state_that_is_not_good_is_answered_with_the_same_bytes(
    product: Product, shop: str
) -> None:
    """T-COSF-5, row 2: unknown, forged, used, replaced, expired, and those with a used code."""
    used = await product.go_through_instagram(shop, 21)
    await product.browser.get(used)
    replaced = await product.go_through_instagram(shop, 22)
    await product.go_through_instagram(shop, 22)
    expired = await product.go_through_instagram(shop, 23)
    fresh = product.states.make(ANA, new_secret(), product.clock.now()).reveal()
    stolen = await product.go_through_instagram(shop, 24)
    callback = product.public_url / "connect" / "callback"
    addresses = [
        used,
        replaced,
        used.update_query(state=fresh),
        used.update_query(state=new_secret().reveal()),
        used.update_query(state=fresh[:-2]),
        used.update_query(state=""),
        used.update_query(state="\N{SNOWMAN}"),
        stolen.update_query(code=used.query["code"]),
        callback.with_query(code="only"),
        callback.with_query(error="access_denied"),
        callback,
    ]
    answers = [await product.browser.get(address) for address in addresses]
    product.later(minutes=10)
    answers += [await product.browser.get(address) for address in (expired, used, stolen)]
    product.browser.session.cookie_jar.clear()
    answers.append(await product.browser.get(product.public_url / "connect" / "done"))

    assert len(told_apart(answers)) == 1
    assert answers[0].status == 410


async def test_every_ticket_that_is_not_good_is_answered_with_the_same_bytes(
    product: Product, shop: str
) -> None:
    """T-COSF-5 at the start page, for looking and for pressing."""
    returned = await product.invite(31)
    await product.browser.get(await product.consent(await product.press_continue(returned), shop))
    replaced = await product.invite(32)
    await product.invite(32)
    expired = await product.invite(33)
    unknown = product.public_url / "connect" / new_secret().reveal()
    addresses = [returned, replaced, unknown]
    looked = [await product.browser.get(address) for address in addresses]
    pressed = [await product.browser.post(address, {}) for address in addresses]
    product.later(minutes=10)
    looked.append(await product.browser.get(expired))
    pressed.append(await product.browser.post(expired, {}))

    assert len(told_apart(looked)) == len(told_apart(pressed)) == 1
    assert looked[0].status == pressed[0].status == 410


@pytest.mark.proves("S2")
async def test_return_codes_replayed_after_use_and_after_ten_minutes(
    product: Product, shop: str
) -> None:
    """T-COSF-5: strangers hear the same of a code that was used, ran out or never was."""
    await product.meet(VERA)
    return_code, typed_code = await product.return_codes(
        await product.go_through_instagram(shop, MALLORY)
    )
    await product.finish_linking.by_return_code(MALLORY, return_code)
    late_code, late_typed = await product.return_codes(await product.go_through_instagram(shop, 41))

    def strangers() -> list[object]:
        by_link = product.finish_linking.by_return_code
        by_code = product.finish_linking.by_typed_code
        return [
            by_link(VERA, return_code),
            by_link(VERA, new_secret()),
            by_link(VERA, Secret("")),
            by_code(VERA, typed_code),
            by_code(VERA, new_typed_code()),
        ]

    refusals = [await refused(step) for step in strangers()]
    assert isinstance(
        await refused(product.finish_linking.by_return_code(MALLORY, return_code)), LinkUsed
    ), "its own person may know"
    product.later(minutes=10)
    refusals += [await refused(step) for step in strangers()]
    refusals.append(await refused(product.finish_linking.by_return_code(VERA, late_code)))
    refusals.append(await refused(product.finish_linking.by_return_code(41, late_code)))
    refusals.append(await refused(product.finish_linking.by_typed_code(41, late_typed)))

    assert {type(one) for one in refusals} == {LinkExpired}
    assert len({str(refusal_screen(one, ENGLISH).text) for one in refusals}) == 1
    assert product.asked()[EXCHANGE] == 1


@pytest.mark.proves("S2")
async def test_a_hundred_thousand_random_states_hit_nothing(product: Product, shop: str) -> None:
    """Row 2: neither as our signature nor, past it, as anything that the database knows."""
    callback = await product.go_through_instagram(shop)
    now, code = product.clock.now(), Secret("code")
    assert not any(product.states.genuine(new_secret(), now) for _ in range(100_000))
    guesses = [link_attempts.sha256(new_secret()) for _ in range(100_000)]
    async with product.database.session() as session:
        for start in range(0, len(guesses), 500):
            some = "','".join(guesses[start : start + 500])
            found = await session.scalar(
                text(
                    f"SELECT count(*) FROM link_attempt WHERE state_sha256 IN ('{some}')"
                    f" OR ticket_sha256 IN ('{some}') OR return_sha256 IN ('{some}')"
                )
            )
            assert found == 0
    for _ in range(20):
        state = product.states.make(ANA, new_secret(), now)
        assert isinstance(await refused(product.receive_authorization(state, code)), LinkExpired)
    assert (await product.browser.get(callback)).status == 303, "the one that is good still is"


# T-COSF-6: scanners -----------------------------------------------------------------------------


async def test_ten_scanners_of_the_start_page_use_nothing_up(product: Product, shop: str) -> None:
    """T-COSF-6: link previews in chats open every address, some with HEAD or OPTIONS."""
    invitation = await product.invite()
    methods = ["GET", "HEAD", "OPTIONS"]
    scanned = [
        (await product.browser.ask(method, invitation)).status
        for _ in range(10)
        for method in methods
    ]
    assert scanned == [200, 200, 405] * 10

    consent_page = await product.press_continue(invitation)
    again = [(await product.browser.ask("GET", invitation)).status for _ in range(10)]
    return_code, _ = await product.return_codes(await product.consent(consent_page, shop))

    assert again == [200] * 10
    linked = await product.finish_linking.by_return_code(ANA, return_code)
    assert linked.account.user_id == shop


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST", "PUT"])
async def test_a_scanner_of_the_callback_uses_nothing_up(
    product: Product, shop: str, method: str
) -> None:
    """T-COSF-6 where the address holds state and code: only a browser's GET takes them."""
    callback = await product.go_through_instagram(shop)
    scanned = [await product.browser.ask(method, callback) for _ in range(10)]

    assert {answer.status for answer in scanned} == {405}
    assert not any("Set-Cookie" in answer.headers for answer in scanned)
    return_code, _ = await product.return_codes(callback)
    linked = await product.finish_linking.by_return_code(ANA, return_code)
    assert linked.account.user_id == shop


# Row 19: what stays behind in a browser ---------------------------------------------------------


@pytest.mark.proves("S19")
async def test_state_and_code_leave_the_address_with_the_first_redirect(
    product: Product, shop: str
) -> None:
    """Row 19: one redirect to an address without a query; nothing of the secrets goes along."""
    callback = await product.go_through_instagram(shop)
    returned = await product.browser.get(callback)
    done = await product.browser.get(returned.location)

    assert returned.status == 303
    assert str(returned.location) == str(product.public_url / "connect" / "done")
    assert returned.text == ""
    assert done.status == 200
    assert "Location" not in done.headers
    sent = " ".join([returned.text, done.text, *returned.headers.values(), *done.headers.values()])
    for secret in callback.query.values():
        assert secret not in sent
    assert "Refresh" not in done.headers
    assert "http-equiv" not in done.text
