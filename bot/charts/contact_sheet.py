"""The slides of a day on one picture, each with its number."""

import asyncio
import io
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont, ImageOps

TILE = (216, 384)
GAP = 8
MOST_IN_A_ROW = 5
BADGE = 44
BACKGROUND, BLANK, INK = (255, 255, 255), (226, 229, 234), (255, 255, 255)
BADGE_COLOUR = (0, 0, 0, 150)

ReadPictures = Callable[[Collection[int]], Awaitable[Mapping[int, bytes]]]
"""Kept pictures by the ids of their stories."""


@dataclass(frozen=True)
class KeptPictures:
    """Implements the KeptPictureRenderer port: one picture as it is kept, several as a sheet."""

    read: ReadPictures

    async def __call__(self, story_ids: Sequence[int | None]) -> bytes | None:
        wanted = [story_id for story_id in story_ids if story_id is not None]
        pictures = await self.read(wanted)
        if not pictures:
            return None
        if len(story_ids) == 1:
            return pictures[wanted[0]]
        slides = [None if one is None else pictures.get(one) for one in story_ids]
        return await asyncio.to_thread(contact_sheet, slides)


def contact_sheet(slides: Sequence[bytes | None]) -> bytes:
    """A JPEG; a slide without a picture has an empty place, so that the numbers hold."""
    rows = -(-len(slides) // MOST_IN_A_ROW)
    columns = -(-len(slides) // rows)
    width, height = TILE
    sheet = Image.new(
        "RGB",
        (columns * (width + GAP) - GAP, rows * (height + GAP) - GAP),
        BACKGROUND,
    )
    for position, slide in enumerate(slides):
        row, column = divmod(position, columns)
        place = (column * (width + GAP), row * (height + GAP))
        sheet.paste(_tile(slide, position + 1), place)
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _tile(slide: bytes | None, number: int) -> Image.Image:
    if slide is None:
        tile = Image.new("RGB", TILE, BLANK)
    else:
        with Image.open(io.BytesIO(slide), formats=("JPEG",)) as kept:
            tile = ImageOps.fit(kept, TILE)
    canvas = ImageDraw.Draw(tile, "RGBA")
    corner = (GAP, GAP, GAP + BADGE, GAP + BADGE)
    canvas.rounded_rectangle(corner, BADGE // 2, fill=BADGE_COLOUR)
    middle = (GAP + BADGE // 2, GAP + BADGE // 2)
    font = ImageFont.load_default(size=BADGE * 0.55)
    canvas.text(middle, str(number), font=font, fill=INK, anchor="mm")
    return tile
