"""``/tag``: the person's topics for the current account: make, see, rename, remove."""

from dataclasses import dataclass
from itertools import chain

from bot.domain.errors import NotFound
from bot.domain.media import MediaProductType
from bot.domain.tags import MOST_TAGS, Tag, TagNameTaken, TooManyTags, tag_name
from bot.domain.topics import topic_numbers
from bot.services.find_account import current_account, own_account
from bot.services.ports import Clock, Database, Repositories
from bot.services.results import TagCard, TagList

NEWEST = 300
"""So many of the newest are what the usual is found among; and so many marked ones are read."""


@dataclass(frozen=True)
class ListTags:
    """The person's tags for their current account, by name. Raises NotLinked."""

    database: Database

    async def __call__(self, telegram_user_id: int) -> TagList:
        async with self.database.reading() as stored:
            _, linked = await current_account(stored, telegram_user_id)
            tags = await stored.tags.of_account(telegram_user_id, linked.account.id)
        return TagList(linked.account, tags)


@dataclass(frozen=True)
class NameTag:
    """The tag that a person wrote: a new one, or theirs of that name.

    Raises NotLinked, TagNameUnusable, TooManyTags.
    """

    database: Database

    async def __call__(self, telegram_user_id: int, words: str) -> Tag:
        name = tag_name(words)
        async with self.database.transaction() as stored:
            _, linked = await current_account(stored, telegram_user_id)
            account_id = linked.account.id
            # Two words at once must not make one tag too many.
            await stored.people.hold(telegram_user_id)
            known = await stored.tags.find(telegram_user_id, account_id, name)
            if known is not None:
                return known
            if await stored.tags.count(telegram_user_id, account_id) >= MOST_TAGS:
                raise TooManyTags("the person has as many as there may be")
            return await stored.tags.add(telegram_user_id, account_id, name)


@dataclass(frozen=True)
class RenameTag:
    """The tag of one name gets another. Raises NotLinked, NotFound, TagNameUnusable, TagNameTaken.

    Only the spelling may change, too.
    """

    database: Database

    async def __call__(self, telegram_user_id: int, old: str, new: str) -> Tag:
        old_name, new_name = tag_name(old), tag_name(new)
        async with self.database.transaction() as stored:
            _, linked = await current_account(stored, telegram_user_id)
            account_id = linked.account.id
            await stored.people.hold(telegram_user_id)
            tag = await stored.tags.find(telegram_user_id, account_id, old_name)
            if tag is None:
                raise NotFound("the person has no tag of this name")
            taken = await stored.tags.find(telegram_user_id, account_id, new_name)
            if taken is not None and taken.id != tag.id:
                raise TagNameTaken("another tag of the person has this name")
            await stored.tags.rename(tag, new_name)
            return await own_tag(stored, telegram_user_id, tag.id)


@dataclass(frozen=True)
class RemoveTag:
    """The tag and its marks; what was marked stays. Raises NotFound."""

    database: Database

    async def __call__(self, telegram_user_id: int, tag_id: int) -> TagList:
        async with self.database.transaction() as stored:
            await stored.people.hold(telegram_user_id)
            tag = await own_tag(stored, telegram_user_id, tag_id)
            await stored.tags.remove(tag)
            linked = await own_account(stored, telegram_user_id, tag.account_id)
            tags = await stored.tags.of_account(telegram_user_id, tag.account_id)
        return TagList(linked.account, tags)


@dataclass(frozen=True)
class ShowTag:
    """One tag with what is usual of it. Raises NotFound for somebody else's."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, tag_id: int) -> TagCard:
        async with self.database.reading() as stored:
            tag = await own_tag(stored, telegram_user_id, tag_id)
            return await tag_card(stored, tag, self.clock)


async def own_tag(stored: Repositories, telegram_user_id: int, tag_id: int) -> Tag:
    """Raises NotFound for what is not the person's."""
    tag = await stored.tags.get(telegram_user_id, tag_id)
    if tag is None:
        raise NotFound("not among the person's tags")
    return tag


async def tag_card(stored: Repositories, tag: Tag, clock: Clock) -> TagCard:
    linked = await own_account(stored, tag.telegram_user_id, tag.account_id)
    marked = await stored.media_ages.of(await stored.tags.media(tag, NEWEST))
    stories = await stored.tags.stories(tag, NEWEST)
    kinds = (MediaProductType.FEED, MediaProductType.REELS)
    newest = [await stored.media_ages.newest(tag.account_id, kind, NEWEST) for kind in kinds]
    now = clock.now()
    return TagCard(
        account=linked.account,
        tag=tag,
        media=[one.media for one in marked],
        stories=stories,
        numbers=topic_numbers(marked, list(chain(*newest)), stories, now),
        now=now,
    )
