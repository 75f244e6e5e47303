"""The HTTP API as routes: its endpoints, its specification, its documentation."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from aiohttp import web
from yarl import URL

from bot.web.api.docs import docs_page
from bot.web.api.endpoints import Endpoint
from bot.web.api.gate import Gate
from bot.web.api.openapi import specification
from bot.web.api.problems import ApiProblem, problem_response

ROOT = "/api"
"""Whatever is asked below it, errors are problems in JSON."""


def api_routes(
    gate: Gate, endpoints: Sequence[Endpoint], public_url: URL
) -> Sequence[web.RouteDef]:
    # Made when first asked for: it is a quarter of the processor time of a start.
    @cache
    def described() -> dict[str, Any]:
        return specification(endpoints, public_url)

    @cache
    def text() -> str:
        return json.dumps(described(), ensure_ascii=False)

    @cache
    def page() -> str:
        return docs_page(described(), f"{public_url.path.rstrip('/')}/static")

    async def openapi(_: web.Request) -> web.Response:
        return web.Response(text=text(), content_type="application/json")

    async def docs(_: web.Request) -> web.Response:
        return web.Response(text=page(), content_type="text/html")

    return [
        web.get(f"{ROOT}/openapi.json", openapi),
        web.get(f"{ROOT}/docs", docs),
        *(gate.route(endpoint) for endpoint in endpoints),
    ]


def problem_of_status(status: int, base: str) -> web.Response:
    """What aiohttp or a guard decided before any endpoint was reached, as a problem."""
    match status:
        case 400:
            problem = ApiProblem("malformed_request", "Its body cannot be read.")
        case 404:
            problem = ApiProblem("not_found", "There is no such address.")
        case 405:
            problem = ApiProblem("method_not_allowed", "Everything here is asked for by GET.")
        case 429:
            problem = ApiProblem("too_many_requests", "Slow down.")
        case 503:
            problem = ApiProblem("store_away", "Try again in a moment.", 5)
        case status if status >= 500:
            problem = ApiProblem("unexpected", "It was noted.")
        case _:
            problem = ApiProblem("invalid_parameters", "The request cannot be understood.")
    return problem_response(problem, base)
