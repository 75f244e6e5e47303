"""Values at rest: bound to their row, and refused when anything about them changed."""

import base64
import json
import logging
import pickle
import re

import pytest

from bot.domain.secret import Secret
from bot.services.ports import AccountToken
from bot.storage.crypto import Keyring, Place, Undecryptable
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


def test_every_encryption_is_different() -> None:
    keys = keyring(f"a:{key(1)}")
    assert len({keys.encrypt(TOKEN, PLACE) for _ in range(1000)}) == 1000


def test_older_keys_go_on_decrypting() -> None:
    envelope = keyring(f"old:{key(2)}").encrypt(TOKEN, PLACE)
    assert keyring(f"new:{key(1)},old:{key(2)}").decrypt(envelope, PLACE) == TOKEN


def test_a_value_of_the_first_version_can_still_be_read() -> None:
    envelope = "v1.a.x-PM_gl4-uhGx3eG15dw0RVtx6YulwDcUAzZLwfqMPXDLA"
    assert keyring(f"a:{key(1)}").decrypt(envelope, PLACE) == Secret("golden")


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
    keys = keyring(f"a:{key(1)}")
    with pytest.raises(Undecryptable):
        keys.decrypt(keys.encrypt(TOKEN, PLACE), elsewhere)


def test_every_flipped_bit_is_refused() -> None:
    keys = keyring(f"a:{key(1)}")
    envelope = keys.encrypt(TOKEN, PLACE).encode()
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
        pytest.param(f"a:{key(1)},a:{key(2)}", "key a: this kid is given twice", id="same kid"),
        pytest.param(f"a:{key(1)},b:{key(1)}", "key b: the same key is given", id="same key"),
    ],
)
def test_malformed_keys_are_refused_by_name_and_never_shown(text: str, complaint: str) -> None:
    with pytest.raises(BadEncryptionKeys, match=complaint) as refusal:
        keyring(text)
    assert not re.search(r"[A-Za-z0-9+/]{20}", str(refusal.value))


def test_a_secret_shows_itself_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    token = AccountToken(1, 7, TOKEN, START, START)
    logging.getLogger("test").error("failed with %s and %r", TOKEN, token)
    shown = (str(TOKEN), repr(TOKEN), f"{TOKEN}", str(token), json.dumps([TOKEN], default=str))
    assert TOKEN.reveal() not in " ".join((*shown, caplog.text))
    assert shown[0] == "***"
    with pytest.raises(TypeError):
        pickle.dumps(token)
