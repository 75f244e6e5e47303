"""One of every exception that may be raised in the product, each full of internals."""

import importlib
import pkgutil
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import aiohttp
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import GetMe
from asyncpg import PostgresError
from cryptography.exceptions import InvalidTag
from multidict import CIMultiDict, CIMultiDictProxy
from sqlalchemy.exc import OperationalError
from yarl import URL

import bot
from bot.config import ConfigError
from bot.domain.errors import BotError, InstagramRefused, Refusal
from bot.domain.metrics import UnknownMetric
from bot.domain.story_life import PictureLoss
from bot.services.link_refusals import (
    LinkPending,
    MissingPermissions,
    NotProfessional,
    TooManyAttempts,
)
from bot.services.ports import NoPicture, NotNow
from bot.telegram.sender import ChatHeld
from bot.web.api.problems import ApiProblem
from tests.support.clock import START

INTERNALS = (
    "SELECT token FROM link; /srv/farolero/bot/storage/engine.py line 7;"
    " https://graph.instagram.com/me?access_token=IGAAinternals1a2b3c4d5e6f7a8b9c"
)
REFERENCE = re.compile(r"\b[0-9a-f]{8}\b")

SPECIAL: dict[type[Exception], Callable[[type[Any]], Exception]] = {
    MissingPermissions: lambda made: made(frozenset({"instagram_business_basic"})),
    NotProfessional: lambda made: made("leo.at.home"),
    TooManyAttempts: lambda made: made(START),
    LinkPending: lambda made: made(START),
    InstagramRefused: lambda made: made(Refusal.PERMANENT, INTERNALS),
    ChatHeld: lambda made: made(timedelta(seconds=1)),
    UnknownMetric: lambda made: made(INTERNALS, ()),
    NoPicture: lambda made: made(PictureLoss.NOT_A_PICTURE, INTERNALS),
    NotNow: lambda made: made(START, INTERNALS),
    ApiProblem: lambda made: made("unexpected", INTERNALS),
}


def every_failure() -> list[Exception]:
    """All classes of ours but the sandbox's, and what our libraries raise."""
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if not module.name.startswith(("bot.sandbox", "bot.__main__")):
            importlib.import_module(module.name)
    ours = [
        one
        for one in _subclasses(Exception)
        if one.__module__.startswith("bot.") and not one.__module__.startswith("bot.sandbox")
    ]
    request = aiohttp.RequestInfo(
        URL("https://graph.instagram.com/me?access_token=IGAAinternals1a2b3c4d5e6f7a8b9c"),
        "GET",
        CIMultiDictProxy(CIMultiDict(Authorization="Bearer IGAAinternals1a2b3c4d5e6f7a8b9c")),
    )
    theirs = [
        OperationalError("SELECT token FROM link", {"token": INTERNALS}, Exception(INTERNALS)),
        aiohttp.ClientResponseError(request, (), message=INTERNALS),
        TelegramBadRequest(GetMe(), INTERNALS),
        PostgresError(INTERNALS),
        InvalidTag(),
        FileNotFoundError(2, INTERNALS, "/srv/farolero/.env"),
        *(
            kind(INTERNALS)
            for kind in (KeyError, ValueError, RuntimeError, TypeError, TimeoutError)
        ),
    ]
    return [*(_made(one) for one in sorted(ours, key=str)), *theirs]


def is_explained(error: Exception) -> bool:
    """Whether the person is told in words of its own what is the matter."""
    return isinstance(error, BotError) and error.message_key != BotError.message_key


def shows_nothing(text: str, error: Exception) -> None:
    """No class, no path, no SQL, no address, no secret."""
    for inside in (
        *(kind.__name__ for kind in type(error).__mro__ if kind is not object),
        *("SELECT", "/srv", ".py", "http", "IGAA", "Traceback"),
    ):
        assert inside not in text, f"{inside} of {type(error).__name__}"


def _made(kind: type[Exception]) -> Exception:
    for special, make in SPECIAL.items():
        if issubclass(kind, special):
            return make(kind)
    return kind([INTERNALS]) if kind is ConfigError else kind(INTERNALS)


def _subclasses(kind: type[Exception]) -> set[type[Exception]]:
    return {kind}.union(*(_subclasses(one) for one in kind.__subclasses__()))
