"""``/audience``: what is known for a week is shown, else Instagram is asked this one question."""

from bot.domain.errors import Refusal
from bot.services.read_audience import ReadAudience
from bot.services.show_audience import ShowAudience
from tests.support.product import ANA, Product

AGES = ("follower_demographics", "age")
ENGAGED = ("engaged_audience_demographics", "country")
ASKED = "instagram GET /{user}/insights"


def show_audience(product: Product) -> ShowAudience:
    asking = (product.database, product.clock, product.instagram, product.call_instagram)
    return ShowAudience(product.database, product.clock, ReadAudience(*asking))


async def link(product: Product, followers: int = 5000) -> None:
    made = await product.account(username="tea.shop", followers=followers)
    await product.link_with_token(made)


def calls(product: Product) -> int:
    return product.asked()[ASKED]


async def test_what_nobody_has_read_is_asked_once(product: Product) -> None:
    await link(product)
    show = show_audience(product)
    first = await show(ANA, *AGES)
    assert sum(first.parts.values()) > 4000
    assert first.parts["25-34"] > first.parts["65+"]
    assert (first.as_of, first.stale) == (product.clock.now(), None)
    assert calls(product) == 1
    product.later(days=6)
    assert (await show(ANA, *AGES)).parts == first.parts
    assert calls(product) == 1
    product.later(days=2)
    assert (await show(ANA, *AGES)).as_of == product.clock.now()
    assert calls(product) == 2


async def test_each_question_is_one_of_its_own(product: Product) -> None:
    await link(product)
    show = show_audience(product)
    countries = await show(ANA, "follower_demographics", "country")
    cities = await show(ANA, "follower_demographics", "city")
    assert "ES" in countries.parts
    assert any(", " in city for city in cities.parts)
    assert calls(product) == 2


async def test_a_small_account_has_no_audience_and_that_is_known(product: Product) -> None:
    await link(product, followers=60)
    show = show_audience(product)
    for question in (AGES, ENGAGED):
        result = await show(ANA, *question)
        assert (dict(result.parts), result.stale) == ({}, None)
        assert result.as_of == product.clock.now(), "Instagram was asked and gave nothing"


async def test_when_instagram_does_not_answer_the_last_known_is_shown(
    product: Product,
) -> None:
    await link(product)
    show = show_audience(product)
    known = await show(ANA, *AGES)
    product.later(days=8)
    await product.switch("server_error")
    later = await show(ANA, *AGES)
    assert (later.parts, later.as_of) == (known.parts, known.as_of)
    assert later.stale is not None
    assert later.stale.refusal is Refusal.TRANSIENT
    assert later.stale.retry_at is not None
    never = await show(ANA, *ENGAGED)
    assert (dict(never.parts), never.as_of) == ({}, None)
    assert never.stale is not None
