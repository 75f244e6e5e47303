"""One piece of work for all who wait for it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.domain.errors import BotError

Question = TypeVar("Question")
Answer = TypeVar("Answer")


@dataclass(eq=False)
class _Asker(Generic[Question, Answer]):
    question: Question
    answer: Sequence[Answer] = ()
    """One, once it is there."""
    error: Exception | None = None
    has_left: bool = False

    @property
    def is_answered(self) -> bool:
        return bool(self.answer) or self.error is not None


async def _nothing(_: object) -> None: ...


class Together(Generic[Question, Answer]):
    """Answers what was asked while an earlier piece of work went on in one piece.

    A transaction costs far more than what one look asks of it, and there is one writer: under
    load several share one. Nobody waits for others to come; who asks alone is answered alone.
    Whoever is cancelled is left out; a question that was answered all the same is ``let_go``.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Question]], Awaitable[Sequence[Answer]]],
        let_go: Callable[[Question], Awaitable[None]] = _nothing,
    ) -> None:
        self._work = work
        self._let_go = let_go
        self._waiting: list[_Asker[Question, Answer]] = []
        self._turn = asyncio.Lock()

    async def __call__(self, question: Question) -> Answer:
        asker = _Asker[Question, Answer](question)
        self._waiting.append(asker)
        try:
            async with self._turn:
                if not asker.is_answered:
                    await self._answer_all()
        except asyncio.CancelledError:
            asker.has_left = True
            raise
        if asker.error is not None:
            raise asker.error
        return asker.answer[0]

    async def _answer_all(self) -> None:
        """Whoever has the turn works for all; when it is cut off, the next one begins anew."""
        askers = [asker for asker in self._waiting if not asker.has_left]
        try:
            await self._answer(askers)
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            if isinstance(error, BotError) or len(askers) == 1:
                _refuse(askers, error)
            else:
                await self._answer_each(askers)
        self._waiting = [asker for asker in self._waiting if not asker.is_answered]
        for asker in askers:
            if asker.has_left and asker.answer:
                await self._let_go(asker.question)

    async def _answer_each(self, askers: Sequence[_Asker[Question, Answer]]) -> None:
        """Perhaps one of them alone is to blame."""
        for asker in askers:
            try:
                await self._answer([asker])
            except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
                _refuse([asker], error)

    async def _answer(self, askers: Sequence[_Asker[Question, Answer]]) -> None:
        answers = await self._work([asker.question for asker in askers])
        for asker, answer in zip(askers, answers, strict=True):
            asker.answer = (answer,)


def _refuse(askers: Sequence[_Asker[Question, Answer]], error: Exception) -> None:
    for asker in askers:
        asker.error = error
