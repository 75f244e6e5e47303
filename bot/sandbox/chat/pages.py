"""Serves the chat page and the files it is made of; everything else it asks the control calls."""

from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).with_name("index.html")
STATIC = Path(__file__).with_name("static")

CONTENT_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

# The page keeps nothing: whoever edits a file sees it at the next reload.
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

# A second wall behind the sanitiser: no script but ours runs, whatever a message says.
# Photos may come from the sandbox under its other host name (localhost, 127.0.0.1).
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src * data:; object-src 'none'; base-uri 'none'; form-action 'none'"
)


def chat_routes() -> list[web.RouteDef]:
    async def page(_: web.Request) -> web.Response:
        return _answer(PAGE, {"Content-Security-Policy": CONTENT_SECURITY_POLICY}, "text/html")

    async def static(request: web.Request) -> web.Response:
        file = STATIC / request.match_info["name"]
        if not file.is_file():
            raise web.HTTPNotFound
        return _answer(file, {}, CONTENT_TYPES[file.suffix])

    return [
        web.get("/chat", page),
        web.get(r"/chat/static/{name:[a-z_]+\.(?:js|css|svg)}", static),
    ]


def _answer(file: Path, headers: Mapping[str, str], content_type: str) -> web.Response:
    """From memory: aiohttp's own FileResponse leaves a file open when the browser goes away."""
    return web.Response(
        body=file.read_bytes(),
        headers={**HEADERS, **headers},
        content_type=content_type,
        charset="utf-8",
    )
