"""``/live``, ``/stories`` and their cards: what we saw of stories, also after they are gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import NotFound
from bot.domain.formulas import own_median, sequence_retention
from bot.domain.story_life import StorySequence
from bot.services.find_account import current_account, followers_on_day_of
from bot.services.ports import Clock, Database, Repositories
from bot.services.results import LiveStories, SequenceCard, StoryArchive, StoryCard

PAGE = 5
FRESH = timedelta(seconds=60)
"""A list of live stories younger than this is not asked for again, however often one taps."""

COMPARED = 10
"""A sequence is held against the median of the newest ten others."""


@dataclass(frozen=True)
class ShowLiveStories:
    """Stories of the current account that are alive now. Raises NotLinked.

    Whoever looks wants the newest: discovery, which comes ``every`` so often by itself, falls due
    now unless the last one is fresh. What it finds is there for the next look.
    """

    database: Database
    clock: Clock
    every: timedelta

    async def __call__(self, telegram_user_id: int) -> LiveStories:
        async with self.database.transaction() as stored:
            _, linked = await current_account(stored, telegram_user_id)
            # A plan is armed ``every`` after its last run: that tells how old that run is.
            unless_after = self.clock.now() + self.every - FRESH
            await stored.discoveries.hasten(linked.account.id, unless_after)
            stories = await stored.stories.live(linked.account.id)
            looks = await stored.captures.next_looks([story.id for story in stories])
        return LiveStories(linked.account, stories, looks, self.clock.now())


@dataclass(frozen=True)
class ListStories:
    """One page of the current account's story sequences. Raises NotLinked."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, page: int) -> StoryArchive:
        async with self.database.reading() as stored:
            _, linked = await current_account(stored, telegram_user_id)
            account = linked.account
            pages = max(1, -(-await stored.stories.count_sequences(account.id) // PAGE))
            shown = min(max(page, 0), pages - 1)
            sequences = await stored.stories.sequences(account.id, shown * PAGE, PAGE)
        return StoryArchive(account, sequences, shown, pages, self.clock.now())


@dataclass(frozen=True)
class ShowSequence:
    """The stories of one day as a whole. Raises NotFound for what is not the person's."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, sequence_id: int) -> SequenceCard:
        now = self.clock.now()
        async with self.database.reading() as stored:
            sequence = await stored.stories.sequence(sequence_id)
            accounts = await stored.accounts.linked_to(telegram_user_id)
            for linked in accounts:
                if sequence is not None and linked.account.id == sequence.account_id:
                    median = await _median_retention(stored, sequence, now)
                    return SequenceCard(linked.account, sequence, median, now)
        raise NotFound("not among the person's story sequences")


@dataclass(frozen=True)
class ShowStory:
    """One slide. Raises NotFound for what is not the person's."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, story_id: int) -> StoryCard:
        async with self.database.reading() as stored:
            accounts = {
                linked.account.id: linked.account
                for linked in await stored.accounts.linked_to(telegram_user_id)
            }
            story = await stored.stories.get(list(accounts), story_id)
            sequence = await stored.stories.sequence_of(story_id) if story else None
            if story is None or sequence is None:
                raise NotFound("not among the person's stories")
            looks = await stored.captures.next_looks([story_id])
            account = accounts[story.account_id]
            then = await followers_on_day_of(stored, account, story.posted_at)
        position = [other.id for other in sequence.stories].index(story_id)
        return StoryCard(
            account,
            story,
            sequence,
            position,
            looks.get(story_id),
            self.clock.now(),
            then,
        )


async def _median_retention(
    stored: Repositories, sequence: StorySequence, now: datetime
) -> float | None:
    others = await stored.stories.sequences(sequence.account_id, 0, COMPARED + 1)
    return median_retention([other for other in others if other.id != sequence.id], now)


def median_retention(sequences: Sequence[StorySequence], now: datetime) -> float | None:
    """The median share kept from the first slide to the last; None under five sequences."""
    return own_median([sequence_retention(sequence, now) for sequence in sequences])
