"""Values at rest: bound to their row, and refused when anything about them changed."""

import base64
import copy
import json
import logging
import pickle
import re
import tomllib
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.domain.secret import Secret
from bot.services.ports import AccountToken
from bot.storage import crypto
from bot.storage.crypto import Keyring, Place, Undecryptable, new_nonce
from bot.storage.errors import BadEncryptionKeys
from tests.support.clock import START

TOKEN = Secret("IGAA" + "x" * 200)
PLACE = Place("link", "token", 12, 7)


def key(first: int) -> str:
    return base64.b64encode(bytes(range(first, first + 32))).decode()


def keyring(text: str) -> Keyring:
    return Keyring.parse(Secret(text))


def test_a_value_comes_back_and_says_under_which_key_it_was_kept() -> None:
    keys = keyring(f"2026b:{key(1)},2025a:{key(2)}")
    envelope = keys.encrypt(TOKEN, PLACE)
    assert envelope.startswith("v1.2026b.")
    assert TOKEN.reveal() not in envelope
    assert keys.decrypt(envelope, PLACE) == TOKEN


MILLION = 1_000_000


def test_of_a_million_nonces_no_two_are_alike() -> None:
    """E6, where the nonces come from: a million whole encryptions would take ten times as long."""
    assert len({new_nonce() for _ in range(MILLION)}) == MILLION


def test_every_encryption_takes_a_new_nonce(monkeypatch: pytest.MonkeyPatch) -> None:
    """E6, that they come from there: the first 12 bytes of each value are its nonce."""
    taken: list[bytes] = []

    def noted() -> bytes:
        taken.append(new_nonce())
        return taken[-1]

    monkeypatch.setattr(crypto, "new_nonce", noted)
    keys = keyring(f"a:{key(1)}")
    sealed = [keys.encrypt(TOKEN, PLACE).removeprefix("v1.a.") for _ in range(10_000)]
    assert [base64.urlsafe_b64decode(one[:16]) for one in sealed] == taken


def test_older_keys_go_on_decrypting() -> None:
    envelope = keyring(f"old:{key(2)}").encrypt(TOKEN, PLACE)
    assert keyring(f"new:{key(1)},old:{key(2)}").decrypt(envelope, PLACE) == TOKEN


RELEASED = sorted((Path(__file__).parent / "sealed_values").glob("*.json"))


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_the_values_of_every_released_version_can_be_read(released: Path) -> None:
    """E7. A file of a release is never changed; a release with a new format adds one."""
    golden = json.loads(released.read_text())
    keys = keyring(golden["keys"])
    kinds = set()
    for one in golden["values"]:
        place = Place(one["table"], one["column"], one["row_id"], one["owner"])
        assert keys.decrypt(one["sealed"], place) == Secret(one["value"])
        kinds.add((one["table"], one["column"], one["sealed"].split(".")[1]))
    assert len(kinds) == 5 * len(keys.kids)


