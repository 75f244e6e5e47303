"""The command line: ``farolero …`` or ``python -m bot …``."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.config import EXIT_CODE, ConfigError, Settings, read_settings


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        if options.command in {"run", "migrate", "doctor"}:
            settings = read_settings(os.environ, Path(".env"))
            return asyncio.run(_run_with(settings, options.command))
        return asyncio.run(_run(options))
    except ConfigError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return EXIT_CODE
    except KeyboardInterrupt:
        return 130


# `commands` is imported late: neither help nor a wrong setting has to wait for aiogram.


async def _run_with(settings: Settings, command: str) -> int:
    from bot import commands  # noqa: PLC0415

    match command:
        case "run":
            return await commands.run(settings)
        case "migrate":
            return await commands.migrate_database(settings)
        case _:
            return await commands.doctor(settings)


async def _run(options: argparse.Namespace) -> int:
    from bot import commands  # noqa: PLC0415

    match options.command:
        case "demo":
            return await commands.demo(options.data, options.port, options.seed)
        case "sandbox":
            return await commands.sandbox(options.data, options.port, options.seed)
        case _:
            return commands.generate_key()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="farolero", description="Your Instagram numbers, in Telegram."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="try the whole bot in the browser, without accounts")
    sandbox = commands.add_parser("sandbox", help="serve the sandbox alone, for any client")
    for command, folder in ((demo, "data/demo"), (sandbox, "data/sandbox")):
        command.add_argument("--port", type=int, default=8080, help="where to listen (8080)")
        command.add_argument(
            "--data", type=Path, default=Path(folder), help=f"where its world is kept ({folder})"
        )
        command.add_argument("--seed", type=int, default=1, help="which world it is (1)")
    commands.add_parser("run", help="run the bot, as the settings say")
    commands.add_parser("migrate", help="bring the database to this version")
    commands.add_parser("doctor", help="check everything that can be checked")
    keys = commands.add_parser("keys", help="keys for the tokens at rest")
    keys.add_subparsers(dest="keys_command", required=True).add_parser(
        "generate", help="print a new key for ENCRYPTION_KEYS"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
