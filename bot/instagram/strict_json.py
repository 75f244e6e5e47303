"""Reading JSON from outside: bad input becomes one kind of error, never a surprise."""

import json
from typing import Any, NoReturn

JsonObject = dict[str, Any]

LONGEST_INTEGER = 19
"""Digits of the longest integer a database keeps; Instagram's ids have 17."""


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
    return value


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
