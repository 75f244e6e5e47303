"""Texts that have broken something somewhere, and everywhere in the API where one can be sent."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from urllib.parse import quote, urlencode

from tests.api_checks.world import World
from tests.support.naughty import NAUGHTY_STRINGS
from tests.support.wire import Wire

CONNECTIONS = 8
ADDRESS = "/api/instagram/insights/"
PLACES = ("Authorization", "If-None-Match", "X-Forwarded-For", "Accept")
"""Headers that no specification names, and that we, or what stands before us, read."""


@dataclass(frozen=True)
class Verdicts:
    """``answers`` by place and status; ``failures`` are those that no text may lead to."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def naughty() -> list[bytes]:
    return [text.encode() for text in NAUGHTY_STRINGS]


@dataclass(frozen=True)
class Place:
    """Where a text can be sent; ``{}`` stands in ``path`` for a parameter of the path."""

    name: str
    path: str
    query: Mapping[str, str]
    parameter: str
    kind: str
    """path, query, header, or address: as it is, without any encoding."""

    def request(self, word: bytes, headers: Mapping[str, str]) -> bytes:
        line = b" ".join(word.splitlines())
        path, query, more = self.path, dict(self.query), dict[str, bytes]()
        target = path.encode()
        match self.kind:
            case "path":
                target = path.replace("{}", quote(word, safe="")).encode()
            case "query":
                target = f"{path}?{urlencode({**query, self.parameter: word})}".encode()
            case "header":
                target = f"{path}?{urlencode(query)}".encode() if query else target
                more[self.parameter] = line
            case _:
                target = path.encode() + line
        said = {name: value.encode() for name, value in headers.items()} | more
        lines = [b"%s: %s" % (name.encode(), value) for name, value in said.items()]
        return b"\r\n".join([b"GET %s HTTP/1.1" % target, b"Host: localhost", *lines, b"", b""])


def places(specification: Mapping[str, Any], world: World) -> list[Place]:
    """Each parameter that the specification has, once for all operations that take the same."""
    found: dict[str, Place] = {}
    for path, item in specification["paths"].items():
        parameters = item["get"]["parameters"]
        good = {one["name"]: world.good_value(one) for one in parameters if one["required"]}
        needed = {
            one["name"]: good[one["name"]]
            for one in parameters
            if one["required"] and one["in"] == "query"
        }
        for one in parameters:
            filled = _filled(path, good, one["name"] if one["in"] == "path" else None)
            name = f"{one['in']} {one['name']}"
            place = Place(name, filled, needed, one["name"], one["in"])
            found.setdefault(f"{name} {one['schema']}", place)
    metrics = "/api/instagram/insights/metrics/reels"
    return [
        *found.values(),
        *(Place(f"header {name}", metrics, {}, name, "header") for name in PLACES),
        Place("address", ADDRESS, {}, "", "address"),
    ]


def _filled(path: str, known: Mapping[str, str], left_open: str | None) -> str:
    for name, value in known.items():
        path = path.replace(f"{{{name}}}", "{}" if name == left_open else value)
    return path


async def send_all(
    world: World, specification: Mapping[str, Any], words: Sequence[bytes]
) -> Verdicts:
    """Every word to every place, as Ana."""
    verdicts = Verdicts()
    host, port = world.product.public_url.host, world.product.public_url.port
    assert host is not None
    assert port is not None
    waiting = iter(product(places(specification, world), words))

    async def send() -> None:
        async with Wire(host, port) as wire:
            for place, word in waiting:
                status = (await wire.ask(place.request(word, world.ana.headers))).status
                verdicts.answers[place.name, status] += 1
                if status >= 500:
                    verdicts.failures.append(f"{place.name}: {status} for {word!r}")

    async with asyncio.TaskGroup() as tasks:
        for _ in range(CONNECTIONS):
            tasks.create_task(send())
    return verdicts
