"""Instagram sent the browser back to us."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.accounts import LinkAttemptStatus
from bot.domain.secret import Secret
from bot.services.link_refusals import LinkDenied, LinkExpired, to_initiator
from bot.services.link_state import LinkStates
from bot.services.ports import Clock, Database


@dataclass(frozen=True)
class AuthorizationReturned:
    """How the person proves in Telegram that the browser was theirs: by link, or by typing."""

    language: str
    return_code: Secret
    typed_code: Secret


@dataclass(frozen=True)
class ReceiveAuthorization:
    """Instagram sent the browser back. Keeps the code; exchanges nothing.

    Raises LinkExpired for a state that is not ours, used or too old, and LinkDenied when the
    person declined.
    """

    database: Database
    clock: Clock
    new_secret: Callable[[], Secret]
    new_typed_code: Callable[[], Secret]
    states: LinkStates

    async def __call__(self, state: Secret, code: Secret | None) -> AuthorizationReturned:
        """``code`` is None when Instagram returned an error instead."""
        if not self.states.genuine(state, self.clock.now()):
            raise LinkExpired("the state is not ours, or too old")
        async with self.database.transaction() as stored:
            attempt = await stored.link_attempts.take_state(state)
            if attempt is None:
                raise LinkExpired("the state was used or replaced")
            person = await stored.people.get(attempt.telegram_user_id)
            if code is not None:
                returned = AuthorizationReturned(
                    person.language if person else "en", self.new_secret(), self.new_typed_code()
                )
                await stored.link_attempts.keep_code(
                    attempt.id, code, returned.return_code, returned.typed_code
                )
                return returned
            await stored.link_attempts.end(attempt.id, LinkAttemptStatus.REFUSED)
            await stored.outbox.put(to_initiator(attempt, "link_denied"))
        raise LinkDenied("access denied at Instagram")
