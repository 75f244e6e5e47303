"""The aiohttp application: routes, security headers, one access line a request, one error page."""

import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from aiohttp import web
from yarl import URL

from bot.domain.errors import StoreAway
from bot.metrics.counted import web_request
from bot.presenters import pages
from bot.presenters.pages import Page
from bot.web.api.app import ROOT as API_ROOT
from bot.web.api.app import problem_of_status
from bot.web.health import livez
from bot.web.html import render
from bot.web.language import browser_speech
from bot.web.visitors import Ration

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
LONGEST_BODY = 1024 * 1024
"""Telegram's updates are the largest that we take."""

KEPT_OF_ERRORS = frozenset({"Allow", "Retry-After"})
"""Headers that tell the other side what to do about an error."""

COME_AGAIN_AFTER = "5"
"""Seconds."""

RATIONED = "/connect"
"""Where anybody may ask, and each answer costs a look into the database."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def create_app(
    routes: Sequence[web.RouteDef], public_url: URL, authorize_url: URL, ration: Ration
) -> web.Application:
    """All that browsers and servers may ask of us. What a handler raises is shown as an error.

    ``authorize_url`` is Instagram's consent page: the one other place that our form leads to.
    ``ration`` is every address's share of the pages that ask the database.
    """
    headers = _security_headers(authorize_url)

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        began = time.monotonic()
        try:
            _hand_out(ration, request)
            response = await handler(request)
        except web.HTTPException as error:
            response = _error_page(request, error.status, public_url)
            for name in KEPT_OF_ERRORS & error.headers.keys():
                response.headers[name] = error.headers[name]
        except web.RequestPayloadError:
            response = _error_page(request, 400, public_url)
        except StoreAway as away:
            # The database room has told the operator; whoever asked comes again.
            logger.warning("A web request waits: %s, %s", _route(request), away.detail)
            response = _error_page(request, 503, public_url)
            response.headers["Retry-After"] = COME_AGAIN_AFTER
        except Exception:
            reference = secrets.token_hex(4)
            logger.exception("A web request failed: %s, reference %s", _route(request), reference)
            response = _error_page(request, 500, public_url, reference)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        elapsed = time.monotonic() - began
        web_request(_route(request), request.method, response.status, elapsed)
        # The route, never the address: that one holds tickets, states and codes.
        logger.info(
            "%s %s %d %.0f ms", request.method, _route(request), response.status, 1000 * elapsed
        )
        return response

    app = web.Application(middlewares=[guard], client_max_size=LONGEST_BODY)
    app.add_routes([*routes, web.get("/livez", livez), web.static("/static", STATIC)])
    return app


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


def _hand_out(ration: Ration, request: web.Request) -> None:
    """Raises HTTPTooManyRequests when the address has had its share of these pages."""
    seconds = ration.wait(request) if _route(request).startswith(RATIONED) else 0
    if seconds:
        raise web.HTTPTooManyRequests(headers={"Retry-After": str(seconds)})


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "(no such route)"


def _error_page(
    request: web.Request, status: int, public_url: URL, reference: str | None = None
) -> web.Response:
    """For programs it is no page."""
    if request.path == API_ROOT or request.path.startswith(f"{API_ROOT}/"):
        return problem_of_status(status, str(public_url).rstrip("/"))
    speech = browser_speech(request)
    page: Page
    if status == web.HTTPTooManyRequests.status_code:
        page = pages.too_many(speech)
    else:
        page = pages.not_found(speech) if status < 500 else pages.unexpected(speech, reference)
    body = render(page, f"{public_url.path.rstrip('/')}/static")
    return web.Response(text=body, content_type="text/html", status=status)
