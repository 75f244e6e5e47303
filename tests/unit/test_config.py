"""A wrong configuration is told in one line a setting, with the way out, and shows no secret."""

from pathlib import Path

import pytest

from bot.config import SETTINGS, ConfigError, read_settings

TOKEN = "123456789:AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
GOOD = {
    "TELEGRAM_BOT_TOKEN": TOKEN,
    "INSTAGRAM_APP_ID": "123456789012345",
    "INSTAGRAM_APP_SECRET": "0123456789abcdef0123456789abcdef",
    "PUBLIC_URL": "https://bot.example.com",
    "ENCRYPTION_KEYS": "2026:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
}


def problems(**changes: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read_settings({**GOOD, **changes})
    return caught.value.problems


def test_good_settings_are_read_with_defaults() -> None:
    settings = read_settings(GOOD)
    assert settings.public_url.host == "bot.example.com"
    assert settings.instagram_scopes[0] == "instagram_business_basic"
    assert len(settings.instagram_scopes) == 3
    assert settings.queue_url == "memory://"


def test_nothing_set_names_every_required_setting_and_how_to_get_it() -> None:
    with pytest.raises(ConfigError) as caught:
        read_settings({})
    lines = caught.value.problems
    assert [line.split()[0] for line in lines] == list(GOOD_ORDER)
    assert all("is missing" in line and " -> " in line for line in lines)
    assert all("\n" not in line for line in lines)


GOOD_ORDER = [setting.name for setting in SETTINGS if setting.name in GOOD]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "not-a-token-hunter2"),
        ("INSTAGRAM_APP_ID", "my app"),
        ("INSTAGRAM_APP_SECRET", "hunter2"),
        ("PUBLIC_URL", "http://bot.example.com"),
        ("PUBLIC_URL", "bot.example.com"),
        ("ENCRYPTION_KEYS", "hunter2"),
        ("DATABASE_URL", "mysql://x"),
        ("QUEUE_URL", "kafka://x"),
        ("HTTP_PORT", "eighty"),
        ("HTTP_PORT", "70000"),
        ("TELEGRAM_MODE", "carrier pigeon"),
        ("INSTAGRAM_SCOPES", "business_basic"),
        ("INSTAGRAM_API_VERSION", "26"),
        ("INSTAGRAM_CALLS_PER_HOUR", "many"),
        ("INSTAGRAM_CALLS_PER_HOUR", "19"),
        ("INSTAGRAM_BURST_PER_HOUR", "10001"),
        ("INSTAGRAM_BURST_PER_HOUR", "199"),
        ("HISTORY_DAYS", "34"),
        ("HISTORY_DAYS", "for ever"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_malformed_setting_is_named_alone_and_its_value_is_not_repeated(
    name: str, value: str
) -> None:
    lines = problems(**{name: value})
    assert len(lines) == 1
    assert lines[0].startswith(name)
    assert "hunter2" not in lines[0]


@pytest.mark.parametrize(
    ("given", "calls", "burst"),
    [
        ({}, 200, 200),
        ({"INSTAGRAM_CALLS_PER_HOUR": "100"}, 100, 100),
        ({"INSTAGRAM_BURST_PER_HOUR": "600"}, 200, 600),
    ],
)
def test_the_burst_is_the_budget_unless_it_is_set(
    given: dict[str, str], calls: int, burst: int
) -> None:
    settings = read_settings({**GOOD, **given})
    assert settings.instagram_calls_per_hour == calls
    assert settings.instagram_burst_per_hour == burst


def test_webhook_mode_needs_its_secret() -> None:
    assert problems(TELEGRAM_MODE="webhook")[0].startswith("TELEGRAM_WEBHOOK_SECRET")


def test_plain_http_is_good_on_this_machine_only() -> None:
    settings = read_settings({**GOOD, "PUBLIC_URL": "http://127.0.0.1:8080/farolero"})
    assert settings.public_url.path == "/farolero"


def test_a_secret_comes_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(TOKEN + "\n")
    given = {name: value for name, value in GOOD.items() if name != "TELEGRAM_BOT_TOKEN"}
    settings = read_settings({**given, "TELEGRAM_BOT_TOKEN_FILE": str(secret)})
    assert settings.telegram_bot_token.reveal() == TOKEN


def test_a_secret_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    lines = problems(TELEGRAM_BOT_TOKEN_FILE=str(tmp_path / "missing"))
    assert lines[0].startswith("TELEGRAM_BOT_TOKEN cannot be read from")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("HTTP_PORT=9000\nLOG_LEVEL=DEBUG\n")
    settings = read_settings({**GOOD, "HTTP_PORT": "9001"}, dotenv)
    assert settings.http_port == 9001
    assert settings.log_level == "DEBUG"


def test_settings_show_no_secret() -> None:
    settings = read_settings(GOOD)
    for secret in settings.secrets():
        assert secret not in repr(settings)
        assert secret not in str(settings)
