"""``/accounts`` and ``/unlink``: switch, add, let go."""

from aiogram import Router

from bot.domain.accounts import Person
from bot.presenters import accounts
from bot.presenters.actions import AskUnlink, OpenAccounts, SwitchAccount, Unlink
from bot.presenters.speech import Speech
from bot.services.results import Home
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_accounts(
    _: object, action: OpenAccounts, home: Home, speech: Speech, reply: Reply
) -> None:
    await reply(accounts.screen(home, speech, action.page if action.page >= 0 else None))


async def switch(
    _: object,
    action: SwitchAccount,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    home = await use_cases.switch_account(person.telegram_user_id, action.account_id)
    await reply(accounts.screen(home, speech))


async def ask_unlink(
    _: object,
    action: AskUnlink,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    question = await use_cases.ask_unlink(person.telegram_user_id, action.account_id)
    await reply(accounts.unlink_question(question, speech))


async def unlink(
    _: object,
    action: Unlink,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.unlink_account(
        person.telegram_user_id, action.account_id, keep=action.keep
    )
    await reply(accounts.unlinked(result, speech))


def router() -> Router:
    router = Router(name=__name__)
    listed = OpenAccounts()
    on(router, open_accounts, OpenAccounts, {"accounts": listed, "unlink": listed})
    on(router, switch, SwitchAccount)
    on(router, ask_unlink, AskUnlink)
    on(router, unlink, Unlink)
    return router
