"""Reads of the versioned graph, with the token in a header."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.http import Call, InstagramHttp
from bot.services.ports import Access
from bot.strict_json import JsonObject

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Graph:
    http: InstagramHttp
    endpoints: InstagramEndpoints

    async def read(
        self,
        node: str,
        edge: str | None,
        access: Access,
        params: Mapping[str, str],
        answer: Callable[[JsonObject], Answer],
        *,
        metrics: Sequence[str] = (),
    ) -> Answer:
        """``GET /{node}`` or one of its edges, as ``answer`` understands the reply.

        ``metrics`` is what is asked for, in the order of the parameters: refusals name positions.
        """
        path = [node] if edge is None else [node, edge]
        template = ["me" if node == "me" else "{id}", *path[1:]]
        call = Call(
            endpoint=f"GET /{'/'.join(template)}",
            url=self.endpoints.read(*path),
            params=params,
            access=access,
            metrics=metrics,
        )
        return await self.http.ask(call, answer)

    async def change(
        self,
        method: Literal["POST", "DELETE"],
        path: Sequence[str],
        access: Access,
        params: Mapping[str, str],
        answer: Callable[[JsonObject], Answer],
    ) -> Answer:
        """What changes something at Instagram, and may be asked twice without harm."""
        endpoint = f"{method} /{'/'.join(path)}"
        call = Call(endpoint, self.endpoints.read(*path), params, access, method)
        return await self.http.ask(call, answer)
