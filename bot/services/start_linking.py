"""The first step of linking: a one-time address for the person who asked.

The order of the steps is the defence. Whoever finishes the flow in a browser may have been lured
there, so the code that Instagram gives is kept, encrypted, until the person who began has come
back to the bot; only then is it exchanged. Nothing that the browser knows makes up for that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.secret import Secret
from bot.domain.security import SecurityEvent
from bot.services.link_refusals import LinkPending, TooManyAttempts
from bot.services.link_state import VALID_FOR
from bot.services.ports import Clock, Database
from bot.services.results import LinkInvitation

ATTEMPTS_AN_HOUR = 5
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class StartLinking:
    """Give the person a one-time address of our start page.

    Raises TooManyAttempts, and LinkPending while a link waits for Instagram; to start ``anew``
    gives that one up.
    """

    database: Database
    clock: Clock
    new_secret: Callable[[], Secret]
    public_url: str
    scopes: Sequence[str]

    async def __call__(
        self, telegram_user_id: int, chat_id: int, *, anew: bool = False
    ) -> LinkInvitation:
        now = self.clock.now()
        ticket = self.new_secret()
        expires_at = now + VALID_FOR
        async with self.database.transaction() as stored:
            # Two taps at once, in two processes: the second one sees what the first has begun.
            await stored.people.hold(telegram_user_id)
            next_try = await stored.pending_links.next_try(telegram_user_id)
            if next_try is not None and not anew:
                raise LinkPending(next_try)
            begun = await stored.link_attempts.begun_since(telegram_user_id, now - HOUR)
            if len(begun) >= ATTEMPTS_AN_HOUR:
                raise TooManyAttempts(begun[-ATTEMPTS_AN_HOUR] + HOUR)
            await stored.link_attempts.offer(telegram_user_id, chat_id, ticket, expires_at)
            await stored.audit.note(SecurityEvent.LINK_STARTED, telegram_user_id)
        return LinkInvitation(
            f"{self.public_url}/connect/{ticket.reveal()}", expires_at, tuple(self.scopes)
        )
