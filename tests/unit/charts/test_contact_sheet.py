"""The slides of a day on one picture."""

import io
from collections.abc import Collection, Mapping

import pytest
from PIL import Image

from bot.charts.contact_sheet import KeptPictures, contact_sheet


def slide(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (360, 640), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def opened(content: bytes | None) -> Image.Image:
    assert content is not None
    return Image.open(io.BytesIO(content), formats=("JPEG",)).convert("RGB")


@pytest.mark.parametrize(
    ("count", "size"),
    [(2, (440, 384)), (5, (1112, 384)), (6, (664, 776)), (7, (888, 776)), (20, (1112, 1560))],
)
def test_slides_fill_rows_of_five_at_most(count: int, size: tuple[int, int]) -> None:
    assert opened(contact_sheet([slide("red")] * count)).size == size


def test_each_slide_has_its_place_also_where_one_is_missing() -> None:
    sheet = opened(contact_sheet([slide("red"), None, slide("blue")]))
    colours = [sheet.getpixel((108 + 224 * number, 300)) for number in range(3)]
    red, blank, blue = [one for one in colours if isinstance(one, tuple)]
    assert red[0] > red[2] + 100
    assert min(blank) > 200
    assert blue[2] > blue[0] + 100


async def test_one_picture_is_shown_as_it_is_kept_and_none_is_none() -> None:
    async def read(story_ids: Collection[int]) -> Mapping[int, bytes]:
        return {1: slide("red")} if 1 in story_ids else {}

    kept = KeptPictures(read)
    assert await kept((1,)) == slide("red")
    assert opened(await kept((1, None, 2))).size == (664, 384)
    assert await kept((2,)) is None
    assert await kept((None,)) is None
