"""Pictures made small: only what can be drawn again is kept, and nothing that came with it."""

import asyncio
import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from bot.domain.story_life import PictureLoss
from bot.instagram.pictures import Pictures
from bot.services.ports import NoPicture

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 640
MOST_BYTES = 60 * 1024
QUALITIES = (82, 70, 55, 40, 25, 10)
MOST_PIXELS = 25_000_000
"""Six times the largest of Instagram's. A few kilobytes can name more than fit any memory."""


@dataclass(frozen=True)
class Thumbnails:
    """Implements the Thumbnail port."""

    pictures: Pictures

    async def __call__(self, address: str) -> bytes:
        content = await self.pictures.fetch(address)
        return await asyncio.to_thread(small_jpeg, content)


def small_jpeg(content: bytes) -> bytes:
    """A JPEG of at most 640 pixels a side and 60 KiB, without place, camera or comments.

    Raises NoPicture for what is none, and for one that would take too much memory.
    """
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            _check_size(image)
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            picture = ImageOps.exif_transpose(image).convert("RGB")
    except NoPicture:
        raise
    except Exception as error:  # noqa: BLE001 - decoders raise whatever broken bytes lead them to
        raise NoPicture(
            PictureLoss.NOT_A_PICTURE, f"what came is no picture: {type(error).__name__}"
        ) from None
    return next(
        jpeg
        for jpeg in (_jpeg(picture, quality) for quality in QUALITIES)
        if len(jpeg) <= MOST_BYTES
    )


def _check_size(image: Image.Image) -> None:
    """Known from the first bytes, before anything is unpacked."""
    if image.width * image.height > MOST_PIXELS:
        raise NoPicture(PictureLoss.NOT_A_PICTURE, f"the picture has over {MOST_PIXELS} pixels")


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    # Anew from the pixels alone: Pillow would write along what it read beside them.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    buffer = io.BytesIO()
    bare.save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()
