"""What a topic may be called, and which names are the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.tags import LONGEST_NAME, TagNameUnusable, tag_key, tag_name
from tests.support.naughty import NAUGHTY_STRINGS


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("garden", "garden"),
        ("  #garden ", "garden"),
        ("##  herb\n garden", "herb garden"),
        ("Cafe\u0301", "Café"),
        ("\u202eevil\u202c", "evil"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("<b>&amp;", "<b>&amp;"),
        ("сад", "сад"),
    ],
)
def test_a_name_is_kept_as_people_wrote_it_in_one_line(words: str, name: str) -> None:
    assert tag_name(words) == name


@pytest.mark.parametrize(
    "words",
    ["", "   ", "#", "\u200b", "\u202e\u202c", "\ud83d", "a = b", "x" * 31, "🌊" * 16, "\u0301"],
)
def test_what_cannot_be_seen_or_is_too_long_is_no_name(words: str) -> None:
    with pytest.raises(TagNameUnusable):
        tag_name(words)


def test_thirty_characters_are_a_name() -> None:
    assert tag_name("x" * LONGEST_NAME) == "x" * 30
    assert tag_name("🌊" * 15) == "🌊" * 15


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Garden", "GARDEN"),
        ("café", "CAFÉ"),
        ("straße", "STRASSE"),
        ("ﬁne", "fine"),
        ("САД", "сад"),
    ],
)
def test_names_that_people_take_for_the_same_are_the_same(one: str, other: str) -> None:
    assert tag_key(tag_name(one)) == tag_key(tag_name(other))


def test_other_names_are_others() -> None:
    assert len({tag_key(name) for name in ("garden", "gardens", "jardin", "jardín")}) == 4


@given(st.text(max_size=40) | st.sampled_from(NAUGHTY_STRINGS))
def test_a_name_stays_what_it_is_and_its_key_too(words: str) -> None:
    try:
        name = tag_name(words)
    except TagNameUnusable:
        return
    assert tag_name(name) == name
    assert len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
    assert not any(unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} for one in name)
    assert tag_key(name) == tag_key(unicodedata.normalize("NFD", name))
    assert tag_key(tag_key(name)) == tag_key(name)
