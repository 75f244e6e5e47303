"""A call to the Graph host as it came in, and the answer that goes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class GraphRequest:
    """``segments``: the path without the version. ``version``: the number asked, if any."""

    method: str
    segments: tuple[str, ...]
    params: Mapping[str, str]
    access_token: str | None
    origin: str
    version: int | None


@dataclass
class Answer:
    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


def endpoint(segments: Sequence[str]) -> str:
    """The path as a template: ``/{media}/insights``; every own user is ``/{user}``."""
    if not segments:
        return "/"
    first = segments[0]
    if first == "me" or first.startswith(("17841", "27")):
        first = "{user}"
    elif first.isdecimal():
        first = "{media}"
    return "/" + "/".join((first, *segments[1:]))
