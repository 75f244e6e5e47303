"""What every page has in common: headers, languages, errors, limits."""

import asyncio
import gzip
import logging
import re
from collections.abc import AsyncIterator
from io import BytesIO

import pytest

from bot.web import bodies
from bot.web.linking import LONGEST_FORM
from tests.support.product import Answer, Product


async def every_page(product: Product, shop: str) -> dict[str, Answer]:
    """Each kind of answer that a browser may get from us."""
    browser, public_url = product.browser, product.public_url
    start = await browser.get(await product.invite())
    callback = await product.go_through_instagram(shop)
    returned = await browser.get(callback)
    declined = await product.consent(
        await product.press_continue(await product.invite()), shop, decision="deny"
    )
    return {
        "start": start,
        "return": returned,
        "done": await browser.get(returned.location),
        "expired": await browser.get(callback),
        "denied": await browser.get(declined),
        "continue": await browser.post(await product.invite(), {}),
        "not found": await browser.get(public_url / "nowhere"),
        "not allowed": await browser.ask("DELETE", public_url / "connect" / "done"),
        "too large": await browser.ask(
            "POST", await product.invite(), data=BytesIO(b"x" * 1_048_577)
        ),
        "style": await browser.get(public_url / "static" / "page.css"),
        "livez": await browser.get(public_url / "livez"),
    }


@pytest.mark.proves("S19")
async def test_every_answer_keeps_its_address_and_its_content_to_itself(
    product: Product, shop: str
) -> None:
    """Row 19."""
    pages = await every_page(product, shop)

    for name, page in pages.items():
        assert page.headers["Referrer-Policy"] == "no-referrer", name
        assert page.headers["Cache-Control"] == "no-store", name
        assert page.headers["X-Content-Type-Options"] == "nosniff", name
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        assert "frame-ancestors 'none'" in policy, name
        assert "base-uri 'none'" in policy, name
        assert "unsafe" not in policy, name


@pytest.mark.proves("S19")
async def test_no_page_loads_anything_from_elsewhere(product: Product, shop: str) -> None:
    """Row 19."""
    for name, page in (await every_page(product, shop)).items():
        loaded = re.findall(r'<(?:link|script|img)[^>]+(?:src|href)="([^"]+)"', page.text)
        assert all(address.startswith("/static/") for address in loaded), name
        assert "<style" not in page.text, name
        assert not re.search(r"<script(?![^>]*src=)", page.text), name


async def test_the_form_may_lead_to_instagram(product: Product) -> None:
    """Browsers hold form-action against the redirect that answers the form, too."""
    invitation = await product.invite()
    policy = (await product.browser.get(invitation)).headers["Content-Security-Policy"]
    consent_page = await product.press_continue(invitation)

    form_action = next(part for part in policy.split("; ") if part.startswith("form-action"))
    assert str(consent_page.origin()) in form_action.split()


async def test_what_static_pages_name_is_there(product: Product) -> None:
    start = await product.browser.get(await product.invite())
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', start.text):
        assert (await product.browser.get(product.public_url.with_path(address))).status == 200


async def test_unknown_addresses_and_methods_get_a_page_of_ours(product: Product) -> None:
    not_found = await product.browser.get(product.public_url / "nowhere")
    not_allowed = await product.browser.ask("DELETE", product.public_url / "connect" / "done")

    assert not_found.status == 404
    assert not_allowed.status == 405
    assert "GET" in not_allowed.headers["Allow"]
    for page in (not_found, not_allowed):
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "There is nothing here" in page.text


@pytest.mark.parametrize(
    ("accept_language", "language"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("es-419", "es"),
        ("fr-FR,es;q=0.5", "es"),
        ("fr", "en"),
        ("", "en"),
        (";;;,,,q=", "en"),
    ],
)
async def test_error_pages_speak_the_browsers_language(
    product: Product, accept_language: str, language: str
) -> None:
    headers = {"Accept-Language": accept_language}
    for path in ("nowhere", "connect/callback", "connect/done"):
        page = await product.browser.get(product.public_url.joinpath(*path.split("/")), **headers)
        assert f'<html lang="{language}">' in page.text


