"""``/digest``: which there are, a new one, and each: whether, how often, when, and one at once."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import Update

from bot.domain.accounts import Person
from bot.presenters import digest_list, digest_settings, toasts
from bot.presenters.actions import (
    AddDigest,
    AskRemoveDigest,
    MuteDigest,
    OpenDigest,
    OpenDigestHours,
    OpenDigestPause,
    OpenDigests,
    OpenDigestWeekdays,
    OpenNewDigest,
    RemoveDigest,
    SendAgain,
    SendDigestNow,
    SetDigest,
)
from bot.presenters.buttons import back
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.change_digest import DigestChoice
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases

ONE_OF_THEM = {
    OpenDigest: digest_settings.screen,
    OpenDigestHours: digest_settings.hours,
    OpenDigestWeekdays: digest_settings.weekdays,
    OpenDigestPause: digest_settings.pause,
    AskRemoveDigest: digest_settings.removal_question,
}
"""What is shown of one digest, as it stands."""


async def open_list(
    _: object,
    action: OpenDigests,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.digests.list(person.telegram_user_id, action.page)
    await reply(digest_list.listed(result, speech))


async def open_one(
    _: object,
    action: OpenDigest | OpenDigestHours | OpenDigestWeekdays | OpenDigestPause | AskRemoveDigest,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    if action == OpenDigest():
        await open_list(_, OpenDigests(), person, use_cases, speech, reply)
        return
    result = await use_cases.digests.change(
        person.telegram_user_id, subscription_id=action.subscription_id
    )
    await reply(ONE_OF_THEM[type(action)](result, speech))


async def change(
    _: object,
    action: SetDigest,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    choice = DigestChoice(action.enabled, action.cadence, action.hour, action.weekday)
    result = await use_cases.digests.change(person.telegram_user_id, choice, action.subscription_id)
    await reply(replace(digest_settings.screen(result, speech), toast=toasts.saved(speech)))


async def mute(
    _: object,
    action: MuteDigest,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.digests.mute(
        person.telegram_user_id, action.subscription_id, muted=action.muted
    )
    await reply(replace(digest_settings.screen(result, speech), toast=toasts.saved(speech)))


async def remove(
    _: object,
    action: RemoveDigest,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    await use_cases.digests.remove(person.telegram_user_id, action.subscription_id)
    await open_list(_, OpenDigests(), person, use_cases, speech, reply)


async def ask_about_new(
    _: object,
    action: OpenNewDigest,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.digests.offer(
        person.telegram_user_id, action.account_id, action.grant_id
    )
    await reply(digest_list.next_question(result, action.page, speech))


async def add(
    _: object,
    action: AddDigest,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.digests.add(
        person.telegram_user_id, action.account_id, action.grant_id, action.cadence
    )
    await reply(replace(digest_settings.screen(result, speech), toast=toasts.saved(speech)))


async def send_now(
    _: object,
    action: SendDigestNow,
    event_update: Update,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.digests.send_now(
        person.telegram_user_id,
        str(event_update.update_id),
        action.subscription_id,
        preview=action.preview,
    )
    await reply(replace(digest_settings.screen(result, speech), toast=toasts.on_its_way(speech)))


async def send_again(
    _: object,
    action: SendAgain,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    await use_cases.send_again(person.telegram_user_id, action.outbox_id)
    await reply(Screen(toasts.on_its_way(speech), [back(speech)]))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_list, OpenDigests, {"digest": OpenDigests()})
    for action in ONE_OF_THEM:
        on(router, open_one, action)
    on(router, change, SetDigest)
    on(router, mute, MuteDigest)
    on(router, remove, RemoveDigest)
    on(router, ask_about_new, OpenNewDigest)
    on(router, add, AddDigest)
    on(router, send_now, SendDigestNow)
    on(router, send_again, SendAgain)
    return router
