"""How the text of a setting is read. Each raises ValueError with what is wrong, in a few words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from yarl import URL

from bot.domain.secret import Secret


def read_text(value: str) -> str:
    return value


def matching(pattern: str, reason: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(reason)
        return value

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return value

    return read


WORDS = re.compile(
    r"(?:^|[\W_\d])(?:change[\W_]?me|change[\W_]?it|placeholder|example|your|dummy|sample|replace"
    r"|insert|todo|secret|passw(?:or)?d|foobar)(?:$|[\W_\d])|[<>…]|\.\.\.",
    re.IGNORECASE,
)
REPEATED = re.compile(r"(?:[^:,]+:)?(.{1,8}?)\1{3,}.{0,7}")
PUBLISHED = (
    "ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
    "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
    "AAFD39kkdpWt3ywyRZergyOLMaJhac60qc",
)
"""Tokens in Telegram's own documentation."""


def is_placeholder(value: str) -> bool:
    """What stands in instructions where the value belongs, or the same few signs repeated."""
    known = any(token in value for token in PUBLISHED)
    return known or WORDS.search(value) is not None or REPEATED.fullmatch(value) is not None


def read_yes_or_no(value: str) -> bool:
    if value not in {"true", "false"}:
        raise ValueError("must be true or false")
    return value == "true"


def secret(read: Callable[[str], str]) -> Callable[[str], Secret]:
    """Well-formed, and no placeholder: what everybody can read in a manual protects nothing."""

    def read_own(value: str) -> Secret:
        if is_placeholder(value):
            raise ValueError("is a placeholder, not a value of your own")
        return Secret(read(value))

    return read_own


LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def read_address(value: str) -> URL:
    """HTTPS, or plain HTTP on this machine, as the sandbox is reached."""
    try:
        url = URL(value)
    except ValueError as error:
        raise ValueError("is not a URL") from error
    if not url.host or url.scheme not in {"http", "https"}:
        raise ValueError("must be a full URL such as https://bot.example.com")
    if url.scheme == "http" and url.host not in LOOPBACK:
        raise ValueError("must begin with https:// (plain http is for this machine only)")
    return url


def read_port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise ValueError("must be a number from 1 to 65535")
    return int(value)


@dataclass(frozen=True)
class Bind:
    """Where something listens."""

    host: str
    port: int


def read_bind(value: str) -> Bind:
    """An address, not a name: a name may lead to more than was meant."""
    host, _, port = value.rpartition(":")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    try:
        address = ip_address(bare)
    except ValueError as error:
        raise ValueError("must be an address and a port, such as 127.0.0.1:9464") from error
    if (address.version == 6) != (bare != host):
        raise ValueError("must have brackets around an IPv6 address and no other")
    return Bind(bare, read_port(port))


def read_networks(value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(one.strip()) for one in value.split(",") if one.strip())
    except ValueError as error:
        raise ValueError("must list addresses or networks such as 172.18.0.0/16") from error


def read_chat(value: str) -> int:
    """Ids of groups and channels are negative."""
    if not re.fullmatch(r"-?[1-9]\d{0,18}", value):
        raise ValueError("must be the number of a chat, such as 123456789 or -1001234567890")
    return int(value)


def read_folder(value: str) -> Path:
    return Path(value)


FEWEST_CALLS, MOST_CALLS = 20, 10_000


def read_calls(value: str) -> int:
    """With fewer, not every purpose would have a call of its own."""
    if not value.isdecimal() or not FEWEST_CALLS <= int(value) <= MOST_CALLS:
        raise ValueError(f"must be a number from {FEWEST_CALLS} to {MOST_CALLS}")
    return int(value)


FEWEST_DAYS, MOST_DAYS = 35, 3650


def read_days(value: str) -> int:
    """With fewer, a month could not be compared with the days before it."""
    if not value.isdecimal() or not FEWEST_DAYS <= int(value) <= MOST_DAYS:
        raise ValueError(f"must be a number from {FEWEST_DAYS} to {MOST_DAYS}")
    return int(value)


MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SHORTEST_RHYTHM, LONGEST_RHYTHM = 5, 240


def read_rhythm(value: str) -> timedelta:
    """With longer pauses a story could end before enough searches for it."""
    if not value.isdecimal() or not SHORTEST_RHYTHM <= int(value) <= LONGEST_RHYTHM:
        raise ValueError(f"must be a number from {SHORTEST_RHYTHM} to {LONGEST_RHYTHM}")
    return int(value) * MINUTE


MOST_LOOKS = 24
LATEST_FINAL, EARLIEST_FINAL = 5, 59


def read_ladder(value: str) -> tuple[timedelta, ...]:
    hours = _numbers(value)
    if len(hours) > MOST_LOOKS or hours[0] < 1 or hours[-1] > 23 or not _rise(hours):
        raise ValueError("must list rising hours from 1 to 23, such as 1,4,12,23")
    return tuple(one * HOUR for one in hours)


def read_finals(value: str) -> tuple[timedelta, ...]:
    """Both after 23 hours, so that a story with any of them is captured for good."""
    minutes = _numbers(value)
    within = minutes[-1] >= LATEST_FINAL and minutes[0] <= EARLIEST_FINAL
    if len(minutes) < 2 or not within or not _rise(minutes[::-1]):
        raise ValueError(
            f"must list two falling minutes or more, from {EARLIEST_FINAL} to {LATEST_FINAL},"
            " such as 35,10"
        )
    return tuple(one * MINUTE for one in minutes)


def _numbers(value: str) -> list[int]:
    numbers = [one.strip() for one in value.split(",")]
    if not all(one.isdecimal() and len(one) <= 3 for one in numbers):
        raise ValueError("must be whole numbers with commas between them")
    return [int(one) for one in numbers]


def _rise(numbers: list[int]) -> bool:
    return all(one < following for one, following in pairwise(numbers))


def read_scopes(value: str) -> tuple[str, ...]:
    scopes = tuple(scope.strip() for scope in value.split(",") if scope.strip())
    unknown = [scope for scope in scopes if not scope.startswith("instagram_business_")]
    if not scopes or unknown:
        raise ValueError("must be a comma-separated list of instagram_business_… permissions")
    return scopes


def read_hosts(value: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in value.split(",") if host.strip())
    if not hosts or any("/" in host or not (host[0] == "." or ":" in host) for host in hosts):
        raise ValueError("must list host endings such as .fbcdn.net, or host:port pairs")
    return hosts


def read_app_secrets(value: str) -> tuple[Secret, ...]:
    secrets = [secret.strip() for secret in value.split(",")]
    if not all(re.fullmatch(r"[0-9a-f]{32}", secret) for secret in secrets):
        raise ValueError("must be 32 hexadecimal digits, several with commas between them")
    if any(is_placeholder(secret) for secret in secrets):
        raise ValueError("is a placeholder, not a value of your own")
    return tuple(Secret(secret) for secret in secrets)


QUEUES = frozenset({"nats", "redis", "rediss"})


def read_queue(value: str) -> str:
    if value == "memory://":
        return value
    try:
        address = urlsplit(value)
        known = address.scheme in QUEUES and address.hostname is not None
        # Asked for, so that it is read.
        known = known and address.port != 0
    except ValueError:
        known = False
    if not known:
        raise ValueError("must be memory://, nats://host:4222 or redis://host:6379")
    return value


MOST_WORKERS = 1000


def read_workers(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) <= MOST_WORKERS:
        raise ValueError(f"must be a number from 1 to {MOST_WORKERS}")
    return int(value)


def read_database(value: str) -> str:
    if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    return value