async def test_pages_for_a_known_person_speak_their_language(product: Product, shop: str) -> None:
    await product.meet(language="ru")
    invitation = await product.invite()
    start = await product.browser.get(invitation, **{"Accept-Language": "es"})
    callback = await product.consent(await product.press_continue(invitation), shop)
    done = await product.browser.get((await product.browser.get(callback)).location)

    assert '<html lang="ru">' in start.text
    assert '<html lang="ru">' in done.text


@pytest.mark.parametrize("cookie", ["", "xx.code.TYPED", "..", "en.", "en.code", "a" * 4000])
async def test_a_cookie_that_is_not_ours_is_an_expired_link(product: Product, cookie: str) -> None:
    done = await product.browser.get(
        product.public_url / "connect" / "done", Cookie=f"link={cookie}"
    )

    assert done.status == 410


async def test_a_name_cannot_bring_markup_into_a_page(product: Product) -> None:
    invitation = await product.invite()
    async with product.database.transaction() as stored:
        await stored.people.seen(7, '<script>alert("x")</script>', None, "en")
    start = await product.browser.get(invitation)

    assert "<script>alert" not in start.text
    assert "&lt;script&gt;alert" in start.text


@pytest.mark.proves("S25")
@pytest.mark.parametrize("chunked", [True, False])
@pytest.mark.parametrize(
    ("size", "status"), [(LONGEST_FORM, 303), (LONGEST_FORM + 1, 413), (5_000_000, 413)]
)
async def test_a_body_over_the_limit_is_refused(
    product: Product, size: int, status: int, chunked: bool
) -> None:
    body = b"x" * size

    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, size, 4096):
            yield body[at : at + 4096]

    answer = await product.browser.ask(
        "POST", await product.invite(), data=pieces() if chunked else BytesIO(body)
    )

    assert answer.status == status


@pytest.mark.proves("S26")
async def test_a_form_that_never_comes_to_its_end_is_not_waited_for(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "READ_WITHIN", 0.2)
    invitation = await product.invite()
    reader, writer = await asyncio.open_connection(product.public_url.host, invitation.port)
    head = f"POST {invitation.path} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\ntime_zo"
    writer.write(head.encode())
    answer = await reader.read()
    writer.close()

    assert answer.split()[1] == b"408"


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "multipart/form-data"}, b"no boundary", 303),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b"not multipart", 303),
        ({"Content-Type": "application/x-www-form-urlencoded; charset=klingon"}, b"a=b", 303),
        ({"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}, b"a=\xff", 303),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"&".join([b"a=b"] * 4000), 303),
        ({"Content-Encoding": "gzip"}, b"not gzip", 400),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"x" * 5_000_000), 400),
    ],
)
async def test_no_form_is_a_failure_of_ours(
    product: Product,
    headers: dict[str, str],
    body: bytes,
    status: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    answer = await product.browser.ask("POST", await product.invite(), headers=headers, data=body)

    assert answer.status == status
    assert not [one for one in caplog.records if one.name == "bot.web.app" and one.exc_info]


@pytest.mark.proves("S19")
async def test_the_log_has_one_line_a_request_and_no_address(
    product: Product, shop: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Row 19."""
    caplog.set_level(logging.INFO, "bot.web.app")
    await every_page(product, shop)

    lines = [record.getMessage() for record in caplog.records if record.name == "bot.web.app"]
    assert any(re.fullmatch(r"GET /connect/callback 303 \d+ ms", line) for line in lines)
    assert any(line.startswith("GET (no such route) 404") for line in lines)
    assert not any(re.search(r"[\w-]{43}|code=|state=", line) for line in lines)
