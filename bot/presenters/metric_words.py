"""Metrics and formulas in words: their names, and what each counts."""

from bot.domain.formulas import FORMULAS
from bot.domain.metrics import ACCOUNT_METRICS, MEDIA_METRICS
from bot.presenters.layout import Html, escape
from bot.presenters.speech import Speech

NAMES = tuple(
    dict.fromkeys(
        (
            *(metric.name for metric in MEDIA_METRICS),
            *(metric.name for metric in ACCOUNT_METRICS),
            *FORMULAS,
        )
    )
)
"""Every metric and formula, by the name that Meta or we have given it."""


def metric_name(name: str, speech: Speech) -> str:
    key = f"metric-name-{name.replace('_', '-')}"
    return speech.plain(key)


def metric_meaning(name: str, speech: Speech) -> Html:
    """One plain sentence."""
    key = f"metric-{name.replace('_', '-')}"
    return speech.text(key)


def metric_called(words: str, speech: Speech) -> str:
    """Meta's name of what is called so in the person's language; else the words themselves."""
    wanted = words.strip().casefold()
    return next(
        (name for name in NAMES if metric_name(name, speech).casefold() == wanted),
        words,
    )


def code(name: str) -> Html:
    """A name as Meta writes it."""
    return Html(f"<code>{escape(name)}</code>")
