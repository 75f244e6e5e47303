"""One endpoint: where it is, what it takes and answers, and who reads it for whom."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from bot.domain.api_keys import ApiKey, ApiRight
from bot.web.api.answers import Answer

TOKEN = r"^[\x21-\x7e]{1,500}$"  # noqa: S105 - how every one looks
"""An Instagram token: so much fits into an address, however it is written."""
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,15}")


class Parameters(BaseModel):
    """Of the path or of the query; what is not named is an error, so that no typo is silent."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NoParameters(Parameters):
    pass


def _in_digits(value: object) -> object:
    """Python reads ``1_0``, ``+5`` and ``5.0`` as whole numbers, which no specification does."""
    if isinstance(value, str) and not WHOLE.fullmatch(value):
        raise ValueError("a whole number in digits")
    return value


WholeNumber = Annotated[int, BeforeValidator(_in_digits)]


@dataclass(frozen=True)
class Asked:
    """A request that was let in and understood; ``header`` is the one secret it may bring."""

    key: ApiKey
    path: Any
    query: Any
    instagram_token: str | None
    known: frozenset[str]
    """What If-None-Match names."""

    def has(self, etag: str) -> bool:
        return not self.known.isdisjoint({etag, "*"})


@dataclass(frozen=True)
class FileAnswer:
    """``etag`` stays as long as the file would say the same, whenever it is made.

    ``content`` is None where the other side has it.
    """

    etag: str
    content_type: str
    name: str = ""
    content: bytes | None = None


@dataclass(frozen=True)
class Link:
    """Where one goes on with what was answered: its place there, as a JSON Pointer."""

    operation_id: str
    parameter: str
    pointer: str


@dataclass(frozen=True)
class Endpoint:
    """``right`` None: every key may, or the answer depends on what is found."""

    path: str
    operation_id: str
    summary: str
    description: str
    right: ApiRight | None
    path_parameters: type[Parameters]
    query_parameters: type[Parameters]
    answer: type[Answer]
    errors: tuple[str, ...]
    handle: Callable[[Asked], Awaitable[Answer | FileAnswer]]
    remembered_for: timedelta = timedelta()
    """Who asks again so soon gets the same answer, if it was complete."""
    leads_to: tuple[Link, ...] = ()
    takes_token: bool = False
    """Reads the header ``X-Instagram-Token``, too."""
    weight: int = 1
    """As so many requests it counts: what takes the machine long has a higher one."""
    files: tuple[str, ...] = ()
    """Content types that it answers besides ``answer`` as JSON."""
