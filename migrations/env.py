"""How Alembic reaches the database: over the caller's connection, or over DATABASE_URL."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection

from bot.storage.migrating import connected, run_in


def run() -> None:
    connection: Connection | None = context.config.attributes.get("connection")
    if connection is not None:
        run_in(connection)
    else:
        asyncio.run(connected(os.environ["DATABASE_URL"], run_in))


run()
