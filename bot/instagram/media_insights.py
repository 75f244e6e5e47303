"""Insights of one media: a call for each group of metrics."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights, MediaKind, Number
from bot.domain.metrics import CallGroup, MediaMetric, metrics_of
from bot.instagram import parsing
from bot.instagram.graph import Graph
from bot.instagram.refused_metrics import RefusedMetrics, ask_supported
from bot.services.ports import Access, Clock

logger = logging.getLogger(__name__)

UNKNOWN_ERROR = 1
"""What Instagram answers to a breakdown that does not fit, however often it is asked."""


@dataclass(frozen=True)
class MediaInsights:
    graph: Graph
    clock: Clock
    refused_metrics: RefusedMetrics

    async def __call__(
        self,
        access: Access,
        media_id: str,
        kind: MediaKind,
        groups: Collection[CallGroup],
        without: Collection[str],
    ) -> Insights:
        values: dict[str, Number] = {}
        breakdowns: dict[str, Mapping[str, Number]] = {}
        for group in groups:
            offered = [one for one in metrics_of(kind, group) if one.name not in without]
            metrics = self.refused_metrics.without(kind, offered)
            for insights in await self._of_group(access, media_id, kind, group, metrics):
                values.update(insights.values)
                breakdowns.update(insights.breakdowns)
        return Insights(self.clock.now(), values, breakdowns)

    async def _of_group(
        self,
        access: Access,
        media_id: str,
        kind: MediaKind,
        group: CallGroup,
        metrics: Sequence[MediaMetric],
    ) -> Sequence[Insights]:
        """The core is narrowed down to what is supported; of the rest, what is easy to have."""
        if not metrics:
            return []
        breakdown = metrics[0].breakdown

        async def ask(names: Sequence[str]) -> Insights:
            return await self._ask(access, media_id, names, breakdown)

        names = [metric.name for metric in metrics]
        is_core = group is CallGroup.CORE
        try:
            supported = await ask_supported(names, ask, halve=is_core)
        except InstagramRefused as refused:
            if kind is MediaKind.STORY and _may_be_hidden(refused):
                await self._check_permission(access)
                raise InstagramRefused(Refusal.HIDDEN, refused.detail, code=refused.code) from None
            if is_core or not _concerns_the_question(refused):
                raise
            logger.warning("Left out %s of a %s: %s", names, kind, refused.detail)
            return []
        if supported.refused:
            logger.info("Instagram refuses %s of a %s", sorted(supported.refused), kind)
            self.refused_metrics.refused(kind, supported.refused)
        for insights in supported.answers:
            self.refused_metrics.given(kind, insights.values)
        return supported.answers

    async def _ask(
        self, access: Access, media_id: str, names: Sequence[str], breakdown: str | None
    ) -> Insights:
        params = {"metric": ",".join(names)}
        if breakdown is not None:
            params["breakdown"] = breakdown
        return await self.graph.read(
            media_id,
            "insights",
            access,
            params,
            lambda reply: parsing.insights(reply, self.clock.now()),
            metrics=names,
        )

    async def _check_permission(self, access: Access) -> None:
        """Raises InstagramRefused unless the token may read insights of the account itself."""
        await self.graph.read(
            "me",
            "insights",
            access,
            {"metric": "reach", "period": "day", "metric_type": "total_value"},
            parsing.account_totals,
            metrics=("reach",),
        )


def _may_be_hidden(refused: InstagramRefused) -> bool:
    """Code 10 says "too few viewers" or "no permission", and may say it in any language."""
    return refused.refusal is Refusal.PERMISSION and refused.code == 10


def _concerns_the_question(refused: InstagramRefused) -> bool:
    """Not the media, the token or the moment: asking later would be refused again."""
    return refused.refusal is Refusal.PERMANENT or refused.code == UNKNOWN_ERROR
