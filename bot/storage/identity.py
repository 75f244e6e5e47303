"""What the bot is called, remembered for starts at which Telegram cannot be asked."""

from sqlalchemy import Connection, delete, insert, select

from bot.storage.engine import looking_into
from bot.storage.migrating import connected
from bot.storage.tables import BotIdentityRow


async def remembered_username(url: str, bot_id: str) -> str | None:
    """None where this bot has not started on this database yet."""
    known = select(BotIdentityRow.username).where(BotIdentityRow.bot_id == bot_id)
    async with looking_into(url) as connection:
        return None if connection is None else await connection.scalar(known)


async def remember_username(url: str, bot_id: str, username: str) -> None:
    """Raises DatabaseInUse, as every start on a SQLite file that another process has."""

    def note(connection: Connection) -> None:
        connection.execute(delete(BotIdentityRow).where(BotIdentityRow.bot_id == bot_id))
        connection.execute(insert(BotIdentityRow).values(bot_id=bot_id, username=username))

    await connected(url, note)
