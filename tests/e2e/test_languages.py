"""Everybody is spoken to in their own language, all the way."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, TextElement

from bot.locales import texts
from tests.e2e.people import Person, World, buttons, shown


@dataclass(frozen=True)
class Expected:
    user_id: int
    language: str
    account: str
    percentage: str
    """With this language's decimal sign."""
    thousands: str


PEOPLE = [
    Expected(801, "ru", "casa.verde", r"\d,\d %", r"Подписчики: \d{2} \d{3}\b"),
    Expected(802, "es", "marta.draws", r"\d,\d %", r"Seguidores: \d{2}\.\d{3}\b"),
]


@pytest.mark.parametrize("expected", PEOPLE, ids=lambda expected: expected.language)
async def test_a_person_is_answered_in_their_language(
    standing_world: World, expected: Expected
) -> None:
    said = texts(expected.language)
    person = await standing_world.person(expected.user_id, "Ana", expected.language)

    welcome = await person.say("/start")
    assert said.format("button-connect", {}) in _labels(welcome)
    invitation = await person.invitation()
    async with standing_world.http.get(invitation) as page:
        start_page = await page.text()
    assert f'<html lang="{expected.language}"' in start_page
    assert said.format("page-start-button", {}) in start_page

    linked = await person.open_deep_link(await person.authorize(expected.account))
    assert said.format("permission-insights", {}) in shown(linked)
    overview = await person.say("/overview")
    assert overview["photo"] is not None
    assert re.search(expected.percentage, shown(overview))
    assert re.search(expected.thousands, shown(overview))
    stories = await person.say("/stories")
    assert said.format("button-live", {}) in _labels(stories)
    for command in ("/posts", "/live", "/digest", "/settings", "/accounts", "/help", "/privacy"):
        await person.say(command)
    await person.say("?")

    await _expect_no_english(person, expected)


async def _expect_no_english(person: Person, expected: Expected) -> None:
    seen = [
        line
        for message in await person.messages()
        if message["from"] == "bot"
        for line in (shown(message), *_labels(message))
    ]
    leaks = {
        words
        for words in _english_only(expected.language)
        for text in seen
        if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    }
    assert leaks == set()
    numbers = [number for text in seen for number in re.findall(r"\d+\.\d+\s?%", text)]
    assert numbers == []


def _labels(message: dict[str, object]) -> list[str]:
    return [str(button["text"]) for button in buttons(message)]


@cache
def _english_only(language: str) -> frozenset[str]:
    """English phrases of our texts that this language does not use anywhere."""
    source = files("bot.locales")
    own = (source / f"{language}.ftl").read_text(encoding="utf-8")
    phrases = (
        phrase
        for entry in FluentParser().parse((source / "en.ftl").read_text(encoding="utf-8")).body
        if isinstance(entry, Message) and entry.value is not None
        for element in entry.value.elements
        if isinstance(element, TextElement)
        for phrase in re.findall(r"[A-Za-z][A-Za-z ’]{3,}[A-Za-z]", _plain(element.value))
    )
    return frozenset(phrase for phrase in phrases if phrase not in own)


def _plain(text: str) -> str:
    return re.sub(r"<[^>]*>", "\n", text)
