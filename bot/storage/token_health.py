"""How the stored tokens are doing, for the operator."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.exc import DBAPIError

from bot.domain.accounts import LinkState
from bot.domain.tokens import THE_OPERATORS
from bot.storage.engine import looking_into
from bot.storage.tables import LinkRow


@dataclass(frozen=True)
class TokenHealth:
    serving: int
    ends_soon: int
    """Of those that serve: the ended ones, too."""
    needs_relink: int


async def look_at_tokens(url: str, now: datetime) -> TokenHealth | None:
    """Nothing is written. None where there is no database of this version yet."""
    serves = LinkRow.state == LinkState.ACTIVE
    counts = select(
        func.count().filter(serves),
        func.count().filter(and_(serves, LinkRow.token_expires_at <= now + THE_OPERATORS)),
        func.count().filter(LinkRow.state == LinkState.NEEDS_RELINK),
    ).select_from(LinkRow)
    async with looking_into(url) as connection:
        if connection is None:
            return None
        try:
            return TokenHealth(*(await connection.execute(counts)).one())
        except DBAPIError:
            return None
