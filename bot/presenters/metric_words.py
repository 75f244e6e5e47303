"""Metrics and formulas in words: their names, and what each counts."""

from collections.abc import Sequence

from bot.domain.formulas import FORMULAS
from bot.domain.media import Insights
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


def metric_sentence(name: str, speech: Speech) -> str:
    """The same for what knows no HTML."""
    key = f"metric-{name.replace('_', '-')}"
    return speech.plain(key)


def metric_called(words: str, speech: Speech) -> str:
    """Meta's name of what is called so in the person's language; else the words themselves."""
    wanted = words.strip().casefold()
    return next(
        (name for name in NAMES if metric_name(name, speech).casefold() == wanted),
        words,
    )


def not_offered(shown: Sequence[str], insights: Insights, speech: Speech) -> list[Html]:
    """One line on those numbers of a card that this media does not have; none when it has all."""
    refused = [metric_name(name, speech) for name in shown if name in insights.refused]
    return [speech.text("card-not-offered", metrics=", ".join(refused))] if refused else []


def code(name: str) -> Html:
    """A name as Meta writes it."""
    return Html(f"<code>{escape(name)}</code>")
