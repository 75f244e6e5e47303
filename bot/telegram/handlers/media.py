"""``/posts``, ``/reels`` and their cards."""

from aiogram import F, Router
from aiogram.types import Message

from bot.domain.accounts import Person
from bot.domain.media import MediaProductType
from bot.domain.permalinks import is_address
from bot.presenters import album, media_card, media_list, post_link
from bot.presenters.actions import OpenAlbum, OpenMedia, OpenMediaList, OpenPost
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_list(
    _: object,
    action: OpenMediaList,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.list_media(person.telegram_user_id, action.kind, action.page)
    await reply(media_list.screen(result, speech))


async def open_card(
    _: object,
    action: OpenMedia,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_media(
        person.telegram_user_id, action.media_id, force=action.force
    )
    await reply(media_card.screen(result, speech, action.origin))


async def open_post(
    _: object,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
    said: str | None = None,
) -> None:
    """``/post`` with an address or a number; without, how it goes."""
    if not said:
        await reply(post_link.screen(speech))
        return
    media_id = await use_cases.find_media(person.telegram_user_id, said)
    result = await use_cases.show_media(person.telegram_user_id, media_id)
    await reply(media_card.screen(result, speech))


async def open_pasted(
    message: Message, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    """An address of Instagram's, without any command."""
    await open_post(message, person, use_cases, speech, reply, message.text)


async def open_album(
    _: object,
    action: OpenAlbum,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_album(person.telegram_user_id, action.media_id, action.position)
    await reply(album.screen(result, speech))


def router() -> Router:
    router = Router(name=__name__)
    commands = {
        "posts": OpenMediaList(MediaProductType.FEED),
        "reels": OpenMediaList(MediaProductType.REELS),
    }
    on(router, open_list, OpenMediaList, dict(commands))
    on(router, open_card, OpenMedia)
    on(router, open_post, OpenPost, {"post": OpenPost()})
    router.message.register(open_pasted, F.text.func(is_address))
    on(router, open_album, OpenAlbum)
    return router
