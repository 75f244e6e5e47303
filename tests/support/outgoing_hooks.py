"""The place where calls to Telegram leave us, watched in any process of a test run.

Standard library only until aiogram is there, for it comes before everything else.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.canary_hooks import when_imported

ROOT = Path(__file__).parents[2]
ENDING = ".calls"

Note = Callable[[str], None]


def install(note: Note) -> None:
    """Judge each call from the moment in which aiogram is loaded."""

    def sessions(module: Any) -> None:
        build = module.AiohttpSession.build_form_data

        def build_and_judge(self: Any, bot: Any, method: Any) -> Any:
            form = build(self, bot, method)
            for problem in _judged(bot, method, form) or [""]:
                note(problem)
            return form

        module.AiohttpSession.build_form_data = build_and_judge

    when_imported({"aiogram.client.session.aiohttp": sessions})


def install_in_process(folder: Path) -> None:
    """For a process that a test starts: it may be killed, so each call is a line."""
    file = (folder / f"{os.getpid()}{ENDING}").open("a", buffering=1)
    install(lambda problem: print(json.dumps(problem), file=file))


@cache
def _judges() -> tuple[Callable[[Any, Any], list[str]], Callable[..., list[str]]]:
    """Loaded with the first call: they load aiogram, and the tests are not on every path."""
    sys.path.append(str(ROOT))
    try:
        from tests.support.bot_api import known_wrong, schema  # noqa: PLC0415
    finally:
        sys.path.remove(str(ROOT))
    return known_wrong.problems_of, schema.problems_of


def _judged(bot: Any, method: Any, form: Any) -> list[str]:
    refused_by_teremok, unlike_the_schema = _judges()
    fields, files = {}, []
    for options, _, value in form._fields:
        if isinstance(value, str) and "filename" not in options:
            fields[options["name"]] = value
        else:
            files.append(options["name"])
    return [
        *refused_by_teremok(bot, method),
        *unlike_the_schema(method.__api_method__, fields, files),
    ]
