"""``/delete_me``: asks first, then forgets the person."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.accounts import Person
from bot.presenters import delete_me
from bot.presenters.actions import AskDeleteMe, DeleteMe
from bot.presenters.speech import Speech
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def ask_delete_me(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    question = await use_cases.ask_delete_me(person.telegram_user_id)
    await reply(delete_me.question(question, speech))


async def delete(
    tap: CallbackQuery, action: DeleteMe, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    await use_cases.delete_me(tap.from_user.id, action.asked_at)
    await reply(delete_me.deleted(speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, ask_delete_me, AskDeleteMe, {"delete_me": AskDeleteMe()})
    on(router, delete, DeleteMe)
    return router
