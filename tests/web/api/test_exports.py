"""Exports over HTTP: the tables of the chat, of the key's accounts only."""

import csv
import io

import openpyxl

from bot.domain.api_keys import ApiRight
from bot.domain.exports import ExportKind
from bot.domain.security import SecurityEvent
from bot.web.api.exports import XLSX, ExportedTable
from bot.web.api.shares import Shares
from tests.support.clock import FakeTime
from tests.support.product import ANA, BORIS, Product, start_product
from tests.web.api.conftest import ACCOUNTS, Api, user_id


async def exports(product: Product, account_id: int) -> str:
    return f"{ACCOUNTS}/{await user_id(product, account_id)}/exports"


async def test_csv_is_what_comes_when_nothing_is_said(
    api: Api, product: Product, shop_id: int, other_id: int
) -> None:
    got = await api.get(f"{await exports(product, shop_id)}/posts?period=all", await api.key())
    assert got.status == 200, got.body
    assert got.headers["Content-Type"] == "text/csv; charset=utf-8"
    disposition = got.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="tea.shop-posts-')
    assert disposition.endswith('.csv"')
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    rows = list(csv.DictReader(io.StringIO(got.body.removeprefix("\ufeff"))))
    mine = {await api.media_id(shop_id)}
    assert mine <= {row["media_id"] for row in rows}
    assert await api.media_id(other_id) not in got.body
    assert int(rows[0]["reach"]) > 0


async def test_xlsx_is_a_sheet(api: Api, product: Product, shop_id: int) -> None:
    path = f"{await exports(product, shop_id)}/reels?period=all&format=xlsx"
    got = await api.get_bytes(path, await api.key())
    assert got.headers["Content-Type"] == XLSX
    assert openpyxl.load_workbook(io.BytesIO(got.body)).worksheets[0].max_row > 3


async def test_an_export_is_of_the_named_account_whichever_the_chat_speaks_of(
    api: Api, product: Product, shop_id: int, garden_id: int
) -> None:
    key = await api.key()
    for account_id in (shop_id, garden_id):
        path = f"{await exports(product, account_id)}/posts?period=all&format=json"
        told = (await api.get(path, key)).body
        assert told["user_id"] == await user_id(product, account_id)
        assert told["rows"][-1]["media_id"] == await api.media_id(account_id)


async def test_json_has_the_shape_that_the_specification_tells_also_when_empty(
    api: Api, product: Product, shop_id: int
) -> None:
    path, key = await exports(product, shop_id), await api.key()
    for kind in ExportKind:
        got = await api.get(f"{path}/{kind}?format=json&period=all", key)
        assert got.status == 200, got.body
        told = ExportedTable.model_validate(got.body)
        assert (told.kind, told.account) == (kind, "tea.shop")
        assert bool(told.rows) is (kind is not ExportKind.STORIES)
        assert list(got.body) == list(ExportedTable.model_fields)


async def test_what_has_not_changed_is_not_made_again(
    api: Api, product: Product, shop_id: int
) -> None:
    path = f"{await exports(product, shop_id)}/posts?period=all"
    key = await api.key()
    first = await api.get(path, key)
    assert first.headers["ETag"].startswith('W/"')
    product.later(minutes=5)
    again = await api.get(path, key, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, None)
    assert again.headers["ETag"] == first.headers["ETag"]
    other_form = await api.get(f"{path}&format=json", key, If_None_Match=first.headers["ETag"])
    assert other_form.status == 200
    async with product.database.reading() as stored:
        events = [entry.event for entry in await stored.audit.of_person(ANA, 0, 10)]
    assert events.count(SecurityEvent.EXPORTED) == 2


async def test_an_export_counts_as_many_requests(sqlite_url: str) -> None:
    # While time stands still nothing of the share comes back.
    shares = Shares(monotonic=FakeTime().monotonic)
    async with start_product(sqlite_url, shares=shares) as product:
        made = await product.account(username="tea.shop", followers=5000)
        path = await exports(product, await product.link_with_token(made, ANA))
        api = Api(product)
        key = await api.key()
        assert "r=599;" in (await api.get(ACCOUNTS, key)).headers["RateLimit"]
        assert "r=579;" in (await api.get(f"{path}/days", key)).headers["RateLimit"]


async def test_what_no_export_has_is_told(api: Api, product: Product, shop_id: int) -> None:
    path, key = await exports(product, shop_id), await api.key()
    for wrong in (
        "posts?period=5d",
        "posts?format=pdf",
        "posts?period=7d&period=28d",
        "posts?kind=days",
        "thrills",
    ):
        assert (await api.get(f"{path}/{wrong}", key)).status == 422, wrong


async def test_an_export_needs_its_right_and_an_account_of_the_keys(
    api: Api, product: Product, shop_id: int, other_id: int
) -> None:
    mine, others = [await exports(product, one) for one in (shop_id, other_id)]
    everything_else = await api.key(ANA, rights=31 - int(ApiRight.EXPORTS))
    refused = await api.get(f"{mine}/posts", everything_else)
    assert (refused.status, refused.body["error"]) == (403, "key_may_not")
    assert (await api.get(f"{others}/posts", await api.key())).status == 404
    assert (await api.get(f"{mine}/posts", await api.key(BORIS))).status == 404
    assert (await api.get(f"{others}/posts", await api.key(ANA, shop_id))).status == 404
