"""Meta's callbacks: our app was removed, or data is to be deleted; and a page that tells of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from aiohttp import web
from yarl import URL

from bot.domain.errors import NotFound
from bot.domain.secret import Secret
from bot.presenters import pages
from bot.services.meta_requests import (
    Deauthorize,
    DeleteInstagramData,
    MetaRequest,
    ShowDataDeletion,
)
from bot.web.bodies import read_body
from bot.web.html import render
from bot.web.language import browser_speech
from bot.web.signed_request import ForgedRequest, MalformedRequest, read_signed_request

LONGEST_BODY = 16 * 1024
MOST_FIELDS = 8


@dataclass(frozen=True)
class MetaCallbacks:
    """POST ``/meta/deauthorize`` and ``/meta/data-deletion``, GET ``/meta/deletion/{code}``.

    ``secrets``: those that Meta may sign with; several while one is replaced by another. What is
    answered does not tell whether the account was known.
    """

    deauthorize: Deauthorize
    delete_instagram_data: DeleteInstagramData
    show_data_deletion: ShowDataDeletion
    secrets: Sequence[Secret]
    public_url: URL
    refused: Callable[[], Awaitable[None]]
    """Hears of what Meta has not signed."""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/meta/deauthorize", self.app_removed),
            web.post("/meta/data-deletion", self.deletion_asked),
            web.get(r"/meta/deletion/{code:[\w-]{22}}", self.deletion_status),
        ]

    async def app_removed(self, request: web.Request) -> web.Response:
        await self.deauthorize(await self._signed(request))
        return web.json_response({"success": True})

    async def deletion_asked(self, request: web.Request) -> web.Response:
        code = await self.delete_instagram_data(await self._signed(request))
        url = self.public_url / "meta" / "deletion" / code
        return web.json_response({"url": str(url), "confirmation_code": code})

    async def deletion_status(self, request: web.Request) -> web.Response:
        try:
            done_at = await self.show_data_deletion(request.match_info["code"])
        except NotFound as unknown:
            raise web.HTTPNotFound from unknown
        page = pages.data_deleted(done_at, browser_speech(request))
        static = f"{self.public_url.path.rstrip('/')}/static"
        return web.Response(text=render(page, static), content_type="text/html")

    async def _signed(self, request: web.Request) -> MetaRequest:
        try:
            return read_signed_request(await _field(request, "signed_request"), self.secrets)
        except ForgedRequest as forged:
            await self.refused()
            raise web.HTTPUnauthorized from forged
        except MalformedRequest as malformed:
            raise web.HTTPBadRequest from malformed


async def _field(request: web.Request, name: str) -> str:
    """The one value of a form field."""
    body = await read_body(request, LONGEST_BODY)
    try:
        form = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise MalformedRequest("not a form") from error
    values = form.get(name, [])
    if len(values) != 1:
        raise MalformedRequest(f"{len(values)} values of {name}")
    return values[0]
