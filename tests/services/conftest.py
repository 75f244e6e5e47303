"""Use cases over a real database and a sandbox Instagram."""

from collections.abc import AsyncIterator

import pytest

from tests.support.product import Product, start_product


@pytest.fixture
async def product(sqlite_url: str) -> AsyncIterator[Product]:
    async with start_product(sqlite_url) as started:
        yield started


@pytest.fixture
async def shop(product: Product) -> str:
    """``user_id`` of a professional account at Instagram."""
    return (await product.account(username="tea.shop", followers=5000))["user_id"]
