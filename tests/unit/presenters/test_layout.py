"""Foreign words are harmless, and a text is never longer than Telegram takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presenters.layout import (
    Html,
    Line,
    apart,
    escape,
    fit,
    join,
    shorten,
    units,
    visible_length,
)
from tests.support.html import utf16_length, visible_text

any_text = st.text(max_size=400)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_escaped_text_is_seen_as_it_was_written(text: str) -> None:
    assert visible_text(escape(text)) == text


@given(any_text, st.integers(1, 60))
def test_a_shortened_text_is_one_line_within_the_limit(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert utf16_length(short) <= limit
    assert "\n" not in short


def test_a_text_that_fits_is_not_shortened() -> None:
    assert shorten("Señal & <b>", 11) == "Señal & <b>"


def test_an_emoji_is_never_cut_in_half() -> None:
    assert shorten("🌊🌊🌊", 4) == "🌊…"


def test_marks_that_turn_the_direction_of_a_line_are_left_out() -> None:
    assert shorten("ana\u202egnp.exe\u2066", 40) == "anagnp.exe"


@given(st.lists(st.tuples(any_text, st.integers(0, 3)), max_size=30), st.integers(40, 300))
def test_the_whole_is_within_the_limit_and_well_formed(
    parts: list[tuple[str, int]], limit: int
) -> None:
    lines = [Line(Html("<b>first</b>")), *(Line(escape(shorten(t, 90)), r) for t, r in parts)]
    text = fit(lines, limit)
    assert utf16_length(visible_text(text)) <= limit
    assert visible_length(text) == utf16_length(visible_text(text))
    assert text.startswith("<b>first</b>")


def test_the_least_important_line_goes_first() -> None:
    lines = [Line(Html("a" * 10)), Line(Html("b" * 10), rank=2), Line(Html("c" * 10), rank=1)]
    assert fit(lines, 25) == "a" * 10 + "\n" + "c" * 10


def test_joining_keeps_markup_as_markup() -> None:
    joined = join(" · ", [Html("<b>1</b>"), escape("<2>")])
    assert joined == "<b>1</b> · &lt;2&gt;"
    assert escape(joined) is joined


@pytest.mark.parametrize(("text", "length"), [("a", 1), ("ё", 1), ("🌊", 2), ("👩‍👧", 5)])
def test_length_is_counted_as_telegram_counts_it(text: str, length: int) -> None:
    assert units(text) == length


def test_a_name_that_is_written_from_the_right_is_set_apart() -> None:
    assert apart("عروض") == "\u2068عروض\u2069"
    assert apart("Studio שלום") == "\u2068Studio שלום\u2069"
    assert apart("garden 🌸") == "garden 🌸"
