"""Reading JSON from outside: bad input becomes one kind of error, never a surprise."""

import json
from typing import Any, NoReturn

JsonObject = dict[str, Any]

LONGEST_INTEGER = 19
"""Digits of the longest integer a database keeps; Instagram's ids have 17."""

DEEPEST = 50
"""Levels of nesting. What is read here is also written again and walked through, and neither may
end in a RecursionError."""


class NotJson(Exception):
    """The bytes are not a JSON object that we accept. The text never quotes them."""


def read_object(body: bytes) -> JsonObject:
    """Raises NotJson: for HTML, NaN, endless numbers, endless nesting, or another top level.

    A field that comes twice in one object is refused too: nobody knows which of them counts.
    """
    try:
        value = json.loads(
            body.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_int=_integer,
        )
    except (ValueError, RecursionError) as error:
        raise NotJson(f"not JSON ({type(error).__name__})") from None
    if not isinstance(value, dict):
        raise NotJson(f"a JSON {type(value).__name__} instead of an object")
    if _is_deeper(value, DEEPEST):
        raise NotJson(f"more than {DEEPEST} levels")
    return value


def _is_deeper(value: JsonObject, levels: int) -> bool:
    level: list[Any] = [value]
    for _ in range(levels):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _object(fields: list[tuple[str, Any]]) -> JsonObject:
    value = dict(fields)
    if len(value) != len(fields):
        raise ValueError("a field that comes twice")
    return value


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > LONGEST_INTEGER:
        raise ValueError("an integer of too many digits")
    return int(digits)


def _refuse_constant(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")
