"""Which screen explains which expected error."""

from bot.domain.errors import BotError
from bot.presenters import errors, linking
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.link_refusals import (
    LinkDenied,
    LinkExpired,
    LinkGaveUp,
    LinkInterrupted,
    LinkPending,
    LinkUsed,
    MissingPermissions,
    NotProfessional,
    TooManyAttempts,
    WrongPerson,
)


def refusal_screen(error: BotError, speech: Speech) -> Screen:
    """What the person is told, and the step that helps."""
    match error:
        case LinkExpired():
            screen = linking.expired(speech)
        case LinkUsed():
            screen = linking.replayed(speech)
        case LinkPending():
            screen = linking.pending(error.retry_at, speech)
        case LinkGaveUp():
            screen = linking.gave_up(speech)
        case LinkInterrupted():
            screen = linking.interrupted(speech)
        case LinkDenied():
            screen = linking.denied(speech)
        case WrongPerson():
            screen = linking.wrong_person(speech)
        case MissingPermissions():
            screen = linking.missing_permission(sorted(error.missing), speech)
        case NotProfessional():
            screen = linking.personal_account(error.username, speech)
        case TooManyAttempts():
            screen = linking.too_many_attempts(error.retry_at, speech)
        case _:
            screen = errors.screen(error, speech)
    return screen
