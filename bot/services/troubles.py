"""What kept us from a story, in the words of the domain."""

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.story_life import Trouble
from bot.services.instagram_access import NoHealthyLink


def trouble_of(error: Exception) -> Trouble:
    """Which kind of trouble an error is."""
    if isinstance(error, NoHealthyLink):
        return Trouble.UNLINKED if error.unlinked else Trouble.LINK
    if not isinstance(error, InstagramRefused):
        return Trouble.FAULT
    if error.own_budget and not error.cooling:
        return Trouble.BUDGET
    if error.refusal in {Refusal.THROTTLED, Refusal.BLOCKED}:
        return Trouble.THROTTLED
    return Trouble.NO_ANSWER if error.refusal is Refusal.TRANSIENT else Trouble.REFUSED
