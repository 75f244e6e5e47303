"""Insights of one media: one call for all plain metrics, and one for each breakdown."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights, MediaKind, Number
from bot.domain.metrics import CallGroup, Login, MediaMetric, metrics_of
from bot.instagram import parsing
from bot.instagram.errors import TotalValueNeeded
from bot.instagram.graph import Graph
from bot.instagram.refused_metrics import RefusedMetrics, Supported, ask_supported
from bot.services.ports import Access, Clock
from bot.strict_json import JsonObject

logger = logging.getLogger(__name__)

UNKNOWN_ERROR = 1
"""What Instagram answers to a breakdown that does not fit, however often it is asked."""

MISSING_PERMISSION = 10

PLAIN = (CallGroup.CORE, CallGroup.EXTRA)


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
        found: list[Supported[Insights]] = []
        plain = tuple(group for group in PLAIN if group in groups)
        for together in (plain, *((group,) for group in groups if group not in PLAIN)):
            offered = metrics_of(kind, *together)
            metrics = await self._asked(kind, offered, without)
            if metrics:
                found.append(await self._of_call(access, media_id, kind, metrics))
        return self._merged(found)

    async def of_names(
        self, access: Access, media_id: str, kind: MediaKind, names: Collection[str]
    ) -> Insights:
        """Plain metrics by name, as far as the kind has them; one call when all are taken."""
        offered = [metric for metric in metrics_of(kind, *PLAIN) if metric.name in names]
        metrics = await self._asked(kind, offered, ())
        if not metrics:
            return self._merged([])
        return self._merged([await self._supported(access, media_id, kind, metrics)])

    async def check_permission(self, access: Access) -> None:
        """Raises InstagramRefused unless the token may read insights of the account itself."""
        await self.graph.read(
            "me",
            "insights",
            access,
            {"metric": "reach", "period": "day", "metric_type": "total_value"},
            parsing.account_totals,
            metrics=("reach",),
        )

    async def _asked(
        self, kind: MediaKind, offered: Collection[MediaMetric], without: Collection[str]
    ) -> list[MediaMetric]:
        asked = await self.refused_metrics.without(kind, [metric.name for metric in offered])
        return [
            metric
            for metric in offered
            if metric.name in asked
            and metric.name not in without
            and metric.login is Login.INSTAGRAM
        ]

    async def _of_call(
        self, access: Access, media_id: str, kind: MediaKind, metrics: Sequence[MediaMetric]
    ) -> Supported[Insights]:
        """Where Instagram cannot answer the question, the core is asked alone: it must come.

        The rest is what is easy to have.
        """
        try:
            return await self._supported(access, media_id, kind, metrics)
        except InstagramRefused as refused:
            core = [one for one in metrics if one.groups[kind] is CallGroup.CORE]
            if len(core) == len(metrics) or not _concerns_the_question(refused):
                raise
            logger.warning("Together refused of a %s: %s", kind, refused.detail)
        if not core:
            return Supported([], frozenset())
        of_core = await self._supported(access, media_id, kind, core)
        rest = [metric for metric in metrics if metric not in core]
        try:
            of_rest = await self._supported(access, media_id, kind, rest)
        except InstagramRefused as refused:
            if not _concerns_the_question(refused):
                raise
            logger.warning("Left out %s of a %s: %s", _names(rest), kind, refused.detail)
            return of_core
        return Supported([*of_core.answers, *of_rest.answers], of_core.refused | of_rest.refused)

    async def _supported(
        self, access: Access, media_id: str, kind: MediaKind, metrics: Sequence[MediaMetric]
    ) -> Supported[Insights]:
        """What Instagram gives of metrics that go together; learns from what it refuses."""
        breakdown = metrics[0].breakdown
        details: list[str] = []

        async def ask(names: Sequence[str]) -> Insights:
            params = {"metric": ",".join(names)}
            if breakdown is not None:
                params["breakdown"] = breakdown
            try:
                return await self._ask(access, media_id, names, params)
            except InstagramRefused as refused:
                details.append(refused.detail)
                raise

        try:
            supported = await ask_supported(_names(metrics), ask)
        except InstagramRefused as refused:
            if not may_be_hidden(refused):
                raise
            await self.check_permission(access)
            raise InstagramRefused(Refusal.HIDDEN, refused.detail, code=refused.code) from None
        for insights in supported.answers:
            await self.refused_metrics.given(kind, {*insights.values, *insights.breakdowns})
        if supported.refused:
            logger.info("Instagram refuses %s of a %s", sorted(supported.refused), kind)
            refused_names = sorted(supported.refused)
            await self.refused_metrics.refused(kind, refused_names, media_id, details[-1])
        return supported

    async def _ask(
        self, access: Access, media_id: str, names: Sequence[str], params: Mapping[str, str]
    ) -> Insights:
        """With ``metric_type`` only where Instagram demands it: by Meta's documents media do not
        know it, and one library needs it for ``views`` of stories.
        """

        def answer(reply: JsonObject) -> Insights:
            return parsing.insights(reply, self.clock.now())

        read = partial(self.graph.read, media_id, "insights", access)
        try:
            return await read(params, answer, metrics=names)
        except TotalValueNeeded as refused:
            logger.info("Asked again as Instagram wants it: %s", refused.detail)
        return await read({**params, "metric_type": "total_value"}, answer, metrics=names)

    def _merged(self, found: Sequence[Supported[Insights]]) -> Insights:
        values: dict[str, Number] = {}
        breakdowns: dict[str, Mapping[str, Number]] = {}
        for insights in (answer for supported in found for answer in supported.answers):
            values.update(insights.values)
            breakdowns.update(insights.breakdowns)
        refused: frozenset[str] = frozenset().union(*(supported.refused for supported in found))
        return Insights(self.clock.now(), values, breakdowns, refused)


def may_be_hidden(refused: InstagramRefused) -> bool:
    """Code 10 says "too few viewers" or "no permission", and may say it in any language."""
    return refused.refusal is Refusal.PERMISSION and refused.code == MISSING_PERMISSION


def _concerns_the_question(refused: InstagramRefused) -> bool:
    """Not the media, the token or the moment: asking later would be refused again."""
    return refused.refusal is Refusal.PERMANENT or refused.code == UNKNOWN_ERROR


def _names(metrics: Sequence[MediaMetric]) -> list[str]:
    return [metric.name for metric in metrics]
