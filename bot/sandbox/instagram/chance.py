"""What happens by chance in this world, and happens again the same way for a key."""

import hashlib
import random


def draw(*key: object) -> random.Random:
    """Random numbers that are always the same for a key."""
    return random.Random("|".join(map(str, key)))  # noqa: S311 - a repeatable world, no secrets


def digits(count: int, *key: object) -> str:
    """``count`` decimal digits that are always the same for a key."""
    digest = hashlib.sha256("|".join(map(str, key)).encode()).hexdigest()
    return str(int(digest, 16) % 10**count).zfill(count)
