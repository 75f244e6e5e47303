"""A wrong configuration is told in one line a setting, with the way out, and shows no secret."""

import base64
import random
import string
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import SECRETS, SETTINGS, Bind, ConfigError, read_settings, wipe_secrets
from bot.config.values import is_placeholder
from bot.domain.story_life import Ladder

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


def test_of_the_meta_app_there_may_be_no_secret_one_or_several() -> None:
    old, new = "0123456789abcdef" * 2, "fedcba9876543210" * 2
    assert read_settings(GOOD).meta_app_secret == ()
    settings = read_settings({**GOOD, "META_APP_SECRET": f"{new}, {old}"})
    assert [secret.reveal() for secret in settings.meta_app_secret] == [new, old]
    assert {old, new} < set(settings.secrets())


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
        ("META_APP_SECRET", "hunter2"),
        ("META_APP_SECRET", "0123456789abcdef0123456789abcdef,"),
        ("PUBLIC_URL", "http://bot.example.com"),
        ("PUBLIC_URL", "bot.example.com"),
        ("ENCRYPTION_KEYS", "hunter2"),
        ("DATABASE_URL", "mysql://x"),
        ("QUEUE_URL", "kafka://x"),
        ("QUEUE_URL", "nats://"),
        ("QUEUE_URL", "redis://host:hunter2"),
        ("QUEUE_URL", "redis://user:hunter2@"),
        ("QUEUE_URL", "memory://here"),
        ("WORKERS", "0"),
        ("WORKERS", "many"),
        ("HTTP_PORT", "eighty"),
        ("HTTP_PORT", "70000"),
        ("METRICS_BIND", "9464"),
        ("METRICS_BIND", "127.0.0.1:70000"),
        ("METRICS_BIND", "localhost:9464"),
        ("METRICS_BIND", "::1:9464"),
        ("METRICS_BIND", "127.0.0.1:8080"),
        ("TRUSTED_PROXIES", "my-proxy"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("TELEGRAM_WEBHOOK_SECRET", "ж" * 40),
        ("TELEGRAM_MODE", "carrier pigeon"),
        ("INSTAGRAM_SCOPES", "business_basic"),
        ("INSTAGRAM_FORCE_REAUTH", "perhaps"),
        ("INSTAGRAM_API_VERSION", "26"),
        ("INSTAGRAM_CALLS_PER_HOUR", "many"),
        ("INSTAGRAM_CALLS_PER_HOUR", "19"),
        ("INSTAGRAM_BURST_PER_HOUR", "10001"),
        ("INSTAGRAM_BURST_PER_HOUR", "199"),
        ("META_WEBHOOK_VERIFY_TOKEN", "hunter2"),
        ("META_APP_SECRET", f"{'0' * 32},hunter2"),
        ("STORIES_EVERY", "4"),
        ("STORIES_EVERY", "241"),
        ("STORY_LADDER", "2,1"),
        ("STORY_LADDER", "0,1"),
        ("STORY_LADDER", "1,24"),
        ("STORY_LADDER", "1,"),
        ("STORY_FINALS", "10"),
        ("STORY_FINALS", "10,35"),
        ("STORY_FINALS", "60,10"),
        ("STORY_FINALS", "35,4"),
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


def test_the_rhythm_and_the_ladder_of_stories_can_be_set() -> None:
    settings = read_settings(GOOD)
    assert settings.stories_every == timedelta(minutes=30)
    assert Ladder(settings.story_ladder, settings.story_finals) == Ladder()
    given = {"STORIES_EVERY": "15", "STORY_LADDER": "6, 12", "STORY_FINALS": "50,20,5"}
    settings = read_settings({**GOOD, **given})
    assert settings.stories_every == timedelta(minutes=15)
    assert [age / timedelta(hours=1) for age in settings.story_ladder] == [6, 12]
    assert [before / timedelta(minutes=1) for before in settings.story_finals] == [50, 20, 5]


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("nats://queue:4222", None),
        ("nats://anna:hunter2-s3cret@queue:4222", "hunter2-s3cret"),
        ("nats://t0ken-hunter2@queue", "t0ken-hunter2"),
        ("redis://:hunter2-s3cret@queue:6379/1", "hunter2-s3cret"),
        ("rediss://queue", None),
    ],
)
def test_a_queue_may_have_a_password_which_is_not_shown(url: str, secret: str | None) -> None:
    settings = read_settings({**GOOD, "QUEUE_URL": url})
    assert settings.queue_url == url
    assert url not in repr(settings)
    if secret is not None:
        assert secret in settings.secrets()
    assert "anna" not in settings.secrets()


def test_without_meta_webhooks_nothing_is_needed() -> None:
    assert read_settings(GOOD).meta_webhook_verify_token is None


