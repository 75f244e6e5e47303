"""Meta's callbacks over HTTP: what Instagram signed is done, once; nothing else is."""

import asyncio
import base64
import hashlib
import hmac
import json
import logging
import random
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from sqlalchemy import select
from yarl import URL

from bot.services.instagram_access import NoHealthyLink
from bot.services.ports import Purpose
from bot.storage.tables import Base
from bot.storage.unit_of_work import SqlDatabase
from bot.web import bodies
from bot.web.meta_callbacks import LONGEST_BODY
from tests.support.people import access
from tests.support.product import ANA, BORIS, Answer, Product, start_product
from tests.support.whole_life import live, somebody, traces

DEAUTHORIZE, DELETION = "/meta/deauthorize", "/meta/data-deletion"


@pytest.fixture
async def product(database_url: str) -> AsyncIterator[Product]:
    """On SQLite and on PostgreSQL."""
    async with start_product(database_url) as started:
        yield started


def address(product: Product, path: str) -> str:
    return f"{product.public_url.origin()}{path}"


async def remove_app(product: Product, account: str) -> Answer:
    """What the person does in Instagram's settings; how we answered the callback."""
    told = await product.control(
        f"/instagram/accounts/{account}/revoke", {"url": address(product, DEAUTHORIZE)}
    )
    return Answer(told["status"], {}, told["body"])


async def ask_for_deletion(product: Product, account: str) -> dict[str, str]:
    told = await product.control(
        f"/instagram/accounts/{account}/deletion", {"url": address(product, DELETION)}
    )
    assert told["status"] == 200, told
    answered: dict[str, str] = json.loads(told["body"])
    assert answered.keys() == {"url", "confirmation_code"}
    return answered


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def sign(payload: str, secret: str) -> str:
    return encoded(hmac.new(secret.encode(), payload.encode(), hashlib.sha256).digest())


