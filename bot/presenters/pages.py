"""What our web pages say; the web room gives it its shape and escapes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.presenters.layout import handle, shorten
from bot.presenters.permissions import permission_request
from bot.presenters.speech import Speech


@dataclass(frozen=True)
class Page:
    """Plain text throughout. ``points`` is a list below the paragraphs; ``note`` comes last."""

    language: str
    title: str
    paragraphs: Sequence[str]
    points: Sequence[str] = ()
    button: str | None = None
    code: str | None = None
    """A code to be typed into the chat when the button does not work."""
    code_label: str | None = None
    note: str | None = None


def start(
    bot_username: str,
    first_name: str,
    username: str | None,
    permissions: Sequence[str],
    speech: Speech,
) -> Page:
    """Before Instagram: who is asking for what. The button posts the form."""
    person = shorten(first_name, 64) or speech.plain("page-nameless")
    if username:
        person = f"{person} · {handle(username)}"
    return Page(
        language=speech.language,
        title=speech.plain("page-start-title"),
        paragraphs=[
            speech.plain("page-start-who", bot=handle(bot_username), person=person),
            speech.plain("page-start-what"),
        ],
        points=[permission_request(permission, speech) for permission in permissions],
        button=speech.plain("page-start-button"),
        note=speech.plain("page-start-warning"),
    )


def done(code: str, speech: Speech) -> Page:
    """After Instagram: back to Telegram, by the button or by typing the code."""
    return Page(
        language=speech.language,
        title=speech.plain("page-done-title"),
        paragraphs=[speech.plain("page-done-text")],
        button=speech.plain("page-done-button"),
        code=code,
        code_label=speech.plain("page-done-code"),
        note=speech.plain("page-done-warning"),
    )


def data_deleted(done_at: datetime, speech: Speech) -> Page:
    """For somebody who asked at Instagram for their data to be deleted: no word on who it is."""
    return Page(
        language=speech.language,
        title=speech.plain("page-data-deleted-title"),
        paragraphs=[
            speech.plain("page-data-deleted-text"),
            speech.plain(
                "page-data-deleted-when",
                day=speech.day_with_year(done_at.date()),
                time=speech.time(done_at),
            ),
        ],
        note=speech.plain("page-data-deleted-note"),
    )


def denied(speech: Speech) -> Page:
    return _error(speech, speech.plain("page-denied-title"), speech.plain("page-denied-text"))


def expired(speech: Speech) -> Page:
    return _error(speech, speech.plain("page-expired-title"), speech.plain("page-expired-text"))


def not_found(speech: Speech) -> Page:
    return _error(speech, speech.plain("page-not-found-title"), speech.plain("page-not-found-text"))


def too_many(speech: Speech) -> Page:
    """An address that asks faster than people do."""
    return _error(speech, speech.plain("page-too-many-title"), speech.plain("page-too-many-text"))


def unexpected(speech: Speech, reference: str | None) -> Page:
    """``reference`` is under what the log has the failure, if it is one of ours."""
    return _error(
        speech,
        speech.plain("page-unexpected-title"),
        speech.plain("page-unexpected-text"),
        speech.plain("page-unexpected-reference", reference=reference) if reference else None,
    )


def _error(speech: Speech, title: str, text: str, note: str | None = None) -> Page:
    return Page(
        language=speech.language,
        title=title,
        paragraphs=[text],
        button=speech.plain("page-back-button"),
        note=note,
    )
