"""``farolero run`` beside a sandbox in another process, and ``farolero doctor`` on both."""

import base64

from tests.commands.conftest import (
    Finished,
    Operator,
    SandboxProcess,
    free_port,
    link_somebody,
    stop,
    until,
)
from tests.support.databases import sqlite_url

WEBHOOK = {"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": "w" * 32}
SUBJECTS = (
    "settings",
    "permissions",
    "time zones",
    "disk",
    "database",
    "Telegram",
    "Instagram",
    "public address",
)


def test_polling_a_person_is_answered_and_the_doctor_is_content(
    operator: Operator, sandbox: SandboxProcess
) -> None:
    with operator.starts() as running:
        hear_an_answer(sandbox)
        examined = operator.runs("doctor")
        code = stop(running)

    assert code == 0
    said = (operator.folder / "stderr").read_text()
    assert "Traceback" not in said
    assert found(examined) == dict.fromkeys(SUBJECTS, True)
    assert examined.code == 0
    for secret in secrets_of(operator):
        assert secret not in said + examined.output + examined.errors


def test_by_webhook_a_person_is_answered(operator: Operator, sandbox: SandboxProcess) -> None:
    with operator.starts(**WEBHOOK) as running:
        hear_an_answer(sandbox)
        code = stop(running)

    assert code == 0
    said = (operator.folder / "stderr").read_text()
    assert "Traceback" not in said
    assert WEBHOOK["TELEGRAM_WEBHOOK_SECRET"] not in said


def test_the_doctor_names_each_thing_that_is_broken_and_changes_nothing(
    operator: Operator,
) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    nowhere = operator.folder / "empty.sqlite3"

    examined = operator.runs(
        "doctor",
        INSTAGRAM_SCOPES="instagram_business_basic",
        DATABASE_URL=sqlite_url(nowhere),
        TELEGRAM_API_BASE=f"{nobody}/telegram",
        INSTAGRAM_GRAPH_BASE=f"{nobody}/instagram",
    )

    assert examined.code == 1
    broken = {subject for subject, ok in found(examined).items() if not ok}
    assert broken == {"permissions", "database", "Telegram", "Instagram", "public address"}
    assert "instagram_business_manage_insights" in words_on(examined, "permissions")
    assert "farolero migrate" in words_on(examined, "database")
    assert nobody in words_on(examined, "Telegram")
    assert "Traceback" not in examined.errors
    assert not nowhere.exists()


async def test_the_doctor_tells_a_wrong_key_a_wrong_token_and_a_wrong_host(
    operator: Operator, sandbox: SandboxProcess
) -> None:
    await link_somebody(operator)
    other = base64.b64encode(bytes(range(32))).decode()
    token = "123456789:AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

    examined = operator.runs(
        "doctor",
        ENCRYPTION_KEYS=f"new:{other}",
        TELEGRAM_BOT_TOKEN=token,
        INSTAGRAM_GRAPH_BASE=f"{sandbox.url}/sandbox",
        PUBLIC_URL=sandbox.url,
    )

    assert examined.code == 1
    assert "is missing. Rows that need it: 1 of link" in words_on(examined, "database")
    assert "refuses the bot token" in words_on(examined, "Telegram")
    assert "does not answer as Instagram does" in words_on(examined, "Instagram")
    assert "404" in words_on(examined, "public address")
    assert "Traceback" not in examined.errors
    assert token.partition(":")[2] not in examined.output + examined.errors
    assert other not in examined.output + examined.errors


def test_the_doctor_names_a_version_that_is_served_instead_of_the_asked_one(
    operator: Operator, sandbox: SandboxProcess
) -> None:
    examined = operator.runs("doctor", INSTAGRAM_API_VERSION="v18.0")
    assert found(examined)["Instagram"]
    assert "where v18.0 is asked for -> set INSTAGRAM_API_VERSION to v2" in words_on(
        examined, "Instagram"
    )


def hear_an_answer(sandbox: SandboxProcess) -> None:
    before = len(sandbox.answers())
    sandbox.say("/start")
    until(lambda: len(sandbox.answers()) > before)


def found(examined: Finished) -> dict[str, bool]:
    """Whether each subject was well."""
    lines = [line.partition(": ")[0] for line in examined.output.splitlines()]
    return {line[4:].strip(): line.startswith("ok") for line in lines}


def words_on(examined: Finished, subject: str) -> str:
    (line,) = [one for one in examined.output.splitlines() if f"  {subject}: " in one]
    return line


def secrets_of(operator: Operator) -> list[str]:
    names = ("TELEGRAM_BOT_TOKEN", "INSTAGRAM_APP_SECRET", "ENCRYPTION_KEYS")
    return [operator.settings[name].rpartition(":")[2] for name in names]