def signed(product: Product, content: Any, secret: str | None = None) -> str:
    """A signed request with any JSON, or any bytes, as its payload."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    payload = encoded(raw)
    return f"{sign(payload, secret or product.sandbox.credentials.instagram_app_secret)}.{payload}"


def content(product: Product, user_id: str, **changes: Any) -> dict[str, Any]:
    now = int(product.clock.now().timestamp())
    return {"algorithm": "HMAC-SHA256", "issued_at": now, "user_id": user_id, **changes}


async def post(product: Product, path: str, signed_request: str) -> Answer:
    return await product.browser.post(
        URL(address(product, path)), {"signed_request": signed_request}
    )


async def token_states(product: Product, account_id: int) -> list[tuple[str, str | None]]:
    async with product.database.reading() as stored:
        links = await stored.links.of_account(account_id)
        tokens = [await stored.links.token_of(link.id) for link in links]
    return [
        (link.state, token.token.reveal() if token else None)
        for link, token in zip(links, tokens, strict=True)
    ]


# Removed at Instagram ---------------------------------------------------------------------------


async def test_removing_the_app_wipes_the_tokens_and_tells_everybody_once(
    product: Product, shop: str
) -> None:
    account = (await product.link(shop, ANA)).account
    await product.link(shop, BORIS)
    await product.outbox()
    product.later(hours=1)

    for _ in range(2):
        assert (await remove_app(product, shop)).status == 200

    assert await token_states(product, account.id) == [("needs_relink", None)] * 2
    assert sorted(await product.outbox()) == [("link_broken", ANA), ("link_broken", BORIS)]
    with pytest.raises(NoHealthyLink):
        await product.call_instagram(account.id, Purpose.PERSON, product.instagram.profile)


async def test_a_call_that_meets_the_removal_half_way_tells_nobody_twice(
    product: Product, shop: str
) -> None:
    account = (await product.link(shop)).account
    await product.outbox()
    product.later(hours=1)

    async def call(leave: Any) -> None:
        await remove_app(product, shop)
        await product.instagram.profile(access(leave.token, account.id))

    with pytest.raises(NoHealthyLink):
        await product.call_instagram(account.id, Purpose.PERSON, call)
    assert await product.outbox() == [("link_broken", ANA)]


async def test_an_old_removal_does_not_end_a_newer_link(product: Product, shop: str) -> None:
    account = (await product.link(shop)).account
    product.later(hours=1)
    earlier = signed(product, content(product, account.app_scoped_id))
    product.later(hours=1)
    await product.link(shop)
    before = await token_states(product, account.id)

    assert (await post(product, DEAUTHORIZE, earlier)).status == 200

    assert await token_states(product, account.id) == before
    assert before[0][0] == "active"


# Deletion ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("whose", ["app_scoped", "professional"])
async def test_everything_of_the_account_goes_and_the_people_are_told(
    product: Product, shop: str, whose: str
) -> None:
    await product.switch("signed_request_user_id", id=whose)
    account = (await product.link(shop, ANA)).account
    await product.link(shop, BORIS)
    await product.sync()
    await product.outbox()
    product.later(hours=1)

    await ask_for_deletion(product, shop)

    marks = [account.user_id, account.app_scoped_id, account.username]
    assert await traces(product.database, marks) == []
    async with product.database.reading() as stored:
        assert await stored.people.get(ANA) is not None
    told = [("instagram_data_deleted", ANA), ("instagram_data_deleted", BORIS)]
    assert sorted(await product.outbox()) == told


@pytest.mark.proves("S35")
async def test_nothing_of_the_account_is_left_in_any_table(product: Product) -> None:
    zoe, bob, eve = somebody(1), somebody(2), somebody(3)
    await live(product.database, zoe)
    await live(product.database, bob, account=zoe)
    await live(product.database, eve)
    product.later(hours=1)

    request = signed(product, content(product, zoe.app_scoped_id))
    assert (await post(product, DELETION, request)).status == 200

    assert await traces(product.database, zoe.of_the_account) == []
    kept = await traces(product.database, [zoe.first_name, bob.first_name, eve.words])
    assert {f"person: {zoe.first_name}", f"person: {bob.first_name}"} < set(kept)
    assert f"media: {eve.words}" in kept


@pytest.mark.proves("S5")
async def test_the_same_request_gets_the_same_code_and_deletes_nothing_again(
    product: Product, shop: str
) -> None:
    account = (await product.link(shop)).account
    product.later(hours=1)
    request = signed(product, content(product, account.app_scoped_id))
    first = await post(product, DELETION, request)
    await product.link(shop)
    again = await asyncio.gather(*(post(product, DELETION, request) for _ in range(5)))
    assert {answer.text for answer in again} == {first.text}
    assert len(await product.linked()) == 1


async def test_many_at_once_delete_once(product: Product, shop: str) -> None:
    account = (await product.link(shop)).account
    product.later(hours=1)
    await product.outbox()
    request = signed(product, content(product, account.app_scoped_id))
    answers = await asyncio.gather(*(post(product, DELETION, request) for _ in range(20)))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert await product.outbox() == [("instagram_data_deleted", ANA)]


async def test_a_replay_whose_code_is_forgotten_does_not_delete_a_newer_link(
    product: Product, shop: str
) -> None:
    account = (await product.link(shop)).account
    product.later(hours=1)
    request = signed(product, content(product, account.app_scoped_id))
    await post(product, DELETION, request)
    product.later(days=400)
    async with product.database.transaction() as stored:
        assert await stored.data_deletions.forget_before(product.clock.now(), 10) == 1
    await product.link(shop)

    assert (await post(product, DELETION, request)).status == 200

    (linked,) = await product.linked()
    assert linked.user_id == shop


@pytest.mark.proves("S5")
async def test_who_is_unknown_is_answered_alike(product: Product, shop: str) -> None:
    account = (await product.link(shop)).account
    product.later(hours=1)
    known = await post(product, DELETION, signed(product, content(product, account.app_scoped_id)))
    unknown = await post(product, DELETION, signed(product, content(product, "42")))
    assert known.status == unknown.status == 200
    shapes = [
        {name: len(value) for name, value in json.loads(answer.text).items()}
        for answer in (known, unknown)
    ]
    assert shapes[0] == shapes[1]
    assert (await post(product, DEAUTHORIZE, signed(product, content(product, "42")))).status == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [("en-GB,en", "has been deleted"), ("ru", "удалено"), ("es-MX", "se ha borrado todo")],
)
async def test_the_status_page_says_that_it_is_done_and_holds_no_data(
    product: Product, shop: str, language: str, words: str
) -> None:
    account = (await product.link(shop)).account
    product.later(hours=1)
    answered = await ask_for_deletion(product, shop)
    page = await product.browser.get(URL(answered["url"]), **{"Accept-Language": language})
    assert page.status == 200
    assert words in page.text
    assert "2026" in page.text
    for secret in (shop, account.app_scoped_id, account.username, answered["confirmation_code"]):
        assert secret not in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    nobodys = URL(answered["url"]).with_name("A" * 22)
    assert (await product.browser.get(nobodys)).status == 404


@pytest.mark.parametrize("secret", ["instagram", "meta"])
async def test_each_of_our_secrets_may_sign(product: Product, shop: str, secret: str) -> None:
    await product.link(shop)
    product.later(hours=1)
    await product.switch("webhook_signature", secret=secret)
    assert (await remove_app(product, shop)).status == 200


# Forged -----------------------------------------------------------------------------------------


def flips(text: str) -> Iterator[str]:
    """Each with one bit of one character changed."""
    for position, sign in enumerate(text):
        for bit in range(7):
            yield text[:position] + chr(ord(sign) ^ 1 << bit) + text[position + 1 :]


def oddities(product: Product, user_id: str) -> Iterator[str]:
    """What no signature makes right."""
    good = content(product, user_id)
    plain = signed(product, good)
    signature, _, payload = plain.partition(".")
    yield from ["", ".", "..", signature, payload, f".{payload}", f"{signature}.", f"{plain}."]
    yield from [f"{plain}.{payload}", f".{plain}", f"{signature}..{payload}", f"{plain}\n"]
    yield from [f"{signature}={'.'}{payload}", f"{plain}=", f"{plain}==", f" {plain}", f"{plain} "]
    yield from [f"{signature[:-1]}.{payload}", f"{signature}A.{payload}", payload + "." + signature]
    yield plain.replace("-", "+").replace("_", "/") + "+/"
    yield signed(product, good, product.sandbox.credentials.bot_token)
    yield signed(product, good, "0" * 32)
    for algorithm in (
        "none",
        "HMAC-MD5",
        "hmac-sha256",
        "HMAC-SHA1",
        "",
        None,
        256,
        ["HMAC-SHA256"],
    ):
        yield signed(product, {**good, "algorithm": algorithm})
    for wrong in (None, "", "abc", "1" * 33, -1, 1.5, True, [user_id], {"id": user_id}, "１２"):
        yield signed(product, {**good, "user_id": wrong})
    for wrong in (None, "1790000000", 1.5, True, 10**30, -(10**30), [], {}):
        yield signed(product, {**good, "issued_at": wrong})
    for left_out in good:
        yield signed(product, {key: value for key, value in good.items() if key != left_out})
    for raw in (b"", b"{", b"[]", b"null", b"1", b'"text"', b"\xff\xfe", b"[" * 11_000, b"NaN"):
        yield signed(product, raw)
    yield signed(product, json.dumps(good).replace(str(good["issued_at"]), "9" * 5000).encode())


@pytest.mark.proves("S5")
async def test_a_thousand_forgeries_change_nothing(
    product: Product, shop: str, caplog: pytest.LogCaptureFixture
) -> None:
    account = (await product.link(shop)).account
    product.later(hours=1)
    good = signed(product, content(product, account.app_scoped_id))
    chance = random.Random(20261128)
    guesses = [f"{encoded(chance.randbytes(32))}.{good.partition('.')[2]}" for _ in range(60)]
    everything = [*flips(good), *oddities(product, account.app_scoped_id), *guesses]
    assert len(everything) >= 1000
    before = await everything_stored(product.database)
    caplog.set_level(logging.ERROR)

    gate = asyncio.Semaphore(8)

    async def refused(forged: str, path: str) -> tuple[int, str]:
        async with gate:
            return (await post(product, path, forged)).status, forged

    answers = await asyncio.gather(
        *(refused(forged, (DELETION, DEAUTHORIZE)[n % 2]) for n, forged in enumerate(everything))
    )

    assert [answer for answer in answers if answer[0] not in {400, 401}] == []
    assert {status for status, _ in answers} == {400, 401}
    after = await everything_stored(product.database)
    noted = set(after.pop("audit")) - set(before.pop("audit"))
    assert len(noted) == 2, "one for the first, one for many: nobody can fill the database"
    assert after == before
    assert caplog.records == []
    assert (await post(product, DELETION, good)).status == 200
    assert await product.linked() == []


async def everything_stored(database: SqlDatabase) -> dict[str, list[str]]:
    async with database.session() as session:
        return {
            name: sorted(repr(tuple(row)) for row in await session.execute(select(table)))
            for name, table in Base.metadata.tables.items()
        }


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"signed_request=a.b&signed_request=a.b", 400),
        (b"&".join(b"x%d=1" % n for n in range(20)), 400),
        (b"\xff\xfe\x00", 400),
        (b"signed_request=%ff%fe.a", 400),
        (b'{"signed_request": "a.b"}', 400),
        (b"a" * LONGEST_BODY, 400),
        (b"a" * (LONGEST_BODY + 1), 413),
        (b"signed_request=" + b"a" * 900_000, 413),
    ],
)
async def test_odd_bodies_are_refused(product: Product, body: bytes, status: int) -> None:
    answer = await product.browser.ask("POST", URL(address(product, DELETION)), data=body)
    assert answer.status == status


@pytest.mark.proves("S25")
async def test_a_body_in_pieces_has_the_same_limit(product: Product) -> None:
    async def pieces(count: int) -> AsyncIterator[bytes]:
        for _ in range(count):
            yield b"a" * 1024

    for count, status in ((16, 400), (17, 413)):
        answer = await product.browser.ask(
            "POST", URL(address(product, DELETION)), data=pieces(count)
        )
        assert answer.status == status


async def test_a_body_that_never_ends_is_not_waited_for(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "READ_WITHIN", 0.05)

    async def dripping() -> AsyncIterator[bytes]:
        yield b"signed_request="
        await asyncio.Event().wait()

    answer = await product.browser.ask("POST", URL(address(product, DELETION)), data=dripping())
    assert answer.status == 408


async def test_a_bad_gzip_is_refused(product: Product) -> None:
    answer = await product.browser.ask(
        "POST",
        URL(address(product, DELETION)),
        data=b"no gzip",
        headers={"Content-Encoding": "gzip"},
    )
    assert answer.status == 400


async def test_reading_the_callbacks_changes_nothing(product: Product) -> None:
    for path in (DELETION, DEAUTHORIZE):
        assert (await product.browser.get(URL(address(product, path)))).status == 405
