"""A message of ours of which nobody knows whether it arrived."""

from datetime import datetime

from bot.presenters.actions import SendAgain
from bot.presenters.buttons import back, button
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech


def screen(outbox_id: int, noticed_at: datetime, speech: Speech) -> Screen:
    return Screen(
        speech.text("unknown-send", moment=speech.moment(noticed_at)),
        [[button(speech, "button-send-again", SendAgain(outbox_id))], back(speech)],
    )