def test_secrets_of_meta_may_come_from_files(tmp_path: Path) -> None:
    secret, verify_token = "0123456789abcdef" * 2, "kL3vTq9Zs0Xw2Yb8"
    file = tmp_path / "secrets"
    file.write_text(f"{secret}\n")
    given = {"META_APP_SECRET_FILE": str(file), "META_WEBHOOK_VERIFY_TOKEN": verify_token}
    settings = read_settings({**GOOD, **given})
    assert [one.reveal() for one in settings.meta_app_secret] == [secret]
    assert {secret, verify_token} <= set(settings.secrets())


@pytest.mark.parametrize(
    ("given", "forced"),
    [
        ({}, False),
        ({"INSTAGRAM_FORCE_REAUTH": "false"}, False),
        ({"INSTAGRAM_FORCE_REAUTH": "true"}, True),
    ],
)
def test_logging_in_again_is_asked_for_only_when_set(given: dict[str, str], forced: bool) -> None:
    assert read_settings({**GOOD, **given}).instagram_force_reauth is forced


@pytest.mark.proves("S3")
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


@pytest.mark.proves("S34")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"),
        ("TELEGRAM_BOT_TOKEN", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"),
        ("TELEGRAM_BOT_TOKEN", "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qc"),
        ("TELEGRAM_BOT_TOKEN", f"123456789:{'x' * 35}"),
        ("TELEGRAM_BOT_TOKEN", "<your bot token>"),
        ("INSTAGRAM_APP_SECRET", "0" * 32),
        ("INSTAGRAM_APP_SECRET", "deadbeef" * 4),
        ("INSTAGRAM_APP_SECRET", "your_app_secret"),
        ("TELEGRAM_WEBHOOK_SECRET", "w" * 32),
        ("TELEGRAM_WEBHOOK_SECRET", "change-me-to-at-least-32-characters"),
        ("TELEGRAM_WEBHOOK_SECRET", "a-secret-of-at-least-32-characters-1"),
        ("TELEGRAM_WEBHOOK_SECRET", "replace_this_with_a_long_random_string"),
        ("ENCRYPTION_KEYS", "2026:CHANGE_ME"),
        ("ENCRYPTION_KEYS", f"2026:{'A' * 43}="),
        ("ENCRYPTION_KEYS", "label:<base64>"),
    ],
)
def test_what_stands_in_every_manual_is_refused_as_a_secret(name: str, value: str) -> None:
    (line,) = problems(**{name: value})
    assert line.startswith(f"{name} is a placeholder, not a value of your own -> ")
    assert value not in line


def test_random_secrets_are_no_placeholders() -> None:
    """A start must not fail by chance: ten thousand secrets of each kind."""
    chance = random.Random(4)
    for _ in range(10_000):
        token = "".join(chance.choices(string.ascii_letters + string.digits + "_-", k=35))
        key = base64.b64encode(chance.randbytes(32)).decode()
        for value in (f"7123456789:{token}", chance.randbytes(16).hex(), f"20261128:{key}"):
            assert not is_placeholder(value), value


def test_the_address_of_the_database_is_a_secret_too(tmp_path: Path) -> None:
    """It holds the password of PostgreSQL."""
    url = "postgresql+asyncpg://farolero:correct-horse@db/farolero"
    (tmp_path / "url").write_text(f"{url}\n")
    settings = read_settings({**GOOD, "DATABASE_URL_FILE": str(tmp_path / "url")})
    assert settings.database_url == url
    assert "correct-horse" in settings.secrets()
    assert "correct-horse" not in repr(settings)


def test_every_secret_is_wiped_and_nothing_else() -> None:
    environment = dict.fromkeys((*SECRETS, "HTTP_PORT", "TELEGRAM_BOT_TOKEN_FILE"), "x")
    wipe_secrets(environment)
    assert environment.keys() == {"HTTP_PORT", "TELEGRAM_BOT_TOKEN_FILE"}


def test_a_fingerprint_tells_settings_apart_and_holds_no_secret() -> None:
    first = read_settings(GOOD).fingerprint()
    assert read_settings(GOOD).fingerprint() == first
    assert read_settings({**GOOD, "HTTP_PORT": "9000"}).fingerprint() != first
    # Whoever reads it learns nothing of a secret, not even that it is another one.
    other = {**GOOD, "INSTAGRAM_APP_SECRET": "8f14e45fceea167a5a36dedd4bea2543"}
    assert read_settings(other).fingerprint() == first


@pytest.mark.parametrize(
    ("given", "host", "port"),
    [
        ("127.0.0.1:9464", "127.0.0.1", 9464),
        ("[::1]:9464", "::1", 9464),
        ("0.0.0.0:9464", "0.0.0.0", 9464),
    ],
)
def test_metrics_are_told_where_it_says_and_else_nowhere(given: str, host: str, port: int) -> None:
    bind = read_settings({**GOOD, "METRICS_BIND": given}).metrics_bind
    assert bind == Bind(host, port)
    assert read_settings(GOOD).metrics_bind is None
