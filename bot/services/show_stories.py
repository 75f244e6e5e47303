"""``/live``, ``/stories`` and their cards: what we saw of stories, also after they are gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import NotFound
from bot.domain.formulas import own_median, sequence_completion, sequence_retention
from bot.domain.media import MediaProductType
from bot.domain.story_life import StorySequence
from bot.domain.story_rhythm import SLOWEST
from bot.services.find_account import asked_account, followers_on_day_of, own_accounts
from bot.services.ports import Clock, Database, Repositories, Target
from bot.services.results import LiveStories, SequenceCard, StoryArchive, StoryCard
from bot.services.story_coverage import coverage_of, whys

PAGE = 5
FRESH = timedelta(seconds=60)
"""A list of live stories younger than this is not asked for again, however often one taps."""

COMPARED = 10
"""A sequence is held against the median of the newest ten others."""


@dataclass(frozen=True)
class ShowLiveStories:
    """Stories of the current account that are alive now. Raises NotLinked.

    Whoever looks wants the newest: discovery falls due now unless the last one is fresh. What it
    finds is there for the next look.
    """

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, only: int | None = None) -> LiveStories:
        """``only``: of that account of theirs."""
        async with self.database.transaction() as stored:
            _, linked = await asked_account(stored, telegram_user_id, only)
            listed_at = linked.account.stories_listed_at
            if listed_at is None or self.clock.now() - listed_at >= FRESH:
                # A search that waits longer than any rhythm was told to.
                await stored.discoveries.hasten(linked.account.id, self.clock.now() + SLOWEST)
            stories = await stored.stories.live(linked.account.id)
            ids = [story.id for story in stories]
            looks = await stored.captures.next_looks(ids)
            being_read = await stored.captures.being_read(ids)
        return LiveStories(linked.account, stories, looks, self.clock.now(), being_read)


@dataclass(frozen=True)
class ListStories:
    """One page of the current account's story sequences. Raises NotLinked."""

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, page: int, only: int | None = None
    ) -> StoryArchive:
        """``only``: of that account of theirs."""
        async with self.database.reading() as stored:
            _, linked = await asked_account(stored, telegram_user_id, only)
            account = linked.account
            pages = max(1, -(-await stored.stories.count_sequences(account.id) // PAGE))
            shown = min(max(page, 0), pages - 1)
            sequences = await stored.stories.sequences(account.id, shown * PAGE, PAGE)
            months = dict.fromkeys(one.local_date.replace(day=1) for one in sequences)
            now = self.clock.now()
            covered = [await coverage_of(stored, account, month, now) for month in months]
        return StoryArchive(account, sequences, shown, pages, now, covered)


@dataclass(frozen=True)
class ShowSequence:
    """The stories of one day as a whole. Raises NotFound for what is not the person's."""

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, sequence_id: int, only: int | None = None
    ) -> SequenceCard:
        """``only``: if it is of that account of theirs."""
        now = self.clock.now()
        async with self.database.reading() as stored:
            sequence = await stored.stories.sequence(sequence_id)
            accounts = await own_accounts(stored, telegram_user_id, only)
            if sequence is None or sequence.account_id not in accounts:
                raise NotFound("not among the person's story sequences")
            others = await _others(stored, sequence)
            return SequenceCard(
                accounts[sequence.account_id],
                sequence,
                median_retention(others, now),
                now,
                own_median([sequence_completion(other) for other in others]),
                await whys(stored, sequence.account_id, sequence.stories, now),
                await stored.story_pictures.states([story.id for story in sequence.stories]),
            )


@dataclass(frozen=True)
class ShowStory:
    """One slide. Raises NotFound for what is not the person's."""

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, story_id: int, only: int | None = None
    ) -> StoryCard:
        """``only``: if it is of that account of theirs."""
        async with self.database.reading() as stored:
            accounts = await own_accounts(stored, telegram_user_id, only)
            story = await stored.stories.get(list(accounts), story_id)
            sequence = await stored.stories.sequence_of(story_id) if story else None
            if story is None or sequence is None:
                raise NotFound("not among the person's stories")
            looks = await stored.captures.next_looks([story_id])
            being_read = await stored.captures.being_read([story_id])
            account = accounts[story.account_id]
            then = await followers_on_day_of(stored, account, story.posted_at)
            now = self.clock.now()
            why = (await whys(stored, account.id, [story], now)).get(story_id)
            pictures = await stored.story_pictures.states([story_id])
            target = Target(MediaProductType.STORY, story_id)
            tags = await stored.tags.of_target(telegram_user_id, target)
        position = [other.id for other in sequence.stories].index(story_id)
        return StoryCard(
            account,
            story,
            sequence,
            position,
            looks.get(story_id),
            now,
            then,
            why,
            pictures.get(story_id),
            story_id in being_read,
            [tag.name for tag in tags],
        )


async def _others(stored: Repositories, sequence: StorySequence) -> list[StorySequence]:
    """The newest besides."""
    newest = await stored.stories.sequences(sequence.account_id, 0, COMPARED + 1)
    return [other for other in newest if other.id != sequence.id]


def median_retention(sequences: Sequence[StorySequence], now: datetime) -> float | None:
    """The median share kept from the first slide to the last; None under five sequences."""
    return own_median([sequence_retention(sequence, now) for sequence in sequences])
