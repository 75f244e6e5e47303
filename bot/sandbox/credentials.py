"""The bot token and app pair of a sandbox: the same every time for a seed."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Credentials:
    bot_token: str
    bot_username: str
    instagram_app_id: str
    instagram_app_secret: str
    meta_app_secret: str

    @classmethod
    def for_seed(cls, seed: int) -> "Credentials":
        def digest(purpose: str) -> str:
            return hashlib.sha256(f"farolero sandbox|{seed}|{purpose}".encode()).hexdigest()

        number = int(digest("numbers"), 16)
        return cls(
            # A bot token is an id, a colon and 35 characters.
            bot_token=f"{7_000_000_000 + number % 1_000_000_000}:AA{digest('bot token')[:33]}",
            bot_username="farolero_sandbox_bot",
            instagram_app_id=str(100_000_000_000_000 + number % 900_000_000_000_000),
            instagram_app_secret=digest("instagram app secret")[:32],
            meta_app_secret=digest("meta app secret")[:32],
        )
