"""Taking data along: what there is to take, and everything of a person as files."""

from datetime import UTC, datetime

from bot.presenters.actions import ExportEverything, OpenApiKeys, OpenExportKinds, OpenReports
from bot.presenters.buttons import back, button
from bot.presenters.layout import Html
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.retention import MESSAGES


def screen(speech: Speech) -> Screen:
    return Screen(
        speech.text("export-choose"),
        [
            [button(speech, "button-export-numbers", OpenExportKinds())],
            [button(speech, "button-export-report", OpenReports())],
            [button(speech, "button-export-everything", ExportEverything())],
            [button(speech, "button-api-keys", OpenApiKeys())],
            back(speech),
        ],
    )


def gathering(speech: Speech) -> Screen:
    """While it takes longer than a moment."""
    return Screen(speech.text("export-gathering"), [back(speech)])


def sent(count: int, speech: Speech) -> Screen:
    """In place of the question, once the files stand below it."""
    return Screen(speech.text("export-sent", count=count), [back(speech)])


def caption(number: int, count: int, speech: Speech) -> Html:
    """Under a file; ``number`` counts from 1."""
    if count == 1:
        return speech.text("export-caption")
    return speech.text("export-caption-part", number=number, count=count)


def readme(speech: Speech, made_at: datetime) -> str:
    """What is what, as plain text for the file itself."""
    return speech.plain(
        "export-readme",
        made=f"{made_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        days=speech.duration(MESSAGES),
    )
