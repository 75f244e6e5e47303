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

LIVEZ, LIVEZ_NAME = "/livez", "livez"

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

    def error_page(request: web.Request, status: int, reference: str | None = None) -> web.Response:
        """For programs it is no page."""
        asked = request.path.removeprefix(_mounted_at(app))
        if asked == API_ROOT or asked.startswith(f"{API_ROOT}/"):
            return problem_of_status(status, str(public_url).rstrip("/"))
        return _error_page(request, status, public_url, reference)

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        began = time.monotonic()
        try:
            _hand_out(ration, request)
            response = await handler(request)
        except web.HTTPException as error:
            response = error_page(request, error.status)
            for name in KEPT_OF_ERRORS & error.headers.keys():
                response.headers[name] = error.headers[name]
        except web.RequestPayloadError:
            response = error_page(request, 400)
        except StoreAway as away:
            # The database room has told the operator; whoever asked comes again.
            logger.warning("A web request waits: %s, %s", _route(request), away.detail)
            response = error_page(request, 503)
            response.headers["Retry-After"] = COME_AGAIN_AFTER
        except Exception:
            reference = secrets.token_hex(4)
            logger.exception("A web request failed: %s, reference %s", _route(request), reference)
            response = error_page(request, 500, reference)
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
    app.add_routes([*routes, web.get(LIVEZ, livez, name=LIVEZ_NAME), web.static("/static", STATIC)])
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


def _mounted_at(app: web.Application) -> str:
    """Where all our addresses begin when we are part of another application; empty alone.

    A proxy that cuts the path of the public address off leaves nothing of it to us.
    """
    return app.router[LIVEZ_NAME].canonical.removesuffix(LIVEZ)


def _error_page(
    request: web.Request, status: int, public_url: URL, reference: str | None
) -> web.Response:
    speech = browser_speech(request)
    page: Page
    if status == web.HTTPTooManyRequests.status_code:
        page = pages.too_many(speech)
    else:
        page = pages.not_found(speech) if status < 500 else pages.unexpected(speech, reference)
    body = render(page, f"{public_url.path.rstrip('/')}/static")
    return web.Response(text=body, content_type="text/html", status=status)
