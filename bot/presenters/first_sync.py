"""How far the first reading of all posts and reels is."""

from bot.presenters.layout import Html
from bot.presenters.speech import Speech
from bot.services.results import FirstSync

_BAR = 10


def first_sync(sync: FirstSync, speech: Speech, *, alone: bool = False) -> Html:
    """One line. ``alone``: no list stands above it in which more will appear."""
    if sync.read is None or not sync.total or sync.read > sync.total:
        return _without_figures(sync, speech, alone=alone)
    done = sync.read * _BAR // sync.total
    figures = {
        "read": speech.number(sync.read),
        "total": speech.number(sync.total),
        "bar": "▓" * done + "░" * (_BAR - done),
    }
    if sync.cut_off:
        return speech.text("sync-cut-off-of", **figures)
    if sync.goes_on_at is not None:
        return speech.text("sync-paused-of", **figures, moment=speech.moment(sync.goes_on_at))
    return speech.text("list-syncing-of", **figures)


def _without_figures(sync: FirstSync, speech: Speech, *, alone: bool) -> Html:
    """Before anything was read, and where Instagram did not say of how many."""
    if sync.cut_off:
        return speech.text("sync-cut-off")
    if sync.goes_on_at is not None:
        return speech.text("sync-paused", moment=speech.moment(sync.goes_on_at))
    return speech.text("linking-backfill" if alone else "list-syncing")
