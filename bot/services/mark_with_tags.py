"""Marking posts, reels and stories with topics: from a card, and from a topic."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import NotFound
from bot.domain.media import Media, MediaProductType
from bot.domain.story_life import Story
from bot.domain.tags import Tag
from bot.services.find_account import own_account
from bot.services.manage_tags import own_tag
from bot.services.ports import Clock, Database, Repositories, Target
from bot.services.results import MarkingList, TagsOfTarget

PAGE = 5


@dataclass(frozen=True)
class ShowTagsOf:
    """The person's tags, and which of them a post, reel or story has. Raises NotFound."""

    database: Database

    async def __call__(self, telegram_user_id: int, target: Target) -> TagsOfTarget:
        async with self.database.reading() as stored:
            account_id = await _account_of(stored, telegram_user_id, target)
            return await _tags_of(stored, telegram_user_id, account_id, target)


@dataclass(frozen=True)
class ShowMarking:
    """A page of what can be marked, newest first, and what of it has the tag. Raises NotFound."""

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, tag_id: int, kind: MediaProductType, page: int
    ) -> MarkingList:
        async with self.database.reading() as stored:
            tag = await own_tag(stored, telegram_user_id, tag_id)
            return await _marking(stored, tag, kind, page, self.clock)


@dataclass(frozen=True)
class SetMark:
    """Mark, or unmark; twice the same changes nothing. Raises NotFound.

    A tag is of one account: nothing of another one is marked with it.
    """

    database: Database

    async def __call__(
        self, telegram_user_id: int, tag_id: int, target: Target, *, on: bool
    ) -> None:
        async with self.database.transaction() as stored:
            tag = await own_tag(stored, telegram_user_id, tag_id)
            # Neither the tag nor what is marked must go meanwhile; accounts are locked first.
            await stored.accounts.keep([tag.account_id])
            await stored.people.hold(telegram_user_id)
            tag = await own_tag(stored, telegram_user_id, tag_id)
            if await _account_of(stored, telegram_user_id, target) != tag.account_id:
                raise NotFound("not of the tag's account")
            await stored.tags.set_mark(tag, target, on=on)


async def _account_of(stored: Repositories, telegram_user_id: int, target: Target) -> int:
    """Whose it is. Raises NotFound for what is not of an account of the person's."""
    linked = await stored.accounts.linked_to(telegram_user_id)
    ids = [one.account.id for one in linked]
    found: Story | Media | None
    if target.is_story:
        found = await stored.stories.get(ids, target.id)
    else:
        found = await stored.media.get(ids, target.id)
    if found is None:
        raise NotFound("not among what the person has published")
    return found.account_id


async def _tags_of(
    stored: Repositories, telegram_user_id: int, account_id: int, target: Target
) -> TagsOfTarget:
    linked = await own_account(stored, telegram_user_id, account_id)
    tags = [one.tag for one in await stored.tags.of_account(telegram_user_id, account_id)]
    marked = {tag.id for tag in await stored.tags.of_target(telegram_user_id, target)}
    return TagsOfTarget(linked.account, target, tags, marked)


async def _marking(
    stored: Repositories, tag: Tag, kind: MediaProductType, page: int, clock: Clock
) -> MarkingList:
    linked = await own_account(stored, tag.telegram_user_id, tag.account_id)
    is_story = kind is MediaProductType.STORY
    if is_story:
        count = await stored.stories.count(tag.account_id)
    else:
        count = await stored.media.count(tag.account_id, kind)
    pages = max(1, -(-count // PAGE))
    shown = min(max(page, 0), pages - 1)
    entries: Sequence[Media | Story]
    if is_story:
        entries = await stored.stories.newest(tag.account_id, shown * PAGE, PAGE)
    else:
        entries = await stored.media.page(tag.account_id, kind, shown * PAGE, PAGE)
    marked = await stored.tags.marked_among(tag, kind, [one.id for one in entries])
    return MarkingList(linked.account, tag, kind, entries, marked, shown, pages, clock.now())
