"""The choice of a time zone: a city that is typed, a location that is shared, or a region."""

from aiogram import F, Router
from aiogram.types import Message

from bot.domain.accounts import Person
from bot.presenters import place, settings
from bot.presenters.actions import AskLocation, OpenTimeZones
from bot.presenters.speech import Speech
from bot.services.ports import Clock
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_time_zones(
    _: object,
    action: OpenTimeZones,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    if action.region:
        result = await use_cases.change_settings(person.telegram_user_id)
        await reply(place.cities_of(result, action.region, action.page, speech))
    else:
        result = await use_cases.ask_for_place(person.telegram_user_id)
        await reply(place.regions(result, speech))


async def ask_location(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    await use_cases.ask_for_place(person.telegram_user_id)
    await reply.below(place.ask_location(speech))


async def take_location(
    message: Message, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    assert message.location is not None, "only locations come here"
    own = message.forward_origin is None and message.venue is None
    result = await use_cases.take_location(
        person.telegram_user_id, message.location.latitude, message.location.longitude, own=own
    )
    await reply(place.found_zone(result, speech))
    if result.saved:
        shown = await use_cases.change_settings(person.telegram_user_id)
        await reply(settings.screen(shown, speech))
    elif result.zone is not None:
        await reply(place.offer(result, result.zone, speech))


async def go_back(
    _: Message, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    await reply(place.not_shared(speech))
    result = await use_cases.ask_for_place(person.telegram_user_id)
    await reply(place.regions(result, speech))


async def type_city(
    message: Message, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.find_cities(person.telegram_user_id, message.text or "")
    await reply(place.found_cities(result, speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_time_zones, OpenTimeZones)
    on(router, ask_location, AskLocation)
    router.message.register(take_location, F.location)
    router.message.register(go_back, F.text.func(place.says_back))
    router.message.register(type_city, is_city)
    return router


def is_city(message: Message, person: Person, clock: Clock) -> bool:
    """Whatever nobody else understood, while the person is asked where they are."""
    text = message.text or ""
    return bool(text) and not text.startswith("/") and person.is_asked_for_place(clock.now())
