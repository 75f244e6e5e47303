"""The aiohttp application: routes, security headers, one access line a request, one error page."""

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from aiohttp import web
from yarl import URL

from bot.presenters import pages
from bot.presenters.pages import Page
from bot.web.html import render
from bot.web.language import browser_speech

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
LONGEST_BODY = 1024 * 1024
"""Telegram's updates are the largest that we take."""

KEPT_OF_ERRORS = frozenset({"Allow", "Retry-After"})
"""Headers that tell the other side what to do about an error."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def create_app(
    routes: Sequence[web.RouteDef], public_url: URL, authorize_url: URL
) -> web.Application:
    """All that browsers and servers may ask of us. What a handler raises is shown as an error.

    ``authorize_url`` is Instagram's consent page: the one other place that our form leads to.
    """
    headers = _security_headers(authorize_url)

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        began = time.monotonic()
        try:
            response = await handler(request)
        except web.HTTPException as error:
            response = _error_page(request, error.status, public_url)
            for name in KEPT_OF_ERRORS & error.headers.keys():
                response.headers[name] = error.headers[name]
        except web.RequestPayloadError:
            response = _error_page(request, 400, public_url)
        except Exception:
            logger.exception("A web request failed: %s", _route(request))
            response = _error_page(request, 500, public_url)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        elapsed = (time.monotonic() - began) * 1000
        # The route, never the address: that one holds tickets, states and codes.
        logger.info("%s %s %d %.0f ms", request.method, _route(request), response.status, elapsed)
        return response

    app = web.Application(middlewares=[guard], client_max_size=LONGEST_BODY)
    app.add_routes([*routes, web.get("/livez", livez), web.static("/static", STATIC)])
    return app


async def livez(_: web.Request) -> web.Response:
    """The process answers; it does not ask the database."""
    return web.json_response({"ok": True})


def _security_headers(authorize_url: URL) -> dict[str, str]:
    consent = authorize_url.origin()
    return {
        "Content-Security-Policy": (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            f" form-action 'self' {consent}; base-uri 'none'; frame-ancestors 'none'"
        ),
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "(no such route)"


def _error_page(request: web.Request, status: int, public_url: URL) -> web.Response:
    speech = browser_speech(request)
    page: Page = pages.not_found(speech) if status < 500 else pages.unexpected(speech)
    body = render(page, f"{public_url.path.rstrip('/')}/static")
    return web.Response(text=body, content_type="text/html", status=status)
