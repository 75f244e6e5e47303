"""Encryption of single values: AES-256-GCM, bound to the row that the value belongs to."""

import base64
import binascii
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.domain.secret import Secret
from bot.metrics.counted import DECRYPT_FAILURES
from bot.storage.errors import BadEncryptionKeys

APP = "farolero"
VERSION = "v1"
NONCE_BYTES = 12
KEY_BYTES = 32
PRINTABLE = range(0x20, 0x7F)
KID = re.compile(r"[A-Za-z0-9_-]{1,32}")


def new_nonce() -> bytes:
    """From the system, so that forked and restarted processes repeat none of each other's."""
    return os.urandom(NONCE_BYTES)


class Undecryptable(Exception):
    """The value was not encrypted by a key that we have, for this row. Names no content."""


@dataclass(frozen=True)
class Place:
    """Where a value lives. A value that was moved, even to another owner, is refused."""

    table: str
    column: str
    row_id: int | str
    owner: int | str

    def associated_data(self) -> bytes:
        fields = (APP, VERSION, self.table, self.column, str(self.row_id), str(self.owner))
        encoded = [field.encode() for field in fields]
        # With the lengths in front no two places give the same bytes.
        return b"".join(len(field).to_bytes(4, "big") + field for field in encoded)


class Keyring:
    """The keys by their id; the first encrypts, all decrypt."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._ciphers = {kid: AESGCM(key) for kid, key in keys.items()}
        self.active_kid = next(iter(keys))

    @classmethod
    def parse(cls, text: Secret) -> Self:
        """From ``kid:base64,kid:base64``, the active key first; 32 random bytes each.

        Raises BadEncryptionKeys, which names the kid and what is wrong with its key.
        """
        keys: dict[str, bytes] = {}
        for position, entry in enumerate(text.reveal().split(","), start=1):
            if not entry.strip():
                raise BadEncryptionKeys(f"encryption key {position} is empty")
            kid, _, encoded = entry.strip().partition(":")
            if not KID.fullmatch(kid):
                raise BadEncryptionKeys(
                    f"encryption key {position} does not read <kid>:<base64>, where kid is up to"
                    " 32 letters, digits, - or _"
                )
            if kid in keys:
                raise BadEncryptionKeys(f"encryption key {kid}: this kid is given twice")
            key = _key_bytes(kid, encoded)
            if key in keys.values():
                raise BadEncryptionKeys(f"encryption key {kid}: the same key is given twice")
            keys[kid] = key
        return cls(keys)

    @property
    def kids(self) -> tuple[str, ...]:
        return tuple(self._ciphers)

    def encrypt(self, value: Secret, place: Place) -> str:
        """``v1.<kid>.<base64url(nonce || ciphertext || tag)>``, different every time."""
        return self.encrypt_with(self.active_kid, value, place)

    def encrypt_with(self, kid: str, value: Secret, place: Place) -> str:
        nonce = new_nonce()
        sealed = self._ciphers[kid].encrypt(nonce, value.reveal().encode(), place.associated_data())
        encoded = base64.urlsafe_b64encode(nonce + sealed).rstrip(b"=").decode()
        return f"{VERSION}.{kid}.{encoded}"

    def decrypt(self, envelope: str, place: Place) -> Secret:
        """Raises Undecryptable for a changed or moved value, and for a key that is not here."""
        version, _, rest = envelope.partition(".")
        kid, _, encoded = rest.partition(".")
        cipher = self._ciphers.get(kid)
        if version != VERSION or cipher is None:
            DECRYPT_FAILURES.inc()
            raise Undecryptable(f"{place.table}.{place.column}: no key for this value")
        try:
            sealed = _from_base64url(encoded)
            opened = cipher.decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.associated_data()
            )
        except (InvalidTag, ValueError):
            DECRYPT_FAILURES.inc()
            # Without the cause: nothing of the value may reach a traceback.
            raise Undecryptable(
                f"{place.table}.{place.column}: changed, moved, or of another key {kid}"
            ) from None
        return Secret(opened.decode())


def _key_bytes(kid: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise BadEncryptionKeys(f"encryption key {kid} is not base64") from None
    if len(key) != KEY_BYTES:
        raise BadEncryptionKeys(
            f"encryption key {kid} is {len(key)} bytes long; it must be {KEY_BYTES}"
        )
    if len(set(key)) == 1:
        raise BadEncryptionKeys(f"encryption key {kid} is one byte over and over, not random")
    if all(byte in PRINTABLE for byte in key):
        # Of 32 random bytes one in 10^13 has none else.
        raise BadEncryptionKeys(f"encryption key {kid} is written text, not random")
    return key


def _from_base64url(encoded: str) -> bytes:
    """Strictly: only what our own encoder writes, so that no other spelling is accepted."""
    decoded = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    if base64.urlsafe_b64encode(decoded).rstrip(b"=").decode() != encoded:
        raise ValueError("not canonical base64url")
    return decoded