def test_the_running_version_has_a_file_of_its_values() -> None:
    """E7."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert project["project"]["version"] in {path.stem for path in RELEASED}


@pytest.mark.proves("S12")
@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param(Place("link_attempt", "token", 12, 7), id="another table"),
        pytest.param(Place("link", "code", 12, 7), id="another column"),
        pytest.param(Place("link", "token", 13, 7), id="another row"),
        pytest.param(Place("link", "token", 12, 8), id="another owner"),
        pytest.param(Place("link", "token", 1, 27), id="digits moved over the border"),
    ],
)
def test_a_value_that_was_moved_is_refused(elsewhere: Place) -> None:
    """E2."""
    keys = keyring(f"a:{key(1)}")
    with pytest.raises(Undecryptable):
        keys.decrypt(keys.encrypt(TOKEN, PLACE), elsewhere)


def test_every_flipped_bit_is_refused() -> None:
    """E3."""
    keys = keyring(f"a:{key(1)}")
    envelope = keys.encrypt(TOKEN, PLACE).encode()
    assert len(envelope) * 8 > 2000
    for position in range(len(envelope)):
        for bit in range(8):
            flipped = bytearray(envelope)
            flipped[position] ^= 1 << bit
            with pytest.raises(Undecryptable):
                keys.decrypt(flipped.decode("latin-1"), PLACE)


def test_a_key_of_the_same_name_that_is_another_key_is_refused() -> None:
    envelope = keyring(f"a:{key(1)}").encrypt(TOKEN, PLACE)
    with pytest.raises(Undecryptable) as refusal:
        keyring(f"a:{key(2)}").decrypt(envelope, PLACE)
    assert refusal.value.__cause__ is None
    assert envelope not in str(refusal.value)


SHORT = base64.b64encode(bytes(range(31))).decode()
LONG = base64.b64encode(bytes(range(33))).decode()
WRITTEN = base64.b64encode(b"correct horse battery staple, 32").decode()
CONSTANT = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("", "key 1 is empty", id="nothing"),
        pytest.param(f"a:{key(1)},", "key 2 is empty", id="a comma too many"),
        pytest.param(key(1), "key 1 does not read", id="no kid"),
        pytest.param(f"a.b:{key(1)}", "key 1 does not read", id="a kid with a dot"),
        pytest.param(f"a:{key(1)[:-2]}", "key a is not base64", id="truncated"),
        pytest.param(f"a:{SHORT}", "key a is 31 bytes long", id="31 bytes"),
        pytest.param(f"a:{LONG}", "key a is 33 bytes long", id="33 bytes"),
        pytest.param(f"a:{CONSTANT}", "key a is one byte over", id="all bytes alike"),
        pytest.param(f"a:{WRITTEN}", "key a is written text", id="a passphrase"),
        pytest.param(f"a:{key(1)},a:{key(2)}", "key a: this kid is given twice", id="same kid"),
        pytest.param(f"a:{key(1)},b:{key(1)}", "key b: the same key is given", id="same key"),
    ],
)
def test_malformed_keys_are_refused_by_name_and_never_shown(text: str, complaint: str) -> None:
    with pytest.raises(BadEncryptionKeys, match=complaint) as refusal:
        keyring(text)
    assert not re.search(r"[A-Za-z0-9+/]{20}", str(refusal.value))


@pytest.mark.parametrize(
    "show",
    [
        pytest.param(repr, id="repr"),
        pytest.param(str, id="str"),
        pytest.param(ascii, id="ascii"),
        pytest.param("{}".format, id="format"),
        pytest.param(lambda secret: f"{secret}", id="f-string"),
        pytest.param(lambda secret: f"{secret!r}", id="f-string of its repr"),
        pytest.param(lambda secret: "%s %r" % (secret, secret), id="percent"),  # noqa: UP031
        pytest.param(lambda secret: json.dumps([secret], default=str), id="json"),
        pytest.param(lambda secret: str({"token": [secret]}), id="inside others"),
        pytest.param(lambda secret: repr(AccountToken(1, 7, secret, START, START)), id="dataclass"),
        pytest.param(lambda secret: "".join(traceback_of(secret)), id="traceback"),
    ],
)
def test_a_secret_shows_stars(show: Callable[[Secret], str]) -> None:
    """E9."""
    shown = show(TOKEN)
    assert TOKEN.reveal() not in shown
    assert "***" in shown


def traceback_of(secret: Secret) -> list[str]:
    """With the local variables, as some tools print it."""
    try:
        raise ValueError(secret)  # noqa: TRY301
    except ValueError as error:
        return list(
            traceback.TracebackException.from_exception(error, capture_locals=True).format()
        )


@pytest.mark.parametrize(
    "serialise",
    [
        pytest.param(pickle.dumps, id="pickle"),
        pytest.param(json.dumps, id="json"),
        pytest.param(copy.deepcopy, id="deepcopy"),
        pytest.param(vars, id="vars"),
        pytest.param("{:>10}".format, id="format"),
        pytest.param(
            lambda secret: pickle.dumps(AccountToken(1, 7, secret, START, START)), id="in"
        ),
        pytest.param(lambda secret: asdict(AccountToken(1, 7, secret, START, START)), id="asdict"),
    ],
)
def test_a_secret_refuses_what_would_carry_it_away(serialise: Callable[[Secret], object]) -> None:
    """E9."""
    with pytest.raises(TypeError) as refusal:
        serialise(TOKEN)
    assert TOKEN.reveal() not in str(refusal.value)


def test_a_secret_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """E9."""
    logging.getLogger("test").error("failed with %s and %r", TOKEN, [TOKEN])
    assert caplog.messages == ["failed with *** and [***]"]
