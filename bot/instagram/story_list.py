"""The stories of an account that are alive, with their numbers where a list brings them.

Two requests answer for all of them, one for the plain metrics and one for the breakdown. But one
story that too few people have seen fails the whole list, and so does whatever a host does not
take: then the stories come without numbers, and whoever wants them asks each by itself.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights, MediaKind
from bot.domain.metrics import CallGroup, Login, metrics_of
from bot.instagram.errors import NestingRefused
from bot.instagram.media_insights import PLAIN, MediaInsights
from bot.instagram.media_list import PAGE_REFUSALS, MediaList
from bot.instagram.refused_metrics import LIST, NESTED_INSIGHTS, RefusedMetrics
from bot.services.ports import Access, ListedMedia, MediaPage

logger = logging.getLogger(__name__)

EDGE = "stories"
LONGEST_PAGE = 100
"""The most that Instagram lists at once."""

OF_STORIES, WITH_BREAKDOWN = "insights of stories", "navigation of stories"
"""What is learned of lists: that they bring no numbers of stories, or none with a breakdown."""


@dataclass(frozen=True)
class StoryList:
    media_list: MediaList
    media_insights: MediaInsights
    refused_metrics: RefusedMetrics

    async def plain(self, access: Access) -> Sequence[ListedMedia]:
        """Without numbers, so nothing of a story can fail it."""
        return await self._to_the_end(access, None)

    async def with_insights(
        self, access: Access, wanted: Collection[str], without_numbers: int
    ) -> Sequence[ListedMedia] | None:
        """As in the port InstagramApi."""
        names = await self._nested(PLAIN)
        if not names or not await self._lists_bring_numbers():
            return None
        listed: list[ListedMedia] = []
        after: str | None = None
        if without_numbers:
            page = await self.media_list.list_media(access, EDGE, None, without_numbers)
            listed += page.media
            after = page.after
            if after is None:
                return listed
        while True:
            page = await self._page(access, after, names, wanted)
            listed += page.media
            if page.after is None:
                return listed
            after = page.after

    async def _page(
        self, access: Access, after: str | None, names: Sequence[str], wanted: Collection[str]
    ) -> MediaPage:
        """With numbers; without, where Instagram does not give them all together."""
        try:
            page = await self.media_list.list_media(access, EDGE, after, LONGEST_PAGE, names)
        except InstagramRefused as refused:
            if refused.code not in PAGE_REFUSALS:
                raise
            await self._learn(access, refused)
            return MediaPage(await self._to_the_end(access, after), None)
        numbers = [one.insights for one in page.media if one.insights is not None]
        if not numbers:
            if page.media:
                await self._refused(OF_STORIES, access, "lists of stories come without insights")
            return page
        await self.refused_metrics.given(LIST, [OF_STORIES])
        await self.refused_metrics.given(
            MediaKind.STORY, {name for insights in numbers for name in insights.values}
        )
        read = [one.details.media_id for one in page.media if one.insights is not None]
        taps = await self._navigation(access, after, [one for one in read if one in wanted])
        return MediaPage([_with_taps(one, taps) for one in page.media], page.after)

    async def _navigation(
        self, access: Access, after: str | None, wanted: Sequence[str]
    ) -> Mapping[str, Insights]:
        """In one request for all; else, for those that are wanted, in one each."""
        names = await self._nested((CallGroup.NAVIGATION,))
        if not names or not wanted:
            return {}
        if await self.refused_metrics.without(LIST, [WITH_BREAKDOWN]):
            try:
                page = await self.media_list.list_media(
                    access, EDGE, after, LONGEST_PAGE, names, breakdown=_breakdown()
                )
            except InstagramRefused as refused:
                if refused.code not in PAGE_REFUSALS:
                    raise
                logger.info("Navigation is asked story by story: %s", refused.detail)
                await self._refused(WITH_BREAKDOWN, access, refused.detail)
            else:
                taps = {one.details.media_id: one.insights for one in page.media if one.insights}
                if taps.keys() >= set(wanted):
                    await self.refused_metrics.given(LIST, [WITH_BREAKDOWN])
                    return taps
        return {
            media_id: await self.media_insights(
                access, media_id, MediaKind.STORY, (CallGroup.NAVIGATION,), ()
            )
            for media_id in wanted
        }

    async def _to_the_end(self, access: Access, after: str | None) -> list[ListedMedia]:
        listed: list[ListedMedia] = []
        while True:
            page = await self.media_list.list_media(access, EDGE, after, LONGEST_PAGE)
            listed += page.media
            after = page.after
            if after is None:
                return listed

    # What is learned ------------------------------------------------------------------------

    async def _lists_bring_numbers(self) -> bool:
        facts = [NESTED_INSIGHTS, OF_STORIES]
        return await self.refused_metrics.without(LIST, facts) == facts

    async def _nested(self, groups: Collection[CallGroup]) -> list[str]:
        offered = [
            metric.name
            for metric in metrics_of(MediaKind.STORY, *groups)
            if metric.login is Login.INSTAGRAM
        ]
        return await self.refused_metrics.without(MediaKind.STORY, offered)

    async def _learn(self, access: Access, refused: InstagramRefused) -> None:
        """A story that too few people have seen says nothing about lists."""
        logger.info("Stories are listed without numbers: %s", refused.detail)
        if isinstance(refused, NestingRefused):
            await self.refused_metrics.nesting_refused(refused.detail)
        elif refused.refusal not in {Refusal.HIDDEN, Refusal.PERMISSION}:
            await self._refused(OF_STORIES, access, refused.detail)

    async def _refused(self, fact: str, access: Access, detail: str) -> None:
        """Three refusals in a row count, whoever's stories they are."""
        by = f"{access.account_id} {self.media_list.clock.now()}"
        await self.refused_metrics.refused(LIST, [fact], by, detail)


def _breakdown() -> str:
    (metric,) = metrics_of(MediaKind.STORY, CallGroup.NAVIGATION)
    assert metric.breakdown is not None
    return metric.breakdown


def _with_taps(story: ListedMedia, taps: Mapping[str, Insights]) -> ListedMedia:
    """The numbers of both requests together, as old as the first of them."""
    own = taps.get(story.details.media_id)
    if story.insights is None or own is None:
        return story
    return replace(
        story,
        insights=replace(
            story.insights,
            values={**story.insights.values, **own.values},
            breakdowns={**story.insights.breakdowns, **own.breakdowns},
            refused=story.insights.refused | own.refused,
        ),
    )
