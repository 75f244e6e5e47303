"""Where a person is: asked for, and found by a city's name or by a location."""

from dataclasses import dataclass

from bot.services.change_settings import ChangeSettings
from bot.services.find_account import home_of
from bot.services.ports import Clock, Database, Places
from bot.services.results import FoundCities, FoundZone, Settings

MOST_CITIES = 5


@dataclass(frozen=True)
class AskForPlace:
    """From now on, for an hour or until there is an answer, what is typed is a city's name."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int) -> Settings:
        async with self.database.transaction() as stored:
            await stored.people.note_place_asked(telegram_user_id)
            home = await home_of(stored, telegram_user_id)
        return Settings(home.person, self.clock.now())


@dataclass(frozen=True)
class FindCities:
    """The cities that typed words may mean; they change nothing."""

    database: Database
    clock: Clock
    places: Places

    async def __call__(self, telegram_user_id: int, said: str) -> FoundCities:
        async with self.database.reading() as stored:
            home = await home_of(stored, telegram_user_id)
        cities = await self.places.cities_named(said, MOST_CITIES)
        return FoundCities(home.person, said, cities, self.clock.now())


@dataclass(frozen=True)
class TakeLocation:
    """The time zone at a location: saved when the person was asked for it, else only told.

    The location is used for this once, and stored nowhere.
    """

    database: Database
    clock: Clock
    places: Places
    change_settings: ChangeSettings

    async def __call__(
        self, telegram_user_id: int, latitude: float, longitude: float, *, own: bool
    ) -> FoundZone:
        """``own``: it says where the person is, and was not passed on from somebody else."""
        async with self.database.reading() as stored:
            person = (await home_of(stored, telegram_user_id)).person
        now = self.clock.now()
        zone = await self.places.zone_at(latitude, longitude)
        if zone is None or not own or not person.is_asked_for_place(now):
            return FoundZone(person, zone, saved=False, now=now)
        changed = await self.change_settings(telegram_user_id, time_zone=zone)
        return FoundZone(changed.person, zone, saved=True, now=now)
