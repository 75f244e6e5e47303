"""Which post an address names, in all the forms in which people paste it."""

import pytest

from bot.domain.permalinks import is_address, number_in, shortcode_in


@pytest.mark.parametrize(
    "words",
    [
        "https://www.instagram.com/p/C9x_aB-12cd/",
        "https://www.instagram.com/p/C9x_aB-12cd",
        "http://instagram.com/p/C9x_aB-12cd/?igsh=MWQ1ZGUxMzBkMA%3D%3D",
        "instagram.com/reel/C9x_aB-12cd/#comments",
        "https://www.instagram.com/reels/C9x_aB-12cd/",
        "https://www.instagram.com/tv/C9x_aB-12cd/",
        "https://www.instagram.com/casa.verde/p/C9x_aB-12cd/",
        "https://m.instagram.com/casa.verde/reel/C9x_aB-12cd/",
        "Look: https://www.instagram.com/p/C9x_aB-12cd/ isn't it nice?",
        "<https://www.instagram.com/p/C9x_aB-12cd/>",
        "HTTPS://WWW.INSTAGRAM.COM/P/C9x_aB-12cd/",
    ],
)
def test_every_form_of_an_address_names_the_same_post(words: str) -> None:
    assert shortcode_in(words) == "C9x_aB-12cd"
    assert is_address(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "12",
        "hello",
        "https://www.instagram.com/casa.verde/",
        "https://www.instagram.com/stories/casa.verde/1234567890/",
        "https://evil.example/?https://www.instagram.com.evil.example/p/C9x_aB-12cd/",
        "https://notinstagram.com/p/C9x_aB-12cd/",
        "https://www.instagram.com/p/%2e%2e/",
        "https://www.instagram.com/p/абвгдеж/",
        "https://www.instagram.com/p/abc'--/",
    ],
)
def test_what_names_no_post_is_none(words: str) -> None:
    assert shortcode_in(words) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [("1", 1), (" 12 ", 12), ("#3", 3), ("0", None), ("-1", None), ("1e9", None), ("٣", None)],
)
def test_a_number_counts_from_the_newest(words: str, number: int | None) -> None:
    assert number_in(words) == number
