"""Digests that were put together ahead of their hour, by this process or another."""

import logging
from dataclasses import dataclass

from bot.presenters.screen import ChartRenderer, ChartSpec, Screen
from bot.services.compose_digest import DigestReceiver
from bot.services.ports import Database, OutgoingMessage, ReadyDigest
from bot.services.retention import READY_DIGESTS
from bot.telegram.screen_json import from_json, to_json

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadyPictures:
    """Implements the ChartRenderer port: what was drawn ahead is not drawn again."""

    database: Database
    draw: ChartRenderer

    async def __call__(self, spec: ChartSpec) -> bytes:
        async with self.database.look() as stored:
            png = await stored.ready_digests.picture(spec.key())
        return await self.draw(spec) if png is None else png


@dataclass(frozen=True)
class ReadyScreens:
    """What waits in the database, as a screen; and a screen as what waits there."""

    database: Database
    draw: ChartRenderer

    async def made(
        self, message: OutgoingMessage, receiver: DigestReceiver, screen: Screen
    ) -> ReadyDigest:
        """With its picture, unless an equal one is there."""
        subscription = receiver.subscription
        picture = None if screen.chart is None else screen.chart.key()
        png = None
        if screen.chart is not None and not await self._has(screen.chart.key()):
            png = await self.draw(screen.chart)
        of_all = subscription.account_id is None
        return ReadyDigest(
            subscription_id=subscription.id,
            key=message.key,
            mark=receiver.mark,
            screen=to_json(screen),
            account_ids=[one.account.id for one in receiver.linked] if of_all else (),
            picture=picture,
            png=png,
        )

    async def find(self, message: OutgoingMessage, receiver: DigestReceiver) -> Screen | None:
        """None for what was made for another receiver, or is old."""
        async with self.database.look() as stored:
            said = await stored.ready_digests.find(
                receiver.subscription.id, message.key, receiver.mark, READY_DIGESTS
            )
        if said is None:
            return None
        try:
            return from_json(said)
        except (KeyError, TypeError, ValueError) as error:
            # Before an update, or by a process that is not updated yet.
            logger.warning("A ready digest is of another version: %s", type(error).__name__)
            return None

    async def _has(self, picture: str) -> bool:
        async with self.database.look() as stored:
            return await stored.ready_digests.has_picture(picture)
