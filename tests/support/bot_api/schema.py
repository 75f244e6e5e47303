"""Telegram's Bot API as an outsider declares it, held against the calls that leave us.

``schema.json`` is made by ``extract.mjs`` from the type declarations of @grammyjs/types.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).with_name("schema.json")

WORDS = {"true": True, "false": False, "True": True, "False": False}


@cache
def _schema() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(SCHEMA.read_text())
    return loaded


def problems_of(method: str, fields: Mapping[str, str], files: Sequence[str]) -> list[str]:
    """What does not fit in a call as it goes over the wire: every field is a string there.

    ``files`` are the names of the parts that are files.
    """
    declared = _schema()["methods"].get(method)
    if declared is None:
        return [f"there is no method {method}"]
    attached = {f"attach://{name}" for name in files}
    found = []
    for name, text in fields.items():
        if name not in declared:
            found.append(f"{method} has no parameter {name}")
            continue
        if text.startswith("attach://") and text not in attached:
            found.append(f"{method}.{name} names a file that is not there")
        found += _of_text(declared[name]["type"], text, f"{method}.{name}")
    missing = [name for name, one in declared.items() if one["required"] and name not in fields]
    return found + [f"{method} lacks {name}" for name in missing if name not in files]


def _of_text(declared: Any, text: str, path: str) -> list[str]:
    """A field of the form: what is not a word of its own is JSON."""
    as_word = _of(declared, text, path)
    if not as_word:
        return []
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return _of(declared, float(text), path)
    if text in WORDS:
        return _of(declared, WORDS[text], path)
    if text[:1] in "[{":
        return _of(declared, json.loads(text), path)
    return as_word


PLAIN = {"string": str, "file": str, "boolean": bool, "number": int | float}


def _of(declared: Any, value: Any, path: str) -> list[str]:
    """Of several alternatives, what is wrong with the nearest."""
    match declared:
        case "anything":
            found = []
        case str():
            fits = isinstance(value, PLAIN[declared])
            # Python counts true as a number.
            fits = fits and (declared == "boolean") == isinstance(value, bool)
            found = [] if fits else [f"{path} is no {declared}"]
        case {"literal": literal}:
            found = [] if value == literal else [f"{path} is {value!r}, not {literal!r}"]
        case {"array": each}:
            found = (
                [one for item in value for one in _of(each, item, f"{path}[]")]
                if isinstance(value, list)
                else [f"{path} is no list"]
            )
        case {"any": alternatives}:
            found = min((_of(one, value, path) for one in alternatives), key=len)
        case {"object": name}:
            found = _of_object(_schema()["objects"][name], value, path)
        case _:
            raise AssertionError(declared)
    return found


def _of_object(declared: Mapping[str, Any], value: Any, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path} is no object"]
    found = [f"{path} has no field {name}" for name in value if name not in declared]
    found += [
        f"{path} lacks {name}"
        for name, one in declared.items()
        if one["required"] and name not in value
    ]
    for name, item in value.items():
        if name in declared:
            found += _of(declared[name]["type"], item, f"{path}.{name}")
    return found
