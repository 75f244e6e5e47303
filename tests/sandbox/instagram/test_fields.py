"""The fields= language."""

import pytest

from bot.sandbox.instagram.errors import GraphError
from bot.sandbox.instagram.fields import Field, parse_fields, written


def test_names_modifiers_and_nested_fields() -> None:
    text = "id,children.limit(3){id,owner{id}},insights.metric(a,b).breakdown(c)"
    assert parse_fields(text) == (
        Field("id", {}, ()),
        Field(
            "children",
            {"limit": "3"},
            (Field("id", {}, ()), Field("owner", {}, (Field("id", {}, ()),))),
        ),
        Field("insights", {"metric": "a,b", "breakdown": "c"}, ()),
    )


@pytest.mark.parametrize("text", ["id", "a,b.c(d){e,f.g(h,i)},j"])
def test_written_fields_parse_back(text: str) -> None:
    assert written(parse_fields(text)) == text


def test_spaces_and_a_last_comma_are_forgiven() -> None:
    assert written(parse_fields(" id , username ,")) == "id,username"


@pytest.mark.parametrize("text", ["id}", "children{id", "insights.metric", "a,,b", "{id}", "a b"])
def test_a_syntax_error_says_where(text: str) -> None:
    with pytest.raises(GraphError) as error:
        parse_fields(text)
    assert error.value.code == 2500
    assert "at character" in error.value.message
