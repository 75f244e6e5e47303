"""What happens in a simulated week, drawn from a seed before it begins."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 10, 23, 21, 0, tzinfo=UTC)
"""Summer time ends in Europe on the morning of the 25th, and on that day nowhere else of these."""

ZONES = (
    "Europe/Madrid",
    "Europe/Berlin",
    "Europe/Lisbon",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Tashkent",
    "Asia/Kolkata",
    "Pacific/Auckland",
)
DIGEST_HOURS = (1, 2, 3, 9, 20)
"""In Europe one that comes twice and one on each side of it, on the day of the change."""

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUIET = timedelta(minutes=30)
"""Nothing goes wrong before everybody has linked."""


@dataclass(frozen=True)
class Owner:
    """A person on Telegram and their account at Instagram."""

    number: int
    zone: str
    digest_hour: int
    stories_per_day: int

    @property
    def person(self) -> int:
        return 600_000_000 + self.number

    @property
    def username(self) -> str:
        return f"shop.{self.number}"


@dataclass(frozen=True)
class Published:
    """A story is published; ``viewers`` fewer than five keep its numbers hidden."""

    at: datetime
    owner: Owner
    viewers: int | None
    deleted_after: timedelta | None


@dataclass(frozen=True)
class Trouble:
    """Something is wrong at the far end from ``at`` to ``until``: a switch of the sandbox."""

    at: datetime
    until: datetime
    target: str
    fault: str
    params: tuple[tuple[str, object], ...] = ()
    owner: Owner | None = None
    """Only there."""


@dataclass(frozen=True)
class TokenLost:
    """An account's token dies; its owner links again later, or not at all."""

    at: datetime
    owner: Owner
    reason: str
    linked_again_at: datetime | None


@dataclass(frozen=True)
class Stopped:
    """The bot ends and comes back after ``down``.

    ``how``: killed (SIGKILL), cut off (torn down in its process), or restarted (SIGTERM).
    """

    at: datetime
    how: str
    down: timedelta
    after: float
    """Seconds into its work of that minute."""


@dataclass(frozen=True)
class WrongClock:
    """The bot's own clock is wrong by ``by`` for a while."""

    at: datetime
    until: datetime
    by: timedelta


Event = Published | Trouble | TokenLost | Stopped | WrongClock


@dataclass(frozen=True)
class Plan:
    start: datetime
    days: int
    owners: tuple[Owner, ...]
    events: tuple[Event, ...]

    @property
    def end(self) -> datetime:
        return self.start + self.days * DAY


def make_plan(accounts: int, days: int, seed: int, rate: float) -> Plan:
    """Without faults (``rate`` 0) only stories are published."""
    chance = random.Random(f"plan|{seed}|{accounts}|{days}")  # noqa: S311 - a repeatable week
    owners = tuple(
        Owner(
            number,
            ZONES[number % len(ZONES)],
            chance.choice(DIGEST_HOURS),
            chance.choice((1, 2, 3, 3, 4, 6)),
        )
        for number in range(1, accounts + 1)
    )
    events: list[Event] = list(_stories(owners, days, chance))
    if rate:
        events += _far_end(owners, days, chance)
        events += _lost_tokens(owners, days, chance)
        events += _stops(days, chance)
        events += _wrong_clocks(days)
    return Plan(START, days, owners, tuple(sorted(events, key=lambda event: event.at)))


def _stories(owners: tuple[Owner, ...], days: int, chance: random.Random) -> Iterator[Event]:
    for owner in owners:
        for _ in range(owner.stories_per_day * days):
            yield Published(
                START + QUIET + _within(chance, days * DAY - QUIET),
                owner,
                viewers=chance.randint(0, 4) if chance.random() < 0.03 else None,
                deleted_after=_within(chance, 23 * HOUR) if chance.random() < 0.01 else None,
            )


def _far_end(owners: tuple[Owner, ...], days: int, chance: random.Random) -> Iterator[Event]:
    """Outages of everything, about one a day, and of single accounts."""
    outages: tuple[tuple[str, str, dict[str, object], timedelta], ...] = (
        ("instagram", "server_error", {"status": 503}, 2 * HOUR),
        ("instagram", "garbage", {}, 40 * MINUTE),
        ("instagram", "throttle", {"code": 4, "minutes": 20}, 10 * MINUTE),
        ("telegram", "too_many_requests", {"retry_after": 60}, 20 * MINUTE),
        ("instagram", "reset", {}, HOUR),
        ("instagram", "slow", {"seconds": 0.02}, HOUR),
        ("instagram", "server_error", {"status": 500}, 4 * HOUR),
    )
    for day in range(days):
        target, fault, params, length = outages[day % len(outages)]
        at = START + day * DAY + HOUR + _within(chance, 18 * HOUR)
        yield Trouble(at, at + length, target, fault, tuple(params.items()))
    of_one: list[tuple[str, dict[str, object]]] = [
        ("throttle", {"code": 80002, "minutes": 25}),
        ("throttle", {"code": 17, "minutes": 15}),
        ("usage_headers", {"call_count": 96, "total_cputime": 10, "total_time": 10}),
        ("insights_empty", {}),
    ]
    for _ in range(max(1, len(owners) * days // 50)):
        at = START + HOUR + _within(chance, days * DAY - 4 * HOUR)
        name, params = chance.choice(of_one)
        length = timedelta(minutes=chance.randint(5, 90))
        yield Trouble(
            at, at + length, "instagram", name, tuple(params.items()), owner=chance.choice(owners)
        )


def _lost_tokens(owners: tuple[Owner, ...], days: int, chance: random.Random) -> Iterator[Event]:
    unlucky = chance.sample(owners, k=max(1, len(owners) * days // 70))
    for owner in unlucky:
        at = START + HOUR + _within(chance, days * DAY - 6 * HOUR)
        stays_away = chance.random() < 0.1
        again = at + timedelta(minutes=chance.randint(10, 1600))
        yield TokenLost(
            at,
            owner,
            chance.choice(("password", "removed_app", "checkpoint", "unconfirmed")),
            None if stays_away else again,
        )


def _stops(days: int, chance: random.Random) -> Iterator[Event]:
    """SIGKILL on the first two days, then one process lives on: its memory is measured."""
    for day in range(days):
        ways: tuple[str, ...] = ("killed", "killed") if day < 2 else ("cut off", "restarted")
        for how in ways:
            minutes = chance.choice((0, 1, 5, 20, 45, 150))
            down = timedelta() if how == "restarted" else timedelta(minutes=minutes)
            at = START + day * DAY + HOUR + _within(chance, 20 * HOUR)
            yield Stopped(at, how, down, after=chance.uniform(0, 0.4))


def _wrong_clocks(days: int) -> Iterator[Event]:
    skews = (
        (5 * MINUTE, 5 * HOUR),
        (-5 * MINUTE, 5 * HOUR),
        (HOUR, 10 * MINUTE),
        (-HOUR, 10 * MINUTE),
    )
    for day in range(days):
        by, length = skews[day % len(skews)]
        at = START + day * DAY + 22 * HOUR
        yield WrongClock(at, min(at + length, START + days * DAY), by)


def _within(chance: random.Random, span: timedelta) -> timedelta:
    """Some whole second of the span."""
    return timedelta(seconds=chance.randrange(max(1, int(span.total_seconds()))))
