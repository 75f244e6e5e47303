"""The three pages of linking: before Instagram, the return, and the way back to Telegram."""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qs
from zoneinfo import available_timezones

from aiohttp import web
from yarl import URL

from bot.domain.accounts import LANGUAGES
from bot.domain.secret import Secret
from bot.presenters import pages
from bot.presenters.pages import Page
from bot.presenters.speech import Speech
from bot.services.begin_authorization import BeginAuthorization
from bot.services.link_refusals import LinkDenied, LinkExpired
from bot.services.receive_authorization import ReceiveAuthorization
from bot.services.show_link_page import ShowLinkPage
from bot.web.bodies import read_body
from bot.web.html import render
from bot.web.language import UTC_ZONE, browser_speech

LONGEST_FORM = 16 * 1024
"""Bytes. What is posted is a time zone; what asks for more is no browser with our page."""

COOKIE_AGE = 600
"""Seconds; as long as the return code is good."""

COOKIE = re.compile(
    rf"(?P<language>{'|'.join(LANGUAGES)})"
    r"\.(?P<return_code>[A-Za-z0-9_-]{43})\.(?P<typed_code>[0-9A-Z]{8})"
)
"""What our cookie looks like: whatever else a browser brings was not written by us."""


@dataclass(frozen=True)
class LinkPages:
    """GET and POST ``/connect/{ticket}``, ``/connect/callback``, ``/connect/done``.

    The cookie only keeps the return code out of addresses and survives a reload. It proves
    nothing: the proof is that the same Telegram user brings the code back.
    """

    show_link_page: ShowLinkPage
    begin_authorization: BeginAuthorization
    receive_authorization: ReceiveAuthorization
    public_url: URL
    bot_username: str
    bot_link: URL
    """``https://t.me/<bot>``"""

    def routes(self) -> list[web.RouteDef]:
        return [
            # No HEAD: whoever only looks whether the address is there must not use it up.
            web.get("/connect/callback", self.callback, allow_head=False),
            web.get("/connect/done", self.done),
            web.get("/connect/{ticket:[\\w-]{43}}", self.start),
            web.post("/connect/{ticket:[\\w-]{43}}", self.leave_for_instagram),
        ]

    async def start(self, request: web.Request) -> web.Response:
        try:
            link_page = await self.show_link_page(Secret(request.match_info["ticket"]))
        except LinkExpired:
            return self._page(pages.expired(browser_speech(request)), status=410)
        person = link_page.person
        page = pages.start(
            self.bot_username,
            person.first_name,
            person.username,
            link_page.permissions,
            Speech(person.language, person.zone),
        )
        return self._page(page, form=True)

    async def leave_for_instagram(self, request: web.Request) -> web.Response:
        """A POST, so that previews and scanners that follow addresses use nothing up."""
        form = parse_qs((await read_body(request, LONGEST_FORM)).decode("utf-8", "replace"))
        time_zone = form.get("time_zone", [""])[-1]
        known = time_zone if time_zone in time_zones() else None
        try:
            address = await self.begin_authorization(Secret(request.match_info["ticket"]), known)
        except LinkExpired:
            return self._page(pages.expired(browser_speech(request)), status=410)
        return _see_other(address)

    async def callback(self, request: web.Request) -> web.Response:
        """Instagram's return. Answers alike for a state that is unknown, used or too old."""
        # A code copied from an address bar may still carry the fragment.
        code = request.query.get("code", "").removesuffix("#_")
        try:
            returned = await self.receive_authorization(
                Secret(request.query.get("state", "")), Secret(code) if code else None
            )
        except LinkExpired:
            return self._page(pages.expired(browser_speech(request)), status=410)
        except LinkDenied:
            return self._page(pages.denied(browser_speech(request)))
        response = _see_other(str(self.public_url / "connect" / "done"))
        codes = (
            f"{returned.language}.{returned.return_code.reveal()}.{returned.typed_code.reveal()}"
        )
        response.set_cookie(
            self._cookie,
            codes,
            max_age=COOKIE_AGE,
            httponly=True,
            secure=self._https,
            samesite="Lax",
            path="/",
        )
        return response

    async def done(self, request: web.Request) -> web.Response:
        ours = COOKIE.fullmatch(request.cookies.get(self._cookie, ""))
        if ours is None:
            return self._page(pages.expired(browser_speech(request)), status=410)
        back = self.bot_link.with_query(start=f"L{ours['return_code']}")
        page = pages.done(ours["typed_code"], Speech(ours["language"], UTC_ZONE))
        return self._page(page, str(back))

    def _page(
        self, page: Page, button_url: str | None = None, *, form: bool = False, status: int = 200
    ) -> web.Response:
        static = f"{self.public_url.path.rstrip('/')}/static"
        body = render(page, static, form=form, button_url=button_url or str(self.bot_link))
        return web.Response(text=body, content_type="text/html", status=status)

    @property
    def _https(self) -> bool:
        return self.public_url.scheme == "https"

    @property
    def _cookie(self) -> str:
        """The prefix lets only this host set the cookie; browsers accept it over HTTPS only."""
        return "__Host-link" if self._https else "link"


@cache
def time_zones() -> frozenset[str]:
    """Read once: it takes a walk through hundreds of files, and anybody may make us look."""
    return frozenset(available_timezones())


def _see_other(address: str) -> web.Response:
    return web.Response(status=303, headers={"Location": address})
