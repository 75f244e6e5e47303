"""``/compare``: two periods, two posts, two topics."""

from aiogram import Router

from bot.domain.accounts import Person
from bot.presenters import compare
from bot.presenters import compare_tags as topics
from bot.presenters.actions import (
    ComparePeriods,
    ComparePosts,
    CompareTags,
    OpenCompare,
    PickPost,
    PickTag,
)
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_compare(_: object, speech: Speech, reply: Reply) -> None:
    await reply(compare.menu(speech))


async def compare_periods(
    _: object,
    action: ComparePeriods,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.compare_periods(person.telegram_user_id, action.days, action.back)
    await reply(compare.periods(result, speech))


async def pick_post(
    _: object, action: PickPost, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.list_media(person.telegram_user_id, action.kind, action.page)
    await reply(compare.pick_post(result, action.first_id, speech))


async def compare_posts(
    _: object,
    action: ComparePosts,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.compare_posts(
        person.telegram_user_id, action.first_id, action.second_id
    )
    await reply(compare.posts(result, speech))


async def pick_tag(
    _: object, action: PickTag, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.list_tags(person.telegram_user_id)
    await reply(topics.pick_tag(result, action.first_id, action.page, speech))


async def compare_tags(
    _: object,
    action: CompareTags,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.compare_tags(
        person.telegram_user_id, action.first_id, action.second_id
    )
    await reply(topics.tags(result, speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_compare, OpenCompare, {"compare": OpenCompare()})
    on(router, compare_periods, ComparePeriods)
    on(router, pick_post, PickPost)
    on(router, compare_posts, ComparePosts)
    on(router, pick_tag, PickTag)
    on(router, compare_tags, CompareTags)
    return router
