"""Our webhook in a process that is killed when a delivery is stored and not answered yet."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.accept_webhook import AcceptWebhook, TakenWebhook
from bot.services.ports import WebhookChange
from bot.storage.engine import open_database
from tests.support import meta
from tests.support.clock import FrozenClock
from tests.support.databases import KEYRING


@dataclass(frozen=True)
class Killed(AcceptWebhook):
    async def __call__(self, changes: Sequence[WebhookChange]) -> TakenWebhook:
        await super().__call__(changes)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("unreachable")


async def main(url: str) -> None:
    database = open_database(url, FrozenClock(), KEYRING)
    async with meta.serve_hook(database, accept=Killed(database)) as hook:
        sys.stdout.write(f"{hook.port}\n")
        sys.stdout.flush()
        await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
