"""Instagram sent the browser back to us."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.accounts import LinkAttempt, LinkAttemptStatus
from bot.domain.secret import Secret
from bot.domain.security import SecurityEvent
from bot.services.link_refusals import LinkDenied, LinkExpired, to_initiator
from bot.services.link_state import LinkStates
from bot.services.ports import Clock, Database, Repositories

logger = logging.getLogger(__name__)

UNDER_WAY = frozenset({LinkAttemptStatus.RETURNED, LinkAttemptStatus.PENDING})


@dataclass(frozen=True)
class AuthorizationReturned:
    """How the person proves in Telegram that the browser was theirs: by link, or by typing."""

    language: str
    return_code: Secret
    typed_code: Secret


@dataclass(frozen=True)
class ReceiveAuthorization:
    """Instagram sent the browser back. Keeps the code; exchanges nothing.

    Raises LinkExpired for a state that is not ours, used or too old and for a code that has come
    before, and LinkDenied when the person declined.
    """

    database: Database
    clock: Clock
    new_secret: Callable[[], Secret]
    new_typed_code: Callable[[], Secret]
    states: LinkStates

    async def __call__(self, state: Secret, code: Secret | None) -> AuthorizationReturned:
        """``code`` is None when Instagram returned an error instead."""
        if self.states.made_at(state) is None:
            raise LinkExpired("the state is not ours")
        fresh = self.states.genuine(state, self.clock.now())
        async with self.database.transaction() as stored:
            attempt = await stored.link_attempts.take_state(state) if fresh else None
            if attempt is None:
                if code is not None:
                    await stored.link_attempts.note_code(state, code)
            elif code is None:
                await _end(stored, attempt, "link_denied")
                await stored.audit.note(SecurityEvent.LINK_DENIED, attempt.telegram_user_id)
            elif came_with := await stored.link_attempts.with_code(code):
                await _end_all(stored, [attempt, *came_with])
            else:
                return await self._keep(stored, attempt, code)
        # Not inside: what was noted, and what is over, must be kept.
        if attempt is None:
            raise LinkExpired("the state was used or replaced, or is too old")
        if code is None:
            raise LinkDenied("access denied at Instagram")
        logger.warning("A code of Instagram came with two states: whoever brought it starts anew")
        raise LinkExpired("the code has come before")

    async def _keep(
        self, stored: Repositories, attempt: LinkAttempt, code: Secret
    ) -> AuthorizationReturned:
        person = await stored.people.get(attempt.telegram_user_id)
        returned = AuthorizationReturned(
            person.language if person else "en", self.new_secret(), self.new_typed_code()
        )
        await stored.link_attempts.keep_code(
            attempt.id, code, returned.return_code, returned.typed_code
        )
        await stored.audit.note(SecurityEvent.LINK_RETURNED, attempt.telegram_user_id)
        return returned


async def _end_all(stored: Repositories, attempts: list[LinkAttempt]) -> None:
    """One of those who brought the code has stolen it; which one, nobody can tell."""
    for attempt in attempts:
        if attempt.status in UNDER_WAY:
            await _end(stored, attempt, "link_expired")


async def _end(stored: Repositories, attempt: LinkAttempt, told: str) -> None:
    await stored.link_attempts.end(attempt.id, LinkAttemptStatus.REFUSED)
    await stored.outbox.put(to_initiator(attempt, told))
