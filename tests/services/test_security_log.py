"""Every security event writes exactly one row, with its effect or not at all; people see theirs."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.secret import Secret
from bot.domain.security import SecurityEvent
from bot.exports.my_data import PackMyData
from bot.instagram.http import PATIENCE, WAITED_FOR
from bot.presenters.security_log import EVENTS
from bot.services.delete_me import AskDeleteMe
from bot.services.export_my_data import ExportMyData
from bot.services.link_refusals import (
    LinkDenied,
    LinkExpired,
    LinkPending,
    NotProfessional,
    WrongPerson,
)
from bot.services.manage_accounts import UnlinkAccount
from bot.services.meta_requests import Deauthorize, DeleteInstagramData, MetaRequest
from bot.services.ports import Purpose
from bot.services.resume_linking import CancelLinking
from bot.services.show_security_log import ShowSecurityLog
from bot.storage.unit_of_work import SqlDatabase
from tests.support.product import ANA, BORIS, Product

STARTED, RETURNED, CONFIRMED = (
    SecurityEvent.LINK_STARTED,
    SecurityEvent.LINK_RETURNED,
    SecurityEvent.LINK_CONFIRMED,
)
Step = Callable[[Product, str], Awaitable[None]]


async def rows(database: SqlDatabase) -> list[tuple[str, str]]:
    """Who, and what with its result, oldest first."""
    async with database.session() as session:
        found = await session.execute(text("SELECT who, what, result FROM audit ORDER BY id"))
        return [(row.who, f"{row.what}.{row.result}") for row in found]


async def linked(product: Product, shop: str) -> None:
    await product.link(shop)


async def brought_to_another_chat(product: Product, shop: str) -> None:
    callback = await product.go_through_instagram(shop)
    return_code, _ = await product.return_codes(callback)
    await product.meet(BORIS)
    with pytest.raises(WrongPerson):
        await product.finish_linking.by_return_code(BORIS, return_code)


async def unknown_return_code(product: Product, _: str) -> None:
    with pytest.raises(LinkExpired):
        await product.finish_linking.by_return_code(ANA, Secret("x" * 43))


async def unknown_typed_code(product: Product, _: str) -> None:
    with pytest.raises(LinkExpired):
        await product.finish_linking.by_typed_code(ANA, Secret("8MXW3RTP"))


async def declined(product: Product, shop: str) -> None:
    consent_page = await product.press_continue(await product.invite())
    callback = await product.consent(consent_page, shop, decision="deny")
    state = Secret(callback.query["state"])
    with pytest.raises(LinkDenied):
        await product.receive_authorization(state, None)


async def no_professional(product: Product, _: str) -> None:
    friend = await product.account(username="leo.at.home", account_type="PERSONAL")
    with pytest.raises(NotProfessional):
        await product.link(friend["user_id"])


async def cancelled(product: Product, shop: str) -> None:
    await product.switch("server_error", endpoint="/oauth/access_token")
    with pytest.raises(LinkPending):
        await product.link(shop)
    assert await CancelLinking(product.database)(ANA)
    assert not await CancelLinking(product.database)(ANA), "nothing to note the second time"


async def unlinked(product: Product, shop: str) -> None:
    account = (await product.link(shop)).account
    await UnlinkAccount(product.database)(ANA, account.id)


async def exported(product: Product, shop: str) -> None:
    await product.link(shop)
    for file in await ExportMyData(product.database, product.clock, PackMyData())(ANA):
        file.content.close()


async def asked_to_delete(product: Product, _: str) -> None:
    await AskDeleteMe(product.database, product.clock)(ANA)


def meta_request(product: Product, shop: str) -> MetaRequest:
    return MetaRequest(shop, product.clock.now(), "0" * 64)


async def removed_at_instagram(product: Product, shop: str) -> None:
    await product.link(shop)
    for _ in range(2):
        await Deauthorize(product.database)(meta_request(product, shop))


async def deleted_at_instagram(product: Product, shop: str) -> None:
    await product.link(shop)
    for _ in range(2):
        await DeleteInstagramData(product.database, lambda: "c" * 22)(meta_request(product, shop))


LINKED = [("7", STARTED), ("7", RETURNED), ("7", CONFIRMED)]


@pytest.mark.proves("S16")
@pytest.mark.parametrize(
    ("step", "noted"),
    [
        (linked, LINKED),
        (
            brought_to_another_chat,
            [("7", STARTED), ("7", RETURNED), ("8", SecurityEvent.LINK_WRONG_USER)],
        ),
        (unknown_return_code, [("7", SecurityEvent.LINK_EXPIRED)]),
        (unknown_typed_code, [("7", SecurityEvent.LINK_EXPIRED)]),
        (declined, [("7", STARTED), ("7", SecurityEvent.LINK_DENIED)]),
        (
            no_professional,
            [("7", STARTED), ("7", RETURNED), ("7", SecurityEvent.LINK_FAILED)],
        ),
        (cancelled, [("7", STARTED), ("7", RETURNED), ("7", SecurityEvent.LINK_CANCELLED)]),
        (unlinked, [*LINKED, ("7", SecurityEvent.UNLINKED)]),
        (exported, [*LINKED, ("7", SecurityEvent.EXPORTED)]),
        (asked_to_delete, [("7", SecurityEvent.DELETION_ASKED)]),
        (removed_at_instagram, [*LINKED, ("7", SecurityEvent.ACCESS_REMOVED)]),
        (deleted_at_instagram, [*LINKED, ("7", SecurityEvent.DELETED_BY_INSTAGRAM)]),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
async def test_what_happens_is_noted_once(
    product: Product,
    shop: str,
    step: Step,
    noted: list[tuple[str, SecurityEvent]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(PATIENCE, Purpose.PERSON, replace(WAITED_FOR, total=1.0))
    await product.meet()
    await step(product, shop)
    assert await rows(product.database) == noted


async def test_of_a_deleted_person_only_the_deletion_itself_is_known(
    product: Product, shop: str
) -> None:
    await product.link(shop, BORIS)
    await product.link(shop, ANA)
    await asked_to_delete(product, shop)
    await product.delete_everything()
    kept = await rows(product.database)
    assert [row for row in kept if row[0] == "7"] == []
    assert kept[-1] == ("-", SecurityEvent.DELETION_DONE)
    assert len(kept) == 4, "what Boris did stays his"


async def test_what_comes_to_nothing_is_not_noted(product: Product) -> None:
    """The row is written in the transaction of what it tells."""

    async def cut_off() -> None:
        async with product.database.transaction() as stored:
            await stored.audit.note(SecurityEvent.UNLINKED, ANA)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await cut_off()
    assert await rows(product.database) == []


@pytest.mark.proves("S16")
async def test_no_row_can_be_changed(database: SqlDatabase) -> None:
    """Also by somebody who reaches the database as we do."""
    async with database.transaction() as work:
        await work.audit.note(SecurityEvent.LINK_DENIED, ANA)
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.session() as session:
            await session.execute(text("UPDATE audit SET result = 'confirmed'"))
    assert await rows(database) == [("7", SecurityEvent.LINK_DENIED)]


async def test_people_see_their_own_newest_first_and_ten_at_once(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        for _ in range(11):
            await work.audit.note(SecurityEvent.LINK_STARTED, ANA)
        await work.audit.note(SecurityEvent.LINK_CONFIRMED, ANA)
        for _ in range(30):
            await work.audit.note(SecurityEvent.EXPORTED, BORIS)
        await work.audit.note(SecurityEvent.STARTED, settings="0123456789ab")
    show = ShowSecurityLog(database)
    first, second = await show(ANA, 0), await show(ANA, 1)
    assert [entry.event for entry in first.entries] == [CONFIRMED] + [STARTED] * 9
    assert [entry.event for entry in second.entries] == [STARTED] * 2
    assert (first.page, first.pages) == (0, 2)
    # Old buttons name pages that are not there, or no more.
    assert (await show(ANA, 99)).page == 1
    assert (await show(ANA, -5)).page == 0
    nobody = await show(99, 0)
    assert (list(nobody.entries), nobody.pages) == ([], 0)


def test_every_event_of_people_has_words() -> None:
    of_nobody = {
        SecurityEvent.STARTED,
        SecurityEvent.KEYS_ROTATED,
        SecurityEvent.WEBHOOK_REFUSED,
        SecurityEvent.DELETION_DONE,
    }
    assert EVENTS.keys() == set(SecurityEvent) - of_nobody


async def test_rows_go_when_their_year_is_over(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        await work.audit.note(SecurityEvent.LINK_DENIED, ANA)
        now = database.clock.now()
        assert await work.audit.forget_before(now, 10) == 0
        assert await work.audit.forget_before(now + timedelta(seconds=1), 10) == 1
