"""Continue was pressed on our start page."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.secret import Secret
from bot.services.link_refusals import LinkExpired
from bot.services.link_state import LinkStates
from bot.services.ports import Clock, Database, InstagramOAuth


@dataclass(frozen=True)
class BeginAuthorization:
    """Continue was pressed: make the state, answer Instagram's address. Raises LinkExpired."""

    database: Database
    clock: Clock
    new_secret: Callable[[], Secret]
    states: LinkStates
    oauth: InstagramOAuth

    async def __call__(self, ticket: Secret, time_zone: str | None) -> str:
        """``time_zone`` is what the browser says; it is used while the person's is unknown."""
        async with self.database.transaction() as stored:
            attempt = await stored.link_attempts.by_ticket(ticket)
            if attempt is None:
                raise LinkExpired("no live attempt has this ticket")
            state = self.states.make(attempt.telegram_user_id, self.new_secret(), self.clock.now())
            if await stored.link_attempts.issue(ticket, state) is None:
                raise LinkExpired("the attempt has moved on")
            person = await stored.people.get(attempt.telegram_user_id)
            if time_zone is not None and person is not None and not person.time_zone_known:
                await stored.people.set_time_zone(person.telegram_user_id, time_zone)
        return self.oauth.authorize_url(state.reveal())
