"""Messages that told of a link, edited while its first sync goes on."""

from dataclasses import dataclass
from datetime import timedelta

from aiogram.exceptions import AiogramError

from bot.presenters import linking
from bot.presenters.speech import Speech
from bot.services.manage_accounts import ShowHome
from bot.services.ports import Clock, Outcome, SendLater, Sent
from bot.services.results import Linked
from bot.telegram.errors import is_unreachable
from bot.telegram.render import Renderer
from bot.telegram.sender import describe, outcome_of

UNREACHABLE = timedelta(hours=1)
"""Somebody who has blocked the bot may come back, and then it must not say what is long over."""


@dataclass(frozen=True)
class RewriteLinked:
    """The message in the person's language, with the buttons that it had.

    It is news: what is opened by its buttons stands below it, so it never covers that.
    """

    renderer: Renderer
    clock: Clock
    show_home: ShowHome

    async def __call__(
        self, telegram_user_id: int, message_id: int, linked: Linked | None
    ) -> Outcome:
        person = (await self.show_home(telegram_user_id)).person
        speech = Speech(person.language, person.zone)
        screen = linking.no_more(speech) if linked is None else linking.linked(linked, speech)
        try:
            await self.renderer.rewrite(telegram_user_id, message_id, screen)
        except AiogramError as error:
            if is_unreachable(error):
                return SendLater(self.clock.now() + UNREACHABLE, describe(error))
            return outcome_of(error, self.clock)
        return Sent(message_id)
