"""A new token in the place of one that ends, or that Instagram refused without saying why."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.accounts import LinkState
from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.operator_alerts import OperatorAlert, of_link
from bot.domain.tokens import TokenLife
from bot.services.ports import AccountToken, Clock, Database, InstagramOAuth, Ref, Repositories

logger = logging.getLogger(__name__)

LENT_FOR = timedelta(minutes=3)
"""Much longer than a request takes with all its tries."""

LOOKS, SECONDS_BETWEEN_LOOKS = 75, 0.2
"""How long somebody else's renewal is waited for: longer than its tries take."""

NO_VERDICT = frozenset(
    {Refusal.TRANSIENT, Refusal.THROTTLED, Refusal.BLOCKED, Refusal.MISCONFIGURED}
)
"""Instagram is away, or wants no calls: that says nothing of the token."""


@dataclass(frozen=True)
class RenewToken:
    """Ask Instagram for a new token while the link's renewal row is lent to us.

    The row's lease is the lock. It holds for all processes, it ends by itself after a crash and
    then the row falls due again, so that a lost answer is asked for anew; and its fence
    (``attempt``) keeps whoever overslept from storing anything. A lease of its own would need all
    of that a second time. The old token stays until the new one is stored: Meta keeps it valid.
    """

    database: Database
    clock: Clock
    oauth: InstagramOAuth
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def __call__(self, ref: Ref, access: AccountToken) -> None:
        """``ref`` is the link's row, lent to us. Raises InstagramRefused; then nothing changed."""
        asked_at = self.clock.now()
        given = await self.oauth.refresh(access.token)
        life = TokenLife(asked_at, asked_at + given.expires_in)
        async with self.database.transaction() as stored:
            await stored.links.renew(
                access.link_id, access.token, given.token, life.issued_at, life.expires_at
            )
            await stored.token_renewals.rearm(ref, life.renewed_from)
            await stored.operator_alerts.over(OperatorAlert.TOKEN_ENDS, of_link(access.link_id))

    async def in_place_of(self, refused: AccountToken) -> bool:
        """Whether it is worth looking for a token anew, now that this one was refused.

        However many are refused at once, and in however many processes, one of them renews and
        the others use what it got. False when there is no other token to be had. Raises
        InstagramRefused when Instagram did not say, or somebody else's renewal brought nothing.
        """
        if not refused.life.may_be_renewed(self.clock.now()):
            return False
        async with self.database.transaction() as stored:
            ref = await stored.token_renewals.take(refused.link_id, LENT_FOR)
            current = await stored.links.token_of(refused.link_id)
            if ref is not None and current != refused:
                # Somebody was faster, and the row was let go again before we came.
                if current is not None:
                    await stored.token_renewals.rearm(ref, current.life.renewed_from)
                return True
        if ref is None:
            await self._somebody_elses(refused)
            return True
        return await self._renew(ref, refused)

    async def _renew(self, ref: Ref, refused: AccountToken) -> bool:
        try:
            await self(ref, refused)
        except InstagramRefused as refusal:
            logger.info("A refused token was not renewed: %s", refusal.detail)
            if refusal.refusal not in NO_VERDICT:
                # The row stays lent while the link breaks: nobody tries in between.
                return False
            async with self.database.transaction() as stored:
                next_try = refused.life.next_try(self.clock.now())
                await stored.token_renewals.release(ref, next_try, refusal.detail)
            raise
        return True

    async def _somebody_elses(self, refused: AccountToken) -> None:
        """Wait until the link has changed. Raises InstagramRefused when it does not."""
        for _ in range(LOOKS):
            await self.sleep(SECONDS_BETWEEN_LOOKS)
            async with self.database.reading() as stored:
                if not await _is_unchanged(stored, refused):
                    return
                if not await stored.token_renewals.is_lent(refused.link_id):
                    break
        raise InstagramRefused(Refusal.TRANSIENT, "somebody else's renewal has brought nothing yet")


async def _is_unchanged(stored: Repositories, refused: AccountToken) -> bool:
    link = await stored.links.get(refused.link_id)
    is_active = link is not None and link.state is LinkState.ACTIVE
    return is_active and await stored.links.token_of(refused.link_id) == refused
