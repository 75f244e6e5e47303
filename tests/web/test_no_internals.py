"""Whatever a route raises: the browser gets a page with a reference, the log gets the rest."""

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from bot.domain.errors import StoreAway
from bot.web.app import create_app
from bot.web.visitors import Ration
from tests.support.failures import REFERENCE, every_failure, shows_nothing
from tests.support.product_log import product_log


@pytest.mark.proves("S21")
async def test_a_route_that_fails() -> None:
    failures = every_failure()

    async def fail(request: web.Request) -> web.Response:
        raise failures[int(request.match_info["number"])]

    routes = [web.get("/fail/{number}", fail)]
    app = create_app(routes, URL("http://localhost"), URL("http://i"), Ration())
    with product_log() as written:
        async with TestServer(app) as server, aiohttp.ClientSession() as session:
            for number, error in enumerate(failures):
                async with session.get(server.make_url(f"/fail/{number}")) as response:
                    waits = isinstance(error, StoreAway)
                    assert response.status == (503 if waits else 500)
                    text = (await response.text()).split("<main>")[1]
                shows_nothing(text.replace('href="http://localhost', ""), error)
                if waits:
                    assert response.headers["Retry-After"] == "5"
                    continue
                reference = REFERENCE.search(text)
                assert reference
                assert f"reference {reference.group()}" in written.getvalue()
    assert len(failures) > 35
    assert "IGAA" not in written.getvalue()
