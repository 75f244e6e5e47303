"""Taps on buttons and inline queries: asked by a person, answered once by the bot."""

import asyncio
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.sandbox.bot_api.errors import bad_request
from bot.sandbox.bot_api.world import World
from bot.sandbox.store import Store

ANSWER_LIFETIME = 20
"""Seconds in which a query can be answered. Telegram does not publish it; people report 5-20."""

_QUERIES = "telegram_queries"


@dataclass(frozen=True)
class Query:
    id: str
    kind: Literal["callback", "inline"]
    user_id: int
    chat_id: int
    asked: int


class Queries:
    def __init__(self, store: Store, world: World) -> None:
        self._store = store
        self._world = world
        self._queries = {key: Query(**kept) for key, kept in store.load(_QUERIES).items()}
        self.offered: dict[int, dict[str, Any]] = {}
        """By person: the inline results that they saw last, which they can send."""
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}

    def ask(self, kind: Literal["callback", "inline"], user_id: int, chat_id: int) -> Query:
        number = self._world.count("query")
        query = Query(str(user_id << 32 | number), kind, user_id, chat_id, self._world.now())
        self._forget_old_ones()
        self._queries[query.id] = query
        self._store.put(_QUERIES, query.id, asdict(query))
        self._answers[query.id] = asyncio.get_running_loop().create_future()
        return query

    def answer(
        self, query_id: str, kind: Literal["callback", "inline"], answer: dict[str, Any]
    ) -> Query:
        """Raises 400 when there is no such query or it is too old."""
        query = self._queries.get(query_id)
        if query is None or query.kind != kind or self._is_too_old(query):
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        waiting = self._answers.get(query_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)
        return query

    async def wait_for_answer(self, query: Query, seconds: float) -> dict[str, Any] | None:
        """None when the bot has not answered in time."""
        answer = self._answers[query.id]
        await asyncio.wait([answer], timeout=seconds)
        del self._answers[query.id]
        return answer.result() if answer.done() and not answer.cancelled() else None

    def close(self) -> None:
        """Those who wait for an answer get none."""
        for waiting in self._answers.values():
            waiting.cancel()

    def _is_too_old(self, query: Query) -> bool:
        return self._world.now() - query.asked > ANSWER_LIFETIME

    def _forget_old_ones(self) -> None:
        for query in list(self._queries.values()):
            if self._is_too_old(query):
                del self._queries[query.id]
                self._store.delete(_QUERIES, query.id)
