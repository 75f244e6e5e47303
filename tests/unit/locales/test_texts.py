"""No text is missing, unused or different in its variables from one language to another."""

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from bot.domain.accounts import LANGUAGES as PERSONS_LANGUAGES
from bot.domain.errors import Refusal
from bot.domain.operator_alerts import HAPPENED, OperatorAlert
from bot.locales import LANGUAGES, texts
from bot.presenters.metric_words import NAMES

FAR_END = {"sandbox", "simulate"}
"""They say nothing to people."""
SOURCES = sorted(path for path in Path("bot").rglob("*.py") if FAR_END.isdisjoint(path.parts))

KEYS_MADE_AT_RUN_TIME = {
    *(f"error-instagram-{refusal.value.replace('_', '-')}" for refusal in Refusal),
    *(f"metric-{name.replace('_', '-')}" for name in NAMES),
    *(f"operator-{kind}" for kind in OperatorAlert),
    *(f"operator-over-{kind}" for kind in OperatorAlert if kind not in HAPPENED),
    *(f"metric-name-{name.replace('_', '-')}" for name in NAMES),
}
"""Every family of keys that no source spells out."""


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def _entries(language: str) -> list[fluent.EntryType]:
    source = (files("bot.locales") / f"{language}.ftl").read_text(encoding="utf-8")
    return list(FluentParser().parse(source).body)


def _variables_by_key(language: str) -> dict[str, set[str]]:
    found = {}
    for entry in _entries(language):
        if isinstance(entry, fluent.Message):
            visitor = _Variables()
            visitor.visit(entry)
            found[entry.id.name] = visitor.names
    return found


def _trees() -> Iterator[ast.Module]:
    for path in SOURCES:
        yield ast.parse(path.read_text(encoding="utf-8"))


def _constants(node: ast.AST) -> set[str]:
    return {
        child.value
        for child in ast.walk(node)
        if isinstance(child, ast.Constant) and isinstance(child.value, str)
    }


def _keys_asked_for() -> set[str]:
    """Keys given to ``text``, ``plain`` or ``button``, and those that errors name."""
    keys = set(KEYS_MADE_AT_RUN_TIME)
    for node in (node for tree in _trees() for node in ast.walk(tree)):
        match node:
            case ast.Call(func=ast.Attribute(attr="text" | "plain"), args=[key, *_]):
                keys |= _constants(key)
            case ast.Call(func=ast.Name(id="button"), args=[_, key, *_]):
                keys |= _constants(key)
            case ast.Assign(targets=[ast.Name(id="message_key")], value=key):
                keys |= _constants(key)
    return keys


def test_every_person_language_has_a_file() -> None:
    assert LANGUAGES == PERSONS_LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_holds_nothing_unreadable_and_nothing_twice(language: str) -> None:
    entries = _entries(language)
    assert [entry.content for entry in entries if isinstance(entry, fluent.Junk)] == []
    names = [entry.id.name for entry in entries if isinstance(entry, fluent.Message)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things_with_the_same_variables(language: str) -> None:
    assert _variables_by_key(language) == _variables_by_key("en")


def test_the_languages_stand_in_the_same_order() -> None:
    orders = {language: list(_variables_by_key(language)) for language in LANGUAGES}
    assert orders["ru"] == orders["en"]
    assert orders["es"] == orders["en"]


def test_every_text_asked_for_exists() -> None:
    missing = _keys_asked_for() - set(_variables_by_key("en"))
    assert missing == set()


def test_every_text_is_used() -> None:
    named = set(KEYS_MADE_AT_RUN_TIME).union(*(_constants(tree) for tree in _trees()))
    unused = set(_variables_by_key("en")) - named
    assert unused == set()


def test_an_unknown_text_and_a_missing_variable_are_errors() -> None:
    with pytest.raises(KeyError):
        texts("en").format("no-such-text", {})
    with pytest.raises(KeyError, match="home-menu"):
        texts("en").format("home-menu", {"account": "@ana"})


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 публикация"),
        (3, "3 публикации"),
        (11, "11 публикаций"),
        (1121, "1\u00a0121 публикация"),
    ],
)
def test_russian_plurals(count: int, words: str) -> None:
    assert texts("ru").format("overview-posts", {"count": count}) == words


def test_russian_writes_yo_and_its_own_quotes() -> None:
    source = (files("bot.locales") / "ru.ftl").read_text(encoding="utf-8")
    for wrong in ("“", "”", " - ", " еще", "подключен ", "Подключен ", "подключен,", "все сохран"):
        assert wrong not in source
