"""In private: in which groups and channels the person's accounts are shown."""

from aiogram import Bot, Router

from bot.domain.accounts import Person
from bot.presenters import shown_in
from bot.presenters.actions import (
    EndGrant,
    InviteToChat,
    OpenGrant,
    OpenGrantLanguages,
    OpenShownIn,
    SetGrant,
    SetGrantLanguage,
    ShowThere,
)
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def invite(
    _: object,
    action: InviteToChat,
    person: Person,
    use_cases: UseCases,
    bot: Bot,
    deep_link_base: str,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.chats.invite(person.telegram_user_id, action.account_id)
    link = f"{deep_link_base}/{(await bot.me()).username}"
    await reply(shown_in.invitation(result, link, speech))


async def show_there(
    _: object,
    action: ShowThere,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.chats.grant_place(
        person.telegram_user_id, action.ticket, action.account_id
    )
    await reply(shown_in.grant(result, speech))


async def open_list(
    _: object,
    action: OpenShownIn,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.chats.list_grants(person.telegram_user_id, action.page)
    await reply(shown_in.listed(result, speech))


async def open_grant(
    _: object,
    action: OpenGrant,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.chats.show_grant(person.telegram_user_id, action.grant_id)
    await reply(shown_in.grant(result, speech))


async def change(
    _: object,
    action: SetGrant,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.chats.change_grant(
        person.telegram_user_id, action.grant_id, action.allowed
    )
    await reply(shown_in.grant(result, speech))


async def open_languages(
    _: object,
    action: OpenGrantLanguages,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.chats.show_grant(person.telegram_user_id, action.grant_id)
    await reply(shown_in.languages(result, speech))


async def set_language(
    _: object,
    action: SetGrantLanguage,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.chats.set_grant_language(
        person.telegram_user_id, action.grant_id, action.language
    )
    await reply(shown_in.grant(result, speech))


async def end(
    _: object,
    action: EndGrant,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.chats.end_grant(person.telegram_user_id, action.grant_id)
    await reply(shown_in.ended(result, speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, invite, InviteToChat, {"here": InviteToChat()})
    on(router, show_there, ShowThere)
    on(router, open_list, OpenShownIn)
    on(router, open_grant, OpenGrant)
    on(router, change, SetGrant)
    on(router, open_languages, OpenGrantLanguages)
    on(router, set_language, SetGrantLanguage)
    on(router, end, EndGrant)
    return router
