"""A switch in both positions: what is seen while it is off, on, and off again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.sandbox.instagram.conftest import Sandbox
from tests.sandbox.instagram.far_end import App

Account = dict[str, str]


@dataclass(frozen=True)
class Scene:
    """A fresh sandbox, an account with media of every kind, and an app that listens."""

    sandbox: Sandbox
    shop: Account
    app: App

    async def get(self, path: str, **params: Any) -> Any:
        """The body of a good answer to the shop's call."""
        return await self.sandbox.ok(path, self.shop["access_token"], **params)

    async def refusal(self, path: str, **params: Any) -> tuple[int, int | None] | None:
        """Code and subcode, or None for a good answer."""
        reply = await self.sandbox.get(path, self.shop["access_token"], **params)
        if reply.status == 200:
            return None
        return reply.error["code"], reply.error.get("error_subcode")

    async def header(self, name: str, path: str = "/me", **params: Any) -> str | None:
        reply = await self.sandbox.get(path, self.shop["access_token"], **params)
        return {key.lower(): value for key, value in reply.headers.items()}.get(name)

    async def media(self, **wanted: str) -> str:
        """The newest media with such fields."""
        fields = "id,media_product_type,media_type"
        reply = await self.get("/me/media", fields=fields, limit=100)
        return str(next(one["id"] for one in reply["data"] if wanted.items() <= one.items()))

    async def story(self, hours: float = 12, **settings: Any) -> str:
        """A story that was published so long ago."""
        story = await self.sandbox.story(self.shop, **{"viewers": 500, **settings})
        await self.sandbox.advance(hours=hours)
        return story


Observe = Callable[[Scene], Awaitable[Any]]


@dataclass(frozen=True)
class Position:
    """``off`` and ``on``: what ``observe`` sees without the switch, and with it."""

    name: str
    observe: Observe
    off: Any
    on: Any
    params: dict[str, Any] = field(default_factory=dict)


async def try_both(scene: Scene, position: Position) -> None:
    await _check(scene, position, position.off)
    fault = await scene.sandbox.fault(position.name, **position.params)
    await _check(scene, position, position.on)
    await scene.sandbox.call("DELETE", f"/sandbox/faults/{fault}")
    await _check(scene, position, position.off)


async def _check(scene: Scene, position: Position, expected: Any) -> None:
    seen = await position.observe(scene)
    assert seen == expected, f"saw {seen!r} instead of {expected!r}"


def each(positions: tuple[Position, ...]) -> pytest.MarkDecorator:
    def name(position: Position) -> str:
        values = "-".join(str(value) for value in position.params.values())
        return f"{position.name}-{values}".rstrip("-")

    return pytest.mark.parametrize("position", positions, ids=name)
