"""``/live``, ``/stories``, and the cards of sequences and slides."""

from aiogram import Router

from bot.domain.accounts import Person
from bot.presenters import live_stories, sequence, story_archive, story_card
from bot.presenters.actions import (
    OpenLiveStories,
    OpenSequence,
    OpenStory,
    OpenStoryArchive,
    OpenStoryCurve,
)
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_live(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.show_live_stories(person.telegram_user_id)
    await reply(live_stories.screen(result, speech))


async def open_archive(
    _: object,
    action: OpenStoryArchive,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.list_stories(person.telegram_user_id, action.page)
    await reply(story_archive.screen(result, speech))


async def open_sequence(
    _: object,
    action: OpenSequence,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_sequence(person.telegram_user_id, action.sequence_id)
    await reply(sequence.screen(result, speech))


async def open_story(
    _: object,
    action: OpenStory,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_story(person.telegram_user_id, action.story_id)
    await reply(story_card.screen(result, speech))


async def open_curve(
    _: object,
    action: OpenStoryCurve,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_story(person.telegram_user_id, action.story_id)
    await reply(story_card.curve(result, speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_live, OpenLiveStories, {"live": OpenLiveStories()})
    archive = OpenStoryArchive()
    on(router, open_archive, OpenStoryArchive, {"stories": archive, "archive": archive})
    on(router, open_sequence, OpenSequence)
    on(router, open_story, OpenStory)
    on(router, open_curve, OpenStoryCurve)
    return router
