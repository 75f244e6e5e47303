"""A valid reply, spoiled in every way that we could think of; the same ways each time."""

import copy
import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]

HTML = b"<!DOCTYPE html><html><body><h1>Sorry, something went wrong.</h1></body></html>"
LONG_BODY = 50_000_000

# Fields ---------------------------------------------------------------------------------------

NOT_JSON = {
    "NaN": "NaN",
    "minus infinity": "-Infinity",
    "an integer of 20 digits": "9" * 20,
    "an integer of 5,000 digits": "9" * 5000,
    "nested too deep": "[" * 100_000 + "]" * 100_000,
}
"""What nobody may write into JSON, wherever it stands."""

WRONG_VALUES = NOT_JSON | {
    "null": "null",
    "true": "true",
    "false": "false",
    "a number": "7",
    "below zero": "-1",
    "a fraction": "1.5",
    "a number without end": "1e400",
    "a text": '"?"',
    "a number in a text": '"12"',
    "an empty text": '""',
    "NUL": r'"\u0000"',
    "half a surrogate pair": r'"\ud83c"',
    "an empty list": "[]",
    "a list": "[[7]]",
    "an empty object": "{}",
    "an object": '{"value": 7}',
}

HOLE = "@@"


@dataclass(frozen=True)
class FieldMutation:
    """``path`` is where, ``change`` is what was done there."""

    path: Path
    change: str
    body: bytes

    @property
    def name(self) -> str:
        """``data[0].values[0].value is null``."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return f"{''.join(steps).removeprefix('.') or 'reply'} {self.change}"


def field_mutations(valid: bytes) -> Iterator[FieldMutation]:
    """Every field and list is spoiled, and the first item of every list."""
    reply = json.loads(valid)
    for path, value in _places(reply, ()):
        for change, changed in _changes(value):
            yield FieldMutation(path, change, _with(reply, path, changed))
        if path and isinstance(path[-1], str):
            yield FieldMutation(path, "is missing", _without(reply, path))


def _places(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _places(inner, (*path, name))
    if isinstance(value, list) and value:
        yield from _places(value[0], (*path, 0))


def _changes(value: Any) -> Iterator[tuple[str, str]]:
    """What is done to a value, and the JSON that it becomes."""
    still_right = {
        str: {"a text", "a number in a text"},
        int: {"a number"},
    }.get(type(value), set())
    for name, raw in WRONG_VALUES.items():
        if name not in still_right and raw != json.dumps(value):
            yield f"is {name}", raw
    if isinstance(value, dict):
        yield "has a field more", json.dumps({"new_field": {"of": [1.5, None]}} | value)
    if isinstance(value, dict) and value:
        name, inner = next(iter(value.items()))
        yield (
            "has a field twice",
            f"{{{json.dumps(name)}: {json.dumps(inner)}, " + json.dumps(value).removeprefix("{"),
        )
    if isinstance(value, list) and value:
        yield "has an item twice", json.dumps([value[0], *value])


def _with(reply: Any, path: Path, raw: str) -> bytes:
    if not path:
        return raw.encode()
    changed = copy.deepcopy(reply)
    _parent(changed, path)[path[-1]] = HOLE
    return json.dumps(changed).replace(json.dumps(HOLE), raw).encode()


def _without(reply: Any, path: Path) -> bytes:
    changed = copy.deepcopy(reply)
    del _parent(changed, path)[path[-1]]
    return json.dumps(changed).encode()


def _parent(reply: Any, path: Path) -> Any:
    for step in path[:-1]:
        reply = reply[step]
    return reply


# Whole bodies, status and headers ---------------------------------------------------------------


@dataclass(frozen=True)
class ReplyMutation:
    name: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def body_mutations(valid: bytes) -> list[ReplyMutation]:
    """None of them is an answer."""
    text = valid.decode().strip()
    other_bodies = {
        "HTML": HTML,
        "an empty body": b"",
        "blanks": b" \r\n\t ",
        "plain text": b"OK",
        "form data": b"access_token=IGAA&expires_in=5183944",
        "a success mark": b'{"success": true}',
        "an error of code 2": b'{"error": {"message": "?", "code": 2}}',
        "an error without a code": b'{"error": {}}',
        "an error that is null": b'{"error": null, ' + text.encode().removeprefix(b"{"),
        "in a list": f"[{text}]".encode(),
        "in a result": f'{{"result": {text}}}'.encode(),
        "in data, without a list": f'{{"data": {text}}}'.encode(),
        "twice in data": f'{{"data": [{text}, {text}]}}'.encode(),
        "in a text": json.dumps(text).encode(),
        "twice in a row": f"{text}\n{text}".encode(),
        "with something behind": f"{text}<!-- x -->".encode(),
        "with a guard in front": f"for (;;);{text}".encode(),
        "as a callback": f"callback({text});".encode(),
        "with a comment": f"/* x */ {text}".encode(),
        "with a comma too many": f"{text[:-1]},}}".encode(),
        "with single quotes": text.replace('"', "'").encode(),
        "with bare NUL": text.replace('": ', '": \x00', 1).encode(),
        "with a raw NUL in a name": text.replace('"', '"\x00', 1).encode(),
        "with bytes that are no UTF-8": valid.replace(b'"', b'"\xff\xfe', 1),
        "with a surrogate in UTF-8": valid.replace(b'"', b'"\xed\xa0\xbd', 1),
        "in UTF-16": text.encode("utf-16"),
        "in UTF-32": text.encode("utf-32"),
        "compressed without a word": gzip.compress(valid),
        "50 MB of blanks behind": valid + b" " * LONG_BODY,
        "50 MB of one text": b'{"id": "' + b"7" * LONG_BODY + b'"}',
    }
    lengths = (1, len(text) // 4, len(text) // 2, 3 * len(text) // 4, len(text) - 1)
    truncated = {f"cut off after {length}": text.encode()[:length] for length in lengths}
    return [ReplyMutation(name, body) for name, body in (other_bodies | truncated).items()]


def status_mutations(valid: bytes) -> list[ReplyMutation]:
    """No answer either: other states than 200, and bodies that are not what the headers say."""
    with_answer = [201, 202, 203, 204, 206, 301, 302, 304, 307, 308, 400, 418, 500]
    with_html = [400, 401, 403, 404, 410, 429, 500, 502, 503, 504, 520]
    location = {"Location": "/elsewhere"}
    encoded = {
        "gzip, which is a lie": ("gzip", valid),
        "deflate, which is a lie": ("deflate", valid),
        "br, which is a lie": ("br", valid),
        "gzip, cut off": ("gzip", gzip.compress(valid)[:-12]),
        "gzip, broken inside": ("gzip", gzip.compress(valid)[:14] + b"\x00" * 30),
        "gzip of 50 MB": ("gzip", gzip.compress(b" " * LONG_BODY, 1)),
    }
    return [
        *(ReplyMutation(f"{code} with the answer", valid, code, location) for code in with_answer),
        *(ReplyMutation(f"{code} with HTML", HTML, code) for code in with_html),
        *(
            ReplyMutation(name, body, headers={"Content-Encoding": encoding})
            for name, (encoding, body) in encoded.items()
        ),
    ]


def harmless_mutations(valid: bytes) -> list[ReplyMutation]:
    """The same answer in another dress: it must be understood."""
    reply = json.loads(valid)
    bodies = {
        "with a byte order mark": b"\xef\xbb\xbf" + valid,
        "with blanks around": b"\r\n\t " + valid + b"\r\n\r\n",
        "with every sign escaped": json.dumps(reply).encode(),
        "with nothing escaped": json.dumps(reply, ensure_ascii=False).encode(),
        "on many lines": json.dumps(reply, indent="\t").encode(),
        "in another order": json.dumps(reply, sort_keys=True).encode(),
        "with a field more": json.dumps({"new_field": [{}]} | reply).encode(),
    }
    types = ["image/png", "text/html; charset=utf-7", "application/json; charset=nonsense", ";;;"]
    return [
        *(ReplyMutation(name, body) for name, body in bodies.items()),
        *(ReplyMutation(kind, valid, headers={"Content-Type": kind}) for kind in types),
        ReplyMutation("gzip", gzip.compress(valid), headers={"Content-Encoding": "gzip"}),
        ReplyMutation("deflate", zlib.compress(valid), headers={"Content-Encoding": "deflate"}),
    ]


# The wire -------------------------------------------------------------------------------------

RESET = None
"""Instead of more bytes: the connection is reset."""

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def wire_mutations(valid: bytes) -> dict[str, list[bytes | None]]:
    """What is sent before the connection is closed. None of it is an answer."""
    half = valid[: len(valid) // 2]
    length = b"Content-Length: %d\r\n\r\n"
    chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    chunk = b"%x\r\n%s\r\n" % (len(valid), valid)
    return {
        "closed without a word": [],
        "reset without a word": [RESET],
        "reset in the status": [b"HTTP/1.1 2", RESET],
        "reset in the headers": [HEAD, RESET],
        "reset after the headers": [HEAD + length % len(valid), RESET],
        "reset in the body": [HEAD + length % len(valid) + half, RESET],
        "closed in the body": [HEAD + length % len(valid) + half],
        "a body shorter than its length": [HEAD + length % (len(valid) + 9) + valid],
        "a body longer than its length": [HEAD + length % len(half) + valid],
        "a length of nothing": [HEAD + length % 0 + valid],
        "a length that is no number": [HEAD + b"Content-Length: many\r\n\r\n" + valid],
        "a length below zero": [HEAD + length % -5 + valid],
        "two lengths": [HEAD + b"Content-Length: 2\r\n" + length % len(valid) + valid],
        "a length and chunks": [HEAD + b"Transfer-Encoding: chunked\r\n" + length % 5 + chunk],
        "chunks without an end": [chunked + chunk],
        "a chunk without a size": [chunked + b"size\r\n" + valid],
        "a chunk shorter than its size": [chunked + b"FFFF\r\n" + valid + b"\r\n0\r\n\r\n"],
        "another protocol": [b"SSH-2.0-OpenSSH_9.6\r\n" + valid],
        "no status at all": [valid],
        "a status that is a word": [b"HTTP/1.1 FINE\r\n\r\n" + valid],
        "a status of five digits": [b"HTTP/1.1 20000 OK\r\n\r\n" + valid],
        "a header without a name": [HEAD + b": x\r\n" + length % len(valid) + valid],
        "a header of 100 kB": [HEAD + b"X: " + b"x" * 100_000 + b"\r\n\r\n" + valid],
        "binary noise": [bytes(range(256)) * 8],
    }
