"""Reads of the versioned graph, with the token in a header."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.http import Call, InstagramHttp
from bot.instagram.strict_json import JsonObject
from bot.services.ports import Access

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
