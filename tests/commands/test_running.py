"""``farolero run`` beside a sandbox in another process, and ``farolero doctor`` on both."""

import base64
import re
import sqlite3

from tests.commands.conftest import (
    ANNA,
    Finished,
    Operator,
    SandboxProcess,
    fetch,
    free_port,
    link_somebody,
    stop,
    until,
)
from tests.support.databases import sqlite_url

WEBHOOK = {
    "TELEGRAM_MODE": "webhook",
    "TELEGRAM_WEBHOOK_SECRET": "wPqXo3vT8nL5sK1yR7bD4mZ9cF2hG6jA",
}
SUBJECTS = (
    "settings",
    "permissions",
    "time zones",
    "disk",
    "database",
    "due work",
    "encryption keys",
    "Telegram",
    "operator",
    "Instagram",
    "public address",
)


def test_polling_a_person_is_answered_and_the_doctor_is_content(
    operator: Operator, sandbox: SandboxProcess
) -> None:
    with operator.starts() as running:
        hear_an_answer(sandbox)
        port = operator.settings["HTTP_PORT"]
        assert fetch(f"http://127.0.0.1:{port}/readyz") == {"ready": True}
        examined = operator.runs("doctor", ADMIN_CHAT_ID=str(ANNA))
        stranger = operator.runs("doctor", ADMIN_CHAT_ID="4242")
        code = stop(running)

    assert code == 0
    said = (operator.folder / "stderr").read_text()
    assert "Traceback" not in said
    assert found(examined) == dict.fromkeys(SUBJECTS, True)
    assert examined.code == 0
    told = f"the chat {ANNA} can be written to; no trouble is known"
    assert told in words_on(examined, "operator")
    assert [subject for subject, ok in found(stranger).items() if not ok] == ["operator"]
    assert "4242 cannot be written to" in words_on(stranger, "operator")
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
    with sqlite3.connect(operator.database) as connection:
        (started,) = connection.execute("SELECT who, detail FROM audit WHERE what = 'start'")
    connection.close()
    assert started[0] == "-"
    assert re.fullmatch(
        r'\{"settings": "[0-9a-f]{12}", "process": "all at [^"]+:\d+"\}', started[1]
    )


def test_a_restart_while_telegram_is_away_goes_on_capturing(operator: Operator) -> None:
    with operator.starts() as running:
        assert stop(running) == 0
    nobody = f"http://127.0.0.1:{free_port()}/telegram"

    with operator.starts(TELEGRAM_API_BASE=nobody) as running:
        code = stop(running)

    assert code == 0
    said = (operator.folder / "stderr").read_text()
    assert re.search(r"cannot be reached at .*; starting as @farolero_sandbox_bot all the", said)
    assert "Traceback" not in said


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
    assert found(examined)["database"]
    assert "is missing. Rows that need it: 1 of link" in words_on(examined, "encryption keys")
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
