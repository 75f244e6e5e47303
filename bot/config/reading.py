"""Settings from the environment, a ``.env`` file and ``*_FILE`` secrets."""

from collections.abc import Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot.config.settings import ConfigError, Settings, StorageSettings
from bot.config.table import SECRETS, SETTINGS, Setting


def read_settings(environment: Mapping[str, str], dotenv: Path | None = None) -> Settings:
    """Read all settings; the environment wins over ``dotenv``.

    Raises ConfigError with one line for every setting that is missing or malformed.
    """
    values, problems = _read(SETTINGS, _given(environment, dotenv))
    if values.get("telegram_mode") == "webhook" and not values.get("telegram_webhook_secret"):
        problems.append(
            "TELEGRAM_WEBHOOK_SECRET is missing, and TELEGRAM_MODE=webhook needs it"
            " -> make one up: 32 to 256 of the characters A-Z a-z 0-9 _ -"
        )
    values["meta_app_secret"] = values.get("meta_app_secret") or ()
    calls, burst = (values.get(f"instagram_{name}_per_hour") for name in ("calls", "burst"))
    if burst is None:
        values["instagram_burst_per_hour"] = calls
    elif calls is not None and burst < calls:
        problems.append(
            "INSTAGRAM_BURST_PER_HOUR must not be less than INSTAGRAM_CALLS_PER_HOUR"
            " -> leave it out for the same number"
        )
    metrics = values.get("metrics_bind")
    if metrics is not None and metrics.port == values.get("http_port"):
        problems.append(
            "METRICS_BIND has the port of HTTP_PORT, which anybody may reach -> choose another"
        )
    if problems:
        raise ConfigError(problems)
    return Settings(**values)


def read_storage_settings(
    environment: Mapping[str, str], dotenv: Path | None = None
) -> StorageSettings:
    """The same for ``DATABASE_URL`` and ``ENCRYPTION_KEYS`` alone."""
    values, problems = _read(STORAGE, _given(environment, dotenv))
    if problems:
        raise ConfigError(problems)
    return StorageSettings(**values)


def read_database_url(environment: Mapping[str, str], dotenv: Path | None = None) -> str | None:
    """Where the database is, whatever else is wrong; None when that cannot be read."""
    url: str | None = _read(STORAGE, _given(environment, dotenv))[0].get("database_url")
    return url


STORAGE = tuple(one for one in SETTINGS if one.name in {"DATABASE_URL", "ENCRYPTION_KEYS"})


def wipe_secrets(environment: MutableMapping[str, str]) -> None:
    """Once they are read, no child process and no dump of the environment needs them."""
    for name in SECRETS:
        environment.pop(name, None)


def _given(environment: Mapping[str, str], dotenv: Path | None) -> dict[str, str]:
    """The environment wins over the file."""
    given: dict[str, str] = {}
    if dotenv is not None and dotenv.is_file():
        given.update({key: value for key, value in dotenv_values(dotenv).items() if value})
    given.update(environment)
    return given


def _read(
    settings: Iterable[Setting], given: Mapping[str, str]
) -> tuple[dict[str, Any], list[str]]:
    """The values that could be read, and a line for each that could not."""
    problems: list[str] = []
    values: dict[str, Any] = {}
    for setting in settings:
        try:
            raw = _raw(setting, given)
            values[setting.name.lower()] = None if raw is None else setting.read(raw)
        except (ValueError, OSError) as error:
            problems.append(f"{setting.name} {error} -> {setting.how}")
    return values, problems


def _raw(setting: Setting, given: Mapping[str, str]) -> str | None:
    """The text of a setting; None when it is optional and absent."""
    path = given.get(f"{setting.name}_FILE") if setting.secret else None
    if path:
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            # Without the path: people put the secret itself there by mistake.
            raise OSError(f"cannot be read from its file: {error.strerror}") from None
    value = given.get(setting.name, "").strip() or setting.default
    if value is None and not setting.optional:
        raise ValueError(f"is missing ({setting.what})")
    return value
