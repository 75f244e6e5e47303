"""What happened to the person's links and data, newest first."""

from bot.domain.security import SecurityEvent
from bot.presenters.actions import OpenPrivacy, OpenSecurityLog
from bot.presenters.buttons import back, pages
from bot.presenters.layout import BLANK, MESSAGE, Line, fit
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.results import SecurityLog

EVENTS = {
    SecurityEvent.LINK_STARTED: "security-link-started",
    SecurityEvent.LINK_RETURNED: "security-link-returned",
    SecurityEvent.LINK_CONFIRMED: "security-link-confirmed",
    SecurityEvent.LINK_WRONG_USER: "security-link-wrong-user",
    SecurityEvent.LINK_EXPIRED: "security-link-expired",
    SecurityEvent.LINK_DENIED: "security-link-denied",
    SecurityEvent.LINK_FAILED: "security-link-failed",
    SecurityEvent.LINK_CANCELLED: "security-link-cancelled",
    SecurityEvent.UNLINKED: "security-unlinked",
    SecurityEvent.ACCESS_REMOVED: "security-access-removed",
    SecurityEvent.DELETED_BY_INSTAGRAM: "security-deleted-by-instagram",
    SecurityEvent.DELETION_ASKED: "security-deletion-asked",
    SecurityEvent.EXPORTED: "security-exported",
    SecurityEvent.CHAT_SHOWN: "security-chat-shown",
    SecurityEvent.CHAT_ENDED: "security-chat-ended",
    SecurityEvent.API_KEY_MADE: "security-api-key-made",
    SecurityEvent.API_KEY_REVOKED: "security-api-key-revoked",
}
"""Of people. The other events are the operator's, or of somebody whose rows are deleted."""


def screen(result: SecurityLog, speech: Speech) -> Screen:
    lines = [Line(speech.text("security-header")), BLANK]
    if not result.entries:
        lines.append(Line(speech.text("security-nothing")))
    for entry in result.entries:
        what = speech.text(EVENTS[entry.event])
        lines.append(Line(speech.text("security-entry", moment=speech.moment(entry.at), what=what)))
    return Screen(
        fit(lines, MESSAGE),
        [
            *pages(result.page, result.pages, OpenSecurityLog),
            back(speech, OpenPrivacy()),
        ],
    )
