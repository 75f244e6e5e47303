"""A shop with a linked account, numbers, and keys to read them with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from bot.chance import new_secret
from bot.domain.api_keys import ALL_RIGHTS
from bot.domain.media import MediaProductType
from bot.services.manage_api_keys import ApiKeyChoice, MakeApiKey
from tests.support.product import ANA, BORIS, Product

ACCOUNTS = "/api/instagram/accounts"
FEED, REELS = MediaProductType.FEED, MediaProductType.REELS


@dataclass(frozen=True)
class Got:
    status: int
    headers: Mapping[str, str]
    body: Any


@dataclass
class Api:
    """The API as a program meets it. Everything is asked over HTTP."""

    product: Product

    async def key(
        self,
        person: int = ANA,
        account_id: int | None = None,
        rights: int = int(ALL_RIGHTS),
        days: int = 90,
    ) -> str:
        make = MakeApiKey(self.product.database, self.product.clock, new_secret)
        made = await make(person, ApiKeyChoice(account_id, rights, days))
        return made.secret.reveal()

    async def get(self, path: str, key: str | None, **headers: str) -> Got:
        return await self.ask("GET", path, key, **headers)

    async def get_bytes(self, path: str, key: str) -> Got:
        address = f"{self.product.public_url.origin()}{path}"
        headers = {"Authorization": f"Bearer {key}"}
        async with self.product.browser.session.get(address, headers=headers) as reply:
            return Got(reply.status, reply.headers, await reply.read())

    async def ask(self, method: str, path: str, key: str | None, **headers: str) -> Got:
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if key is not None:
            said["Authorization"] = f"Bearer {key}"
        address = f"{self.product.public_url.origin()}{path}"
        session = self.product.browser.session
        async with session.request(method, address, headers=said) as reply:
            is_json = reply.content_type.endswith("json") and method != "HEAD"
            body = await (reply.json(content_type=None) if is_json else reply.text())
            return Got(reply.status, reply.headers, body if reply.status != 304 else None)

    async def media_id(self, account_id: int, kind: MediaProductType = FEED) -> str:
        """Instagram's id of the newest one."""
        async with self.product.database.reading() as stored:
            (media,) = await stored.media.page(account_id, kind, 0, 1)
        return media.details.media_id


async def user_id(product: Product, account_id: int) -> str:
    """Instagram's id of the account."""
    async with product.database.reading() as stored:
        account = await stored.accounts.get(account_id)
    assert account is not None
    return account.user_id


@pytest.fixture
async def api(product: Product) -> Api:
    return Api(product)


@pytest.fixture
async def shop_id(product: Product) -> int:
    """Ana's account here, its posts read."""
    made = await product.account(username="tea.shop", followers=5000, posts=6, reels=3, carousels=2)
    account_id = await product.link_with_token(made, ANA)
    await product.sync()
    return account_id


@pytest.fixture
async def garden_id(product: Product, shop_id: int) -> int:
    """Ana's second account; the chat speaks of this one now."""
    made = await product.account(username="tea.garden", followers=700, posts=2, seed=4)
    account_id = await product.link_with_token(made, ANA)
    await product.sync()
    return account_id


@pytest.fixture
async def other_id(product: Product, shop_id: int) -> int:
    """Boris's, whose numbers are none of Ana's business."""
    made = await product.account(username="boris.bikes", followers=900, posts=3, reels=1, seed=9)
    account_id = await product.link_with_token(made, BORIS)
    await product.sync()
    return account_id
