"""The command line: ``farolero …`` or ``python -m bot …``."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.config import (
    EXIT_CODE,
    ConfigError,
    Settings,
    StorageSettings,
    read_database_url,
    read_settings,
    read_storage_settings,
    wipe_secrets,
)
from bot.roles import Role, check_role
from bot.storage.errors import StorageRefused

DOTENV = Path(".env")


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return asyncio.run(_run(options))
    except ConfigError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return EXIT_CODE
    except StorageRefused as refused:
        print(f"DATABASE_URL or ENCRYPTION_KEYS: {refused.detail}", file=sys.stderr)
        return EXIT_CODE
    except KeyboardInterrupt:
        return 130


# What does something is imported late: neither help nor a wrong setting waits for aiogram, and a
# wrong key is told before it.


async def _run(options: argparse.Namespace) -> int:
    match options.command:
        case "run" | "migrate" | "doctor":
            return await _run_with(await _settings(), options)
        case "keys" if options.keys_command != "generate":
            return await _run_keys(options)
        case _:
            return await _run_alone(options)


async def _settings() -> Settings:
    """Also tells somebody without a key which one the stored rows need. Wipes what it has read."""
    try:
        settings = read_settings(os.environ, DOTENV)
    except ConfigError as error:
        database_url = read_database_url(os.environ, DOTENV)
        if database_url is not None and error.names("ENCRYPTION_KEYS"):
            from bot.key_commands import needed_keys  # noqa: PLC0415

            error.problems.extend(await needed_keys(database_url))
        raise
    wipe_secrets(os.environ)
    return settings


async def _run_with(settings: Settings, options: argparse.Namespace) -> int:
    if options.command == "run":
        check_role(options.role, settings)
        from bot.key_commands import check_before_start  # noqa: PLC0415

        await check_before_start(StorageSettings(settings.database_url, settings.encryption_keys))
    elif options.command == "migrate":
        from bot.storage.integrity import refuse_damaged  # noqa: PLC0415

        await refuse_damaged(settings.database_url)
    from bot import commands  # noqa: PLC0415

    match options.command:
        case "run":
            return await commands.run(settings, options.role)
        case "migrate":
            return await commands.migrate_database(settings)
        case _:
            return await commands.doctor(settings)


async def _run_keys(options: argparse.Namespace) -> int:
    from bot import key_commands  # noqa: PLC0415

    settings = read_storage_settings(os.environ, DOTENV)
    wipe_secrets(os.environ)
    if options.keys_command == "status":
        return await key_commands.show_status(settings)
    return await key_commands.rotate_keys(settings, dry_run=options.dry_run)


async def _run_alone(options: argparse.Namespace) -> int:
    """Without any settings."""
    from bot import commands  # noqa: PLC0415

    match options.command:
        case "demo":
            return await commands.demo(options.data, options.port, options.seed)
        case "sandbox":
            return await commands.sandbox(options.data, options.port, options.seed)
        case "simulate":
            return await commands.simulate_weeks(
                options.accounts, options.days, options.seed, options.faults, options.database_url
            )
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
    simulate = commands.add_parser("simulate", help="let the bot live for weeks, in minutes")
    simulate.add_argument("--accounts", type=int, default=100, help="how many (100)")
    simulate.add_argument("--days", type=int, default=7, help="how long (7)")
    simulate.add_argument("--seed", type=int, default=7, help="which weeks they are (7)")
    simulate.add_argument(
        "--faults", type=_share, default=0.05, help="how many of all calls go wrong (5%%)"
    )
    simulate.add_argument(
        "--database-url", help="an empty database; else a SQLite file that is gone afterwards"
    )
    run = commands.add_parser("run", help="run the bot, as the settings say")
    run.add_argument(
        "--role",
        type=Role,
        choices=list(Role),
        default=Role.ALL,
        help="a share of it, where several processes work together (all)",
    )
    commands.add_parser("migrate", help="bring the database to this version")
    commands.add_parser("doctor", help="check everything that can be checked")
    keys = commands.add_parser("keys", help="keys for the tokens at rest")
    of_keys = keys.add_subparsers(dest="keys_command", required=True)
    of_keys.add_parser("generate", help="print a new key for ENCRYPTION_KEYS")
    of_keys.add_parser("status", help="which keys there are, and which rows need them")
    rotate = of_keys.add_parser("rotate", help="rewrite what other keys sealed with the first one")
    rotate.add_argument("--dry-run", action="store_true", help="open everything, write nothing")
    return parser


def _share(text: str) -> float:
    """``5%`` or ``0.05``."""
    share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not 0 <= share < 1:
        raise ValueError(text)
    return share


if __name__ == "__main__":
    sys.exit(main())
