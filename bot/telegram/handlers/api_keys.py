"""``/api``: the person's keys to the HTTP API."""

from aiogram import Router

from bot.domain.accounts import Person
from bot.domain.errors import NotFound
from bot.presenters import api_keys
from bot.presenters.actions import (
    MakeApiKey,
    OpenApiKey,
    OpenApiKeys,
    OpenNewApiKey,
    RevokeApiKey,
)
from bot.presenters.speech import Speech
from bot.services.manage_api_keys import ApiKeyChoice
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_keys(
    _: object,
    action: OpenApiKeys,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.list_api_keys(person.telegram_user_id)
    await reply(api_keys.screen(result, use_cases.api_docs_url, speech, action.page))


async def open_key(
    _: object,
    action: OpenApiKey,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.list_api_keys(person.telegram_user_id)
    key = next((one for one in result.keys if one.id == action.key_id), None)
    if key is None:
        raise NotFound("not among the person's keys")
    await reply(api_keys.card(result, key, speech))


async def open_new(
    _: object,
    action: OpenNewApiKey,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.list_api_keys(person.telegram_user_id)
    await reply(api_keys.new(result, action, speech))


async def make(
    _: object,
    action: MakeApiKey,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    choice = ApiKeyChoice(action.account_id or None, action.rights, action.days)
    result = await use_cases.make_api_key(person.telegram_user_id, choice)
    await reply(api_keys.made(result, speech))


async def revoke(
    _: object,
    action: RevokeApiKey,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.revoke_api_key(person.telegram_user_id, action.key_id)
    await reply(api_keys.screen(result, use_cases.api_docs_url, speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_keys, OpenApiKeys, {"api": OpenApiKeys()})
    on(router, open_key, OpenApiKey)
    on(router, open_new, OpenNewApiKey)
    on(router, make, MakeApiKey)
    on(router, revoke, RevokeApiKey)
    return router
