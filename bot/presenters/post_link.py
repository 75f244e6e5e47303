"""What to send for the card of one post."""

from bot.domain.media import MediaProductType
from bot.presenters.actions import OpenMediaList
from bot.presenters.buttons import back, button
from bot.presenters.layout import MESSAGE, Line, fit
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech


def screen(speech: Speech) -> Screen:
    return Screen(
        fit([Line(speech.text("post-link"))], MESSAGE),
        [
            [
                button(speech, "button-posts", OpenMediaList(MediaProductType.FEED)),
                button(speech, "button-reels", OpenMediaList(MediaProductType.REELS)),
            ],
            back(speech),
        ],
    )
