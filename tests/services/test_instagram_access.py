"""Calls with any healthy link; a dead one is marked, and its owner told once."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.accounts import Link, LinkState
from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.secret import Secret
from bot.services.due_work import failure, try_again_at
from bot.services.instagram_access import NoHealthyLink
from bot.services.ports import Access, IssuedToken, Purpose
from bot.storage.tables import LinkRow
from tests.support.clock import START
from tests.support.product import ANA, BORIS, SCOPES, Product


async def link_of(product: Product, person: int = ANA) -> Link:
    async with product.database.reading() as stored:
        (linked,) = await stored.accounts.linked_to(person)
    return linked.link


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("removed_app", "458"),
        ("checkpoint", "459"),
        ("password", "460"),
        ("expired", "463"),
        ("unconfirmed", "464"),
        ("invalid", "467"),
        ("role", "492"),
        ("unreadable", "190"),
    ],
)
async def test_a_dead_token_breaks_its_link_and_its_owner_is_told_once(
    product: Product, state: str, reason: str
) -> None:
    account_id = await product.link_with_token(await product.account())
    await product.switch("token_state", state=state)
    for _ in range(3):
        with pytest.raises(NoHealthyLink):
            await product.call_instagram(account_id, Purpose.PERSON, product.instagram.profile)

    link = await link_of(product)
    assert link.state is LinkState.NEEDS_RELINK
    assert link.reason == reason
    assert await product.outbox() == [("link_broken", ANA)]


async def test_calls_that_fail_at_the_same_time_tell_once(product: Product) -> None:
    account_id = await product.link_with_token(await product.account())
    await product.switch("token_state", state="password")
    results = await asyncio.gather(
        *(
            product.call_instagram(account_id, Purpose.PERSON, product.instagram.profile)
            for _ in range(10)
        ),
        return_exceptions=True,
    )

    assert {type(result) for result in results} == {NoHealthyLink}
    assert await product.outbox() == [("link_broken", ANA)]


async def test_a_dead_link_asks_instagram_no_more(product: Product) -> None:
    account_id = await product.link_with_token(await product.account())
    await product.switch("token_state", state="removed_app")
    with pytest.raises(NoHealthyLink):
        await product.call_instagram(account_id, Purpose.PERSON, product.instagram.profile)
    before = product.asked()
    with pytest.raises(NoHealthyLink):
        await product.call_instagram(account_id, Purpose.PERSON, product.instagram.profile)

    assert product.asked() == before


@pytest.mark.proves("F13")
async def test_a_permission_that_was_taken_back_breaks_the_link(product: Product) -> None:
    account_id = await product.link_with_token(await product.account())
    await product.switch("missing_permission")
    with pytest.raises(NoHealthyLink):
        await product.call_instagram(account_id, Purpose.PERSON, product.instagram.profile)

    assert (await link_of(product)).reason == "10"


async def test_the_next_healthy_link_serves(product: Product) -> None:
    made = await product.account()
    account_id = await product.link_with_token(made, ANA, days=60)
    await product.link_with_token(made, BORIS, days=50)
    await product.switch("token_state", 1, state="password")
    profile = await product.call_instagram(account_id, Purpose.PERSON, product.instagram.profile)

    assert profile.user_id == made["user_id"]
    assert (await link_of(product, ANA)).state is LinkState.NEEDS_RELINK
    assert (await link_of(product, BORIS)).state is LinkState.ACTIVE
    assert await product.outbox() == [("link_replaced", ANA)]


async def test_a_token_that_cannot_be_decrypted_is_a_broken_link(product: Product) -> None:
    """Somebody moved a token to another row: it opens for nobody."""
    made = await product.account()
    account_id = await product.link_with_token(made, ANA, days=50)
    await product.link_with_token(made, BORIS, days=60)
    async with product.database.session() as session:
        token = await session.scalar(select(LinkRow.token).where(LinkRow.telegram_user_id == ANA))
        await session.execute(
            update(LinkRow).where(LinkRow.telegram_user_id == BORIS).values(token=token)
        )
    profile = await product.call_instagram(account_id, Purpose.PERSON, product.instagram.profile)

    assert profile.user_id == made["user_id"]
    assert (await link_of(product, BORIS)).reason == "unreadable"
    assert (await link_of(product, ANA)).state is LinkState.ACTIVE
    assert await product.outbox() == [("link_replaced", BORIS)]


@pytest.mark.parametrize(
    ("fault", "params", "refusal"),
    [
        ("throttle", {"minutes": 5}, Refusal.THROTTLED),
        ("server_error", {}, Refusal.TRANSIENT),
        ("garbage", {}, Refusal.TRANSIENT),
        ("error", {"code": 368}, Refusal.BLOCKED),
        ("error", {"code": 3}, Refusal.MISCONFIGURED),
    ],
)
async def test_other_refusals_leave_the_link_alone(
    product: Product, fault: str, params: dict[str, object], refusal: Refusal
) -> None:
    account_id = await product.link_with_token(await product.account())
    await product.switch(fault, **params)
    with pytest.raises(InstagramRefused) as refused:
        await product.call_instagram(account_id, Purpose.PERSON, product.instagram.profile)

    assert refused.value.refusal is refusal
    assert (await link_of(product)).state is LinkState.ACTIVE
    assert await product.outbox() == []


async def test_a_link_that_breaks_again_is_told_again(product: Product) -> None:
    made = await product.account()
    account_id = await product.link_with_token(made)
    for _ in range(2):
        number = await product.switch("token_state", state="password")
        with pytest.raises(NoHealthyLink):
            await product.call_instagram(account_id, Purpose.PERSON, product.instagram.profile)
        assert await product.outbox() == [("link_broken", ANA)]
        product.sandbox.faults.remove(number)
        product.later(days=1)
        await product.link_with_token(made)

    assert (await link_of(product)).state is LinkState.ACTIVE


async def test_a_refusal_of_the_old_token_does_not_break_a_link_made_anew(product: Product) -> None:
    """The person linked again while a call with the old token was under way."""
    account_id = await product.link_with_token(await product.account())
    seen: list[Secret] = []

    async def link_again_meanwhile(access: Access) -> str:
        seen.append(access.token)
        if len(seen) > 1:
            return "served"
        now = product.clock.now()
        fresh = IssuedToken(Secret("fresh"), frozenset(SCOPES), now, now + timedelta(days=60))
        async with product.database.transaction() as stored:
            await stored.links.save(ANA, account_id, fresh)
        raise InstagramRefused(Refusal.TOKEN, "the old one", code=190, subcode=460)

    assert (
        await product.call_instagram(account_id, Purpose.PERSON, link_again_meanwhile) == "served"
    )
    assert seen[1] == Secret("fresh")
    assert await product.outbox() == []


@pytest.mark.parametrize(
    ("fault", "params"), [("throttle", {"minutes": 5}), ("error", {"code": 368})]
)
async def test_a_row_that_waits_for_instagram_has_not_failed(
    product: Product, fault: str, params: dict[str, object]
) -> None:
    """Neither the refusal itself nor what is held back after it counts against the row."""
    account_id = await product.link_with_token(await product.account())
    await product.switch(fault, 1, **params)
    for _ in range(2):
        with pytest.raises(InstagramRefused) as refused:
            await product.call_instagram(account_id, Purpose.REFRESH, product.instagram.profile)
        assert failure(refused.value) is None
        assert refused.value.retry_at is not None
        assert try_again_at(refused.value, START, timedelta()) == refused.value.retry_at


async def test_an_account_without_calls_left_is_tried_again_and_its_link_is_healthy(
    product: Product,
) -> None:
    account_id = await product.link_with_token(await product.account())
    before = product.asked()["instagram GET /{user}"]
    for _ in range(30):
        await product.call_instagram(account_id, Purpose.REFRESH, product.instagram.profile)
    with pytest.raises(InstagramRefused) as refused:
        await product.call_instagram(account_id, Purpose.REFRESH, product.instagram.profile)
    assert failure(refused.value) is None
    assert product.asked()["instagram GET /{user}"] == before + 30
    assert (await link_of(product)).state is LinkState.ACTIVE
