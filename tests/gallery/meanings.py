"""What numbers mean."""

from collections.abc import Mapping

from bot.presenters import (
    why,
)
from bot.presenters.actions import MetricTopic
from bot.services.explain_metric import explain
from tests.gallery.builders import (
    Make,
)
from tests.unit.presenters.results import NOW


def meanings() -> Mapping[str, Make]:
    """The same for everybody."""
    return {
        "why": why.choose,
        "topic": lambda speech: why.topic_screen(next(iter(MetricTopic)), speech),
        "metric": lambda speech: why.screen(explain("reach", (), NOW), speech),
        "retired metric": lambda speech: why.screen(explain("plays", (), NOW), speech),
        "formula": lambda speech: why.screen(explain("save_rate", (), NOW), speech),
        "unknown metric": lambda speech: why.screen(explain("raech", (), NOW), speech),
    }
