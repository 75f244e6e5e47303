"""The pictures of the sandbox's media: drawn, small, and the same every time."""

import colorsys
import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from bot.sandbox.instagram.chance import draw

SIZES = {"feed": (540, 675), "story": (540, 960), "profile": (320, 320)}
"""Pixels; Instagram's own are twice as large."""

Colour = tuple[int, int, int]


@lru_cache(maxsize=512)
def picture(shape: str, subject: str, label: str) -> bytes:
    """A JPEG under 60 kB: a gradient, two discs and a short label, or a large initial.

    ``shape`` is a key of SIZES.
    """
    width, height = SIZES[shape]
    chance = draw("picture", subject)
    hue = chance.random()
    image = _gradient(width, height, _colour(hue, 0.45, 0.95), _colour(hue + 0.12, 0.6, 0.55))
    canvas = ImageDraw.Draw(image, "RGBA")
    for shade in (0.3, 0.65):
        radius = chance.uniform(0.18, 0.38) * width
        x, y = chance.uniform(0.2, 0.8) * width, chance.uniform(0.2, 0.7) * height
        box = (x - radius, y - radius, x + radius, y + radius)
        canvas.ellipse(box, fill=(*_colour(hue + shade, 0.5, 0.95), 150))
    if label:
        is_initial = len(label) == 1
        font = ImageFont.load_default(size=width // (2 if is_initial else 12))
        anchor = (width // 2, int(height * (0.5 if is_initial else 0.86)))
        canvas.text(anchor, label, font=font, fill=(255, 255, 255, 235), anchor="mm")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def _gradient(width: int, height: int, top: Colour, bottom: Colour) -> Image.Image:
    corners = Image.new("RGB", (1, 2))
    corners.putpixel((0, 0), top)
    corners.putpixel((0, 1), bottom)
    return corners.resize((width, height), Image.Resampling.BILINEAR)


def _colour(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return int(red * 255), int(green * 255), int(blue * 255)
