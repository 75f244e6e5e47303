"""Parameters of a call: query string, urlencoded, JSON or multipart, all read as text."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.bot_api.errors import bad_request

UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bytes that a bot may upload in one request to the public server."""

_MISSING = object()


class MalformedFieldError(ValueError):
    """The server names what it was reading before this reason."""


@dataclass(frozen=True)
class Upload:
    file_name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True)
class Parameters:
    """An absent parameter and an empty one are the same thing, as on the real server."""

    texts: dict[str, str] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def integer(
        self, name: str, default: int = 0, least: int = -(2**63), most: int = 2**63 - 1
    ) -> int:
        """Out of range is clamped and a text that is no number is 0: the server does not refuse."""
        text = self.text(name)
        return min(max(_to_integer(text) if text else default, least), most)

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def decoded(self, name: str, what: str) -> Any:
        """A JSON value that came as text; None when absent."""
        text = self.text(name)
        if not text:
            return None
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise bad_request(f"can't parse {what} JSON object") from error

    def upload(self, name: str, reference: str | None = None) -> Upload | None:
        """The file sent in the field ``name``, or the one that ``attach://field`` points to."""
        if reference is None:
            reference = self.text(name)
            if name in self.uploads:
                return self.uploads[name]
        if reference.startswith("attach://"):
            return self.uploads.get(reference.removeprefix("attach://"))
        return None


def _to_integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


async def read_parameters(request: web.Request) -> Parameters:
    """Raises HTTPRequestEntityTooLarge above the limit, BotApiError for a body it cannot read."""
    texts = dict(request.query)
    uploads: dict[str, Upload] = {}
    content_type = request.content_type
    if not request.can_read_body:
        return Parameters(texts)
    if content_type == "application/json":
        texts |= _from_json(await request.text())
    elif content_type.startswith("multipart/"):
        await _read_multipart(request, texts, uploads)
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, str):
                texts[name] = value
    return Parameters(texts, uploads)


def _from_json(body: str) -> dict[str, str]:
    try:
        values = json.loads(body)
    except json.JSONDecodeError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object")
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
        if value is not None
    }


async def _read_multipart(
    request: web.Request, texts: dict[str, str], uploads: dict[str, Upload]
) -> None:
    size = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("can't parse multipart body")
        content = bytearray()
        while chunk := await part.read_chunk(64 * 1024):
            size += len(chunk)
            if size > UPLOAD_LIMIT:
                raise web.HTTPRequestEntityTooLarge(max_size=UPLOAD_LIMIT, actual_size=size)
            content += chunk
        if part.filename is None:
            texts[part.name] = content.decode("utf-8", "replace")
        else:
            mime_type = part.headers.get("Content-Type", "").partition(";")[0].strip()
            uploads[part.name] = Upload(
                part.filename, mime_type or "application/octet-stream", bytes(content)
            )


def identifier(value: object) -> int | None:
    """An integer that a client may send as a JSON number or as text; None if it is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return None
    return None


def text_field(holder: dict[str, Any], name: str, *, required: bool = False) -> str:
    """A text inside a JSON object; numbers and booleans pass as text, as on the real server."""
    value = holder.get(name, _MISSING)
    if value is _MISSING or value is None:
        if required:
            raise MalformedFieldError(f'Can\'t find field "{name}"')
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    raise MalformedFieldError(f'Field "{name}" must be of type String')


def as_object(value: Any, complaint: str) -> dict[str, Any]:
    """Raises MalformedFieldError with ``complaint`` when the JSON value is no object."""
    if not isinstance(value, dict):
        raise MalformedFieldError(complaint)
    return value
