"""Attacks go where browsers go: over HTTP, on both databases."""

from collections.abc import AsyncIterator

import pytest

from tests.support.product import Product, start_product


@pytest.fixture
async def product(database_url: str) -> AsyncIterator[Product]:
    async with start_product(database_url) as started:
        yield started


@pytest.fixture
async def shop(product: Product) -> str:
    """``user_id`` of the victim's professional account at Instagram."""
    return (await product.account(username="vera.shop", followers=5000))["user_id"]
