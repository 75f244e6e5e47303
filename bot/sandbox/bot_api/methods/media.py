"""Photos and documents of a call: uploaded, sent again by file_id, or fetched from a URL."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.sandbox.bot_api.errors import bad_request
from bot.sandbox.bot_api.files import DOWNLOAD_BYTES, StoredFile
from bot.sandbox.bot_api.formatted_text import FormattedText, read_caption
from bot.sandbox.bot_api.links import is_public
from bot.sandbox.bot_api.parameters import MalformedFieldError, Parameters, Upload, text_field
from bot.sandbox.bot_api.parts import Parts

MediaKind = Literal["photo", "document"]


@dataclass(frozen=True)
class Media:
    """What to send, read and checked but not stored yet."""

    kind: MediaKind
    source: Upload | str
    caption: FormattedText
    caption_above: bool
    has_spoiler: bool
    thumbnail: Upload | None


def read_media(parameters: Parameters, kind: MediaKind) -> Media:
    """The media of sendPhoto and sendDocument: a field of its own in the request."""
    source = parameters.upload(kind) or parameters.text(kind)
    if not source or (isinstance(source, str) and source.startswith("attach://")):
        raise bad_request(f"There is no {kind} in the request")
    return Media(
        kind=kind,
        source=source,
        caption=read_caption(
            parameters.text("caption"),
            parameters.text("parse_mode"),
            parameters.decoded("caption_entities", "caption entities"),
        ),
        caption_above=kind == "photo" and parameters.flag("show_caption_above_media"),
        has_spoiler=kind == "photo" and parameters.flag("has_spoiler"),
        thumbnail=parameters.upload("thumbnail"),
    )


def read_input_media(parameters: Parameters, holder: Any) -> Media:
    """An InputMedia object of editMessageMedia and sendMediaGroup."""
    try:
        return _input_media(parameters, holder)
    except MalformedFieldError as error:
        raise bad_request(f"Can't parse InputMedia: {error}") from error


def _input_media(parameters: Parameters, holder: Any) -> Media:
    if not isinstance(holder, dict):
        raise MalformedFieldError("expected an Object")
    caption = read_caption(
        text_field(holder, "caption"),
        text_field(holder, "parse_mode"),
        holder.get("caption_entities"),
    )
    kind = text_field(holder, "type", required=True)
    reference = text_field(holder, "media")
    source: Upload | str | None = parameters.upload("", reference)
    if source is None and not reference.startswith("attach://"):
        source = reference
    if not source:
        raise MalformedFieldError("media not found")
    if kind not in {"photo", "document"}:
        raise MalformedFieldError(f'type "{kind}" is unsupported')
    is_photo = kind == "photo"
    return Media(
        kind="photo" if is_photo else "document",
        source=source,
        caption=caption,
        caption_above=is_photo and bool(holder.get("show_caption_above_media")),
        has_spoiler=is_photo and bool(holder.get("has_spoiler")),
        thumbnail=parameters.upload("", text_field(holder, "thumbnail")),
    )


async def store_media(parts: Parts, media: Media) -> dict[str, Any]:
    """Keeps the file; returns the fields of the message that shows it."""
    file = await _file(parts, media)
    if media.kind == "photo":
        content: dict[str, Any] = {
            "photo": [size.size_object() for size in parts.files.sizes(file)]
        }
    else:
        content = {"document": file.document_object()}
        if media.thumbnail is not None:
            thumbnail = parts.files.add_thumbnail(media.thumbnail)
            content["document"]["thumbnail"] = thumbnail.size_object()
    content |= caption_content(media.caption, above=media.caption_above)
    if media.has_spoiler:
        content["has_media_spoiler"] = True
    return content


def caption_content(caption: FormattedText, *, above: bool) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if caption.text:
        content["caption"] = caption.text
    if caption.entities:
        content["caption_entities"] = caption.entities
    if above:
        content["show_caption_above_media"] = True
    return content


async def _file(parts: Parts, media: Media) -> StoredFile:
    source = media.source
    if isinstance(source, str):
        if source.startswith(("http://", "https://")):
            source = await _fetch(source, strict_urls=parts.strict_urls)
        else:
            return _known_file(parts, source, media.kind)
    if media.kind == "photo":
        return parts.files.add_photo(source)
    return parts.files.add_document(source)


def _known_file(parts: Parts, file_id: str, kind: MediaKind) -> StoredFile:
    file = parts.files.find(file_id)
    if file is None:
        raise bad_request("Wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"Can't use file of type {file.kind.title()} as {kind.title()}")
    return file


async def _fetch(url: str, *, strict_urls: bool) -> Upload:
    if strict_urls and not is_public(url):
        raise bad_request("Wrong HTTP URL specified")
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=20)) as session,
            session.get(url) as response,
        ):
            response.raise_for_status()
            content = await response.content.read(DOWNLOAD_BYTES + 1)
    except (ClientError, TimeoutError) as error:
        raise bad_request("Failed to get HTTP URL content") from error
    if len(content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    name = PurePosixPath(urlsplit(url).path).name or "file"
    return Upload(name, response.content_type, content)
