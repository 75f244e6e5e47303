"""Which links Telegram takes, and how it writes them."""

import ipaddress
from urllib.parse import urlsplit, urlunsplit

_OWN_SCHEMES = ("tg", "ton", "tonsite")


def user_of_link(url: str) -> int | None:
    """The user that ``tg://user?id=N`` names."""
    prefix, _, number = url.partition("?id=")
    if prefix.lower() in {"tg://user", "tg:user"} and number.isdigit():
        return int(number)
    return None


def checked_link(url: str) -> str | None:
    """The link as Telegram keeps it: scheme and host in small letters, a path at least ``/``.

    None when it is no link: Telegram then drops the formatting and keeps the text.
    """
    url = url.strip()
    scheme, colon, rest = url.partition(":")
    if colon and scheme.lower() in _OWN_SCHEMES:
        return f"{scheme.lower()}:{rest}" if rest.startswith("//") else f"{scheme.lower()}://{rest}"
    if "://" not in url:
        url = "http://" + url
    try:
        parts = urlsplit(url)
        host = parts.hostname
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https", "ftp"} or not host or " " in url:
        return None
    if "." not in host and ":" not in host and host != "localhost":
        return None
    address = f"[{host}]" if ":" in host else host
    place = f"{address}:{port}" if port is not None else address
    return urlunsplit((parts.scheme.lower(), place, parts.path or "/", parts.query, parts.fragment))


def is_public(url: str) -> bool:
    """False for loopback, private addresses and names without a dot: out of Telegram's reach."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal"))
