"""``/why``: what a number counts, where Instagram gives it, or how it is worked out here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from bot.domain.formulas import FORMULAS
from bot.domain.metrics import (
    ACCOUNT_METRICS,
    MEDIA_METRICS,
    RETIRED,
    SAME_BY_ANOTHER_NAME,
    UnderstoodMetric,
    UnknownMetric,
    understand_metric,
)
from bot.services.ports import Clock, Database, RefusedMetric
from bot.services.results import Explanation, FormulaExplained, MetricExplained, MetricUnknown

MEDIA = {metric.name: metric for metric in MEDIA_METRICS}
ACCOUNT = {metric.name: metric for metric in ACCOUNT_METRICS}
KNOWN = tuple(dict.fromkeys((*MEDIA, *ACCOUNT)))

SHORT_FORMULA_NAMES: Mapping[str, str] = {
    "er": "engagement_rate_by_reach",
    "engagement_rate": "engagement_rate_by_reach",
    "er_by_reach": "engagement_rate_by_reach",
    "saves_rate": "save_rate",
    "shares_rate": "share_rate",
    "exit_rate": "story_exit_rate",
    "completion": "story_completion",
    "hook": "reel_kept_rate",
    "hook_rate": "reel_kept_rate",
    "retention": "sequence_retention",
    "er_by_followers": "engagement_rate_by_followers",
    "comments_rate": "comment_rate",
    "full_view": "story_full_view",
    "coverage": "story_coverage",
    "takeoff": "take_off",
}
"""What people call the formulas."""

NEAREST = 3
LONGEST = 64
"""More than any name has; what is longer is compared by its beginning."""


@dataclass(frozen=True)
class ExplainMetric:
    """A metric or formula by any name that it has or had; what Meta refuses now is told too."""

    database: Database
    clock: Clock

    async def __call__(self, words: str) -> Explanation:
        async with self.database.reading() as stored:
            refused = await stored.instagram_facts.refused_metrics()
        return explain(words, refused, self.clock.now())


def explain(words: str, refused: Sequence[RefusedMetric], now: datetime) -> Explanation:
    written = re.sub(r"[\s-]+", "_", words.strip().lower())
    name = SHORT_FORMULA_NAMES.get(written, written)
    if name in FORMULAS:
        return FormulaExplained(name, FORMULAS[name])
    try:
        understood = understand_metric(name, KNOWN)
    except UnknownMetric:
        names = (*KNOWN, *FORMULAS, *RETIRED)
        return MetricUnknown(words, get_close_matches(name[:LONGEST], names, NEAREST))
    return _explained(understood, refused, now)


def _explained(
    understood: UnderstoodMetric, refused: Sequence[RefusedMetric], now: datetime
) -> MetricExplained:
    name = understood.metric
    other = SAME_BY_ANOTHER_NAME.get(name, name)
    media = MEDIA.get(name) or MEDIA.get(other)
    account = ACCOUNT.get(name) or ACCOUNT.get(other)
    known = media or account
    assert known is not None, "what was understood is in the registry"
    asked = MEDIA.get(understood.asked)
    return MetricExplained(
        asked=understood.asked,
        metric=name,
        replacement=understood.replacement,
        media=media,
        account=account,
        unit=known.unit,
        login=known.login,
        until=asked.until if asked else None,
        refused=[one for one in refused if one.metric in {name, other}],
        now=now,
    )
