"""For how long what has served is kept: the tidy-up acts by it, and ``/privacy`` says it."""

from datetime import timedelta

from bot.services.results import PrivacyTerms

LINK_ATTEMPTS = timedelta(hours=24)
"""Counted from their end, so that an old link can still be told from an unknown one."""

MESSAGES = timedelta(days=30)
"""No key of a message comes again so late: a digest is for one local date, a wrap-up for one day
of stories, and both are put out within days of it."""

UPDATES = timedelta(hours=48)
"""Telegram keeps updates for 24 hours, so no repetition comes later than this."""

REQUEST_COUNTS = timedelta(days=90)
"""How often Instagram was asked for an account on a day."""

CAPTURES = timedelta(days=3)
"""Looks that were made or missed; what they found stays with the story."""


def privacy_terms(history: timedelta) -> PrivacyTerms:
    """What is kept, for how long, and how to get rid of it.

    ``history``: what posts and accounts had at a time (looks, days, windows, audiences). The
    newest numbers of a post stay with it.
    """
    return PrivacyTerms(
        {
            "tokens": None,
            "numbers": None,
            "history": history,
            "stories": None,
            "link_attempts": LINK_ATTEMPTS,
            "messages": MESSAGES,
            "updates": UPDATES,
        }
    )
