"""The outside judges of what we send to Telegram: what they refuse, and that a run fails by it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.methods import SendMessage, SendPhoto
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from tests.support.bot_api import known_wrong, schema
from tests.support.canary_hooks import NOTES

ROOT = Path(__file__).parents[2]
TOKEN = "42:AAabcdefghijklmnopqrstuvwxyzabcdefgh"

BUTTONS = {"inline_keyboard": [[{"text": "Reach", "callback_data": "o:7", "style": "primary"}]]}


@pytest.mark.parametrize(
    ("method", "fields", "files", "problem"),
    [
        ("sendMessage", {"chat_id": "42", "text": "Hello"}, [], None),
        ("sendMessage", {"chat_id": "@channel", "text": "7"}, [], None),
        (
            "sendMessage",
            {"chat_id": "42", "text": "{not JSON", "reply_markup": json.dumps(BUTTONS)},
            [],
            None,
        ),
        ("sendPhoto", {"chat_id": "42", "photo": "attach://a"}, ["a"], None),
        ("sendPhoto", {"chat_id": "42", "photo": "attach://a"}, [], "names a file"),
        ("sendMessag", {}, [], "no method"),
        ("sendMessage", {"chat_id": "42"}, [], "lacks text"),
        ("sendMessage", {"chat_id": "42", "text": "x", "silent": "true"}, [], "no parameter"),
        (
            "sendMessage",
            {"chat_id": "42", "text": "x", "disable_notification": "1"},
            [],
            "is no boolean",
        ),
        ("sendMessage", {"chat_id": "42", "text": "x", "parse_mode": "html"}, [], "is 'html'"),
        (
            "sendMessage",
            {
                "chat_id": "42",
                "text": "x",
                "reply_markup": json.dumps(
                    {"inline_keyboard": [[{"text": "x", "url": "https://a.b", "colour": "red"}]]}
                ),
            },
            [],
            "no field colour",
        ),
    ],
)
def test_a_call_is_held_against_the_schema(
    method: str, fields: dict[str, str], files: list[str], problem: str | None
) -> None:
    found = schema.problems_of(method, fields, files)
    if problem is None:
        assert found == []
    else:
        assert problem in " ".join(found)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<b>fine</b>", None),
        ("<b>" * 700 + "x" + "</b>" * 700, None),
        ('<tg-time unix="1" format="r">now</tg-time>', None),
        ("<b>open", "end tag"),
        ("a & b", "escape"),
        ("x" * 4097, "too long"),
        ("", "empty"),
    ],
)
async def test_teremok_is_asked_and_its_mistakes_are_known(text: str, problem: str | None) -> None:
    bot = Bot(TOKEN, default=DefaultBotProperties(parse_mode="HTML"))
    found = known_wrong.problems_of(bot, SendMessage(chat_id=1, text=text))
    assert (problem in " ".join(found)) if problem else found == []


async def test_teremok_looks_at_captions_and_buttons() -> None:
    bot = Bot(TOKEN, default=DefaultBotProperties(parse_mode="HTML"))
    markup = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="x", callback_data="é" * 33)]]
    )
    long = SendPhoto(chat_id=1, photo="id", caption="x" * 1025)
    assert "caption is too long" in " ".join(known_wrong.problems_of(bot, long))
    bad = SendMessage(chat_id=1, text="x", reply_markup=markup)
    assert "BUTTON_DATA_INVALID" in " ".join(known_wrong.problems_of(bot, bad))


SENDING = """
import subprocess, sys

PROGRAM = '''
import asyncio
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.methods import SendMessage

async def main():
    bot = Bot("42:AAabcdefghijklmnopqrstuvwxyzabcdefgh")
    bot.session.api = bot.session.api.from_base("http://127.0.0.1:1")
    try:
        await bot(SendMessage(chat_id=1, text=%r, parse_mode="HTML"))
    except AiogramError:
        pass
    await bot.session.close()

asyncio.run(main())
'''

def test_in_this_process():
    exec(PROGRAM % TEXT, {"__name__": "sending"})

def test_in_another_process():
    subprocess.run([sys.executable, "-c", PROGRAM % TEXT], check=True)
"""


@pytest.mark.parametrize("text", ["<b>fine</b>", "<b>open"])
def test_a_bad_call_from_any_process_fails_the_run(tmp_path: Path, text: str) -> None:
    (tmp_path / "test_sending.py").write_text(f"TEXT = {text!r}\n{SENDING}")
    plugins = ("-p", "tests.support.canaries", "-p", "tests.support.outgoing_calls")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", *plugins, "-p", "no:cacheprovider"),
            *("-p", "no:asyncio", "-q", "-c", os.devnull),
            *("--rootdir", tmp_path, "--basetemp", tmp_path / "files", tmp_path),
        ],
        cwd=ROOT,
        env={
            name: value
            for name, value in os.environ.items()
            if name not in {NOTES, "PYTHONPATH", "PYTEST_ADDOPTS"}
        },
        capture_output=True,
        text=True,
        check=False,
    )
    bad = text == "<b>open"
    assert f"2 judged, {int(bad)} kinds of problems" in done.stdout
    assert (done.returncode != 0) is bad, done.stdout
