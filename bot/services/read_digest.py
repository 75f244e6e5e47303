"""One account over the period of a digest: from what is stored, but for one look at its totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.digest_picks import picks
from bot.domain.digest_sentence import LOOKED_BACK, Facts, useful_sentence
from bot.domain.formulas import own_median, story_completion
from bot.domain.media import Media, MediaProductType, Number
from bot.domain.periods import Period
from bot.domain.same_age import Ranked, SeenMedia
from bot.domain.story_life import Story, StoryState, Trouble
from bot.services.ports import (
    Clock,
    Database,
    DayValue,
    LinkedAccount,
    Purpose,
    RefusedMetric,
    Repositories,
)
from bot.services.read_overview import ReadOverview
from bot.services.results import (
    SHOWN_TOTALS,
    AccountDigest,
    DigestStories,
    MostReplies,
    Overview,
)

NEWEST = 100
"""So many posts, and as many reels, are looked at: for what is usual, and for the best."""

LAST_DAYS = timedelta(days=9)
"""A week before a day, and a day more: Instagram's days are not ours."""

OF_AN_ACCOUNT = "ACCOUNT"
UNLINKED = frozenset({Trouble.LINK, Trouble.UNLINKED})


@dataclass(frozen=True)
class ReadDigest:
    """Of posts, reels and stories only what was read before counts.

    The totals of the period are asked for once, within the budget; with that used up, or
    Instagram away, they are the last known ones. Raises NotFound when the account was unlinked
    meanwhile.
    """

    database: Database
    clock: Clock
    read_overview: ReadOverview

    async def __call__(
        self, linked: LinkedAccount, period: Period, against: Period | None
    ) -> AccountDigest:
        """``against``: what it is compared with, where that is not as many days just before."""
        overview = await self.read_overview(linked, period, Purpose.DIGEST, against=against)
        # With Instagram away these may be older days: all of the digest speaks of the same.
        async with self.database.reading() as stored:
            return await self._told(stored, linked.account.id, overview)

    async def _told(
        self, stored: Repositories, account_id: int, overview: Overview
    ) -> AccountDigest:
        period, now = overview.period, self.clock.now()
        newest = [
            seen
            for kind in (MediaProductType.FEED, MediaProductType.REELS)
            for seen in await stored.media_ages.newest(account_id, kind, NEWEST)
        ]
        within = [seen for seen in newest if _lies_in(seen, period)]
        found = picks(within, newest, now, young=period.days == 1)
        stories = await stored.stories.in_period(account_id, period)
        facts = await _facts(stored, account_id, period, found.ranked, newest, now)
        outages = await stored.outages.between(account_id, period.since, period.until)
        return AccountDigest(
            overview=overview,
            best_post=found.best_post,
            best_reel=found.best_reel,
            worst=found.worst,
            immature=found.immature,
            stories=await _stories(stored, stories, now),
            # A turn a day, a week, or a month.
            sentence=useful_sentence(facts, period.last.toordinal() // min(period.days, 28)),
            reach_of_last_days=await _last_days(stored, account_id, period),
            not_offered=_not_offered(await stored.instagram_facts.refused_metrics()),
            without_link=sum(
                (
                    outage.overlap(period.since, period.until)
                    for outage in outages
                    if outage.cause in UNLINKED
                ),
                timedelta(),
            ),
        )


def _lies_in(seen: SeenMedia, period: Period) -> bool:
    return period.since <= seen.media.details.timestamp < period.until


async def _last_days(stored: Repositories, account_id: int, period: Period) -> Sequence[DayValue]:
    return await stored.account_numbers.series(
        account_id, "reach", period.until - LAST_DAYS, period.until + timedelta(days=1)
    )


async def _facts(
    stored: Repositories,
    account_id: int,
    period: Period,
    ranked: Sequence[Ranked],
    newest: Sequence[SeenMedia],
    now: datetime,
) -> Facts:
    since = period.until - LOOKED_BACK
    media: list[Media] = [
        seen.media for seen in newest if since <= seen.media.details.timestamp < period.until
    ]
    first = period.last - LOOKED_BACK
    sequences = await stored.stories.sequences_between(account_id, first, period.last)
    return Facts(ranked, media, sequences, now)


async def _stories(stored: Repositories, stories: Sequence[Story], now: datetime) -> DigestStories:
    states = [story.state(now) for story in stories]
    final = [
        story.insights
        for story, state in zip(stories, states, strict=True)
        if state is StoryState.FINAL and story.insights is not None
    ]
    return DigestStories(
        own_median([story_completion(one) for one in final]),
        await _most_replies(stored, stories),
        states.count(StoryState.LOST),
    )


async def _most_replies(stored: Repositories, stories: Sequence[Story]) -> MostReplies | None:
    """The earliest of those that as many answered."""
    most = max(stories, key=_replies, default=None)
    sequence = None if most is None else await stored.stories.sequence_of(most.id)
    if most is None or sequence is None or not _replies(most):
        return None
    position = [story.id for story in sequence.stories].index(most.id)
    return MostReplies(sequence.local_date, position, _replies(most))


def _replies(story: Story) -> Number:
    """For finding the most only: what nobody counted is never it."""
    return (None if story.insights is None else story.insights.get("replies")) or 0


def _not_offered(refused: Sequence[RefusedMetric]) -> list[str]:
    names = {one.metric for one in refused if one.kind == OF_AN_ACCOUNT}
    return [name for name in SHOWN_TOTALS if name in names]
