"""``/live``, ``/stories``, and the cards of sequences and slides."""

from aiogram import Router

from bot.domain.accounts import Person
from bot.presenters import (
    live_stories,
    sequence,
    sequence_pictures,
    story_archive,
    story_card,
    story_month,
)
from bot.presenters.actions import (
    OpenLiveStories,
    OpenSequence,
    OpenSequencePictures,
    OpenStory,
    OpenStoryArchive,
    OpenStoryCurve,
    OpenStoryMonth,
)
from bot.presenters.day_reading import read_day
from bot.presenters.speech import Speech
from bot.services.ports import Clock
from bot.services.results import StoryMonth
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


async def open_month(
    _: object,
    action: OpenStoryMonth,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    clock: Clock,
    reply: Reply,
    said: str | None = None,
) -> None:
    """``/archive 21.11`` says a day; without, the month of the newest stories is shown."""
    if said is None:
        month = await use_cases.show_story_month(
            person.telegram_user_id, story_month.month_of(action.month)
        )
        await reply(story_month.screen(month, speech, action.page))
        return
    today = clock.now().astimezone(speech.zone).date()
    day = read_day(said, speech.months(), today)
    if day is None:
        await reply(story_month.unreadable(said, today, speech))
        return
    result = await use_cases.show_story_day(person.telegram_user_id, day)
    if isinstance(result, StoryMonth):
        await reply(story_month.screen(result, speech))
    else:
        await reply(sequence.screen(result, speech))


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


async def open_sequence_pictures(
    _: object,
    action: OpenSequencePictures,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_sequence(person.telegram_user_id, action.sequence_id)
    await reply(sequence_pictures.screen(result, speech))


async def open_story(
    _: object,
    action: OpenStory,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_story(person.telegram_user_id, action.story_id)
    await reply(story_card.screen(result, speech, action.origin))


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
    on(router, open_archive, OpenStoryArchive, {"stories": OpenStoryArchive()})
    on(router, open_month, OpenStoryMonth, {"archive": OpenStoryMonth()})
    on(router, open_sequence, OpenSequence)
    on(router, open_sequence_pictures, OpenSequencePictures)
    on(router, open_story, OpenStory)
    on(router, open_curve, OpenStoryCurve)
    return router
