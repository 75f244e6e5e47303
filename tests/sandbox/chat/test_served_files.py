from aiohttp import ClientSession
from yarl import URL


async def test_every_file_of_the_page_is_served_uncached(address: str) -> None:
    async with ClientSession() as client:
        for path in ("/chat", "/chat/static/chat.js", "/chat/static/chat.css"):
            async with client.get(address + path) as response:
                assert response.status == 200
                assert response.headers["Cache-Control"] == "no-store"


async def test_nothing_else_is_served(address: str) -> None:
    async with ClientSession() as client:
        for path in ("/chat/static/no_such.js", "/chat/static/..%2Fpages.py", "/chat/pages.py"):
            async with client.get(URL(address + path, encoded=True)) as response:
                assert response.status == 404
