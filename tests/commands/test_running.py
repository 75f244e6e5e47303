"""``farolero run`` beside a sandbox in another process, and ``farolero doctor`` on both."""

import base64
import re
import sqlite3
import urllib.request
from urllib.error import HTTPError

import pytest

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
from tests.support.measured import promtool

WEBHOOK = {
    "TELEGRAM_MODE": "webhook",
    "TELEGRAM_WEBHOOK_SECRET": "wPqXo3vT8nL5sK1yR7bD4mZ9cF2hG6jA",
}
VERIFY = "tK8vQ2nX6wL9sZ4bR7mD3yC5"
SUBJECTS = (
    "settings",
    "permissions",
    "time zones",
    "disk",
    "database",
    "due work",
    "encryption keys",
    "tokens",
    "Telegram",
    "operator",
    "Instagram",
    "public address",
    "webhooks",
    "metrics",
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


@pytest.mark.proves("S23")
def test_the_doctor_shakes_hands_as_meta_does_and_reads_the_metrics(
    operator: Operator, sandbox: SandboxProcess
) -> None:
    port = free_port()
    given = {**WEBHOOK, "META_WEBHOOK_VERIFY_TOKEN": VERIFY, "METRICS_BIND": f"127.0.0.1:{port}"}
    with operator.starts(**given) as running:
        hear_an_answer(sandbox)
        examined = operator.runs("doctor", **given)
        other = operator.runs(
            "doctor",
            **{
                **given,
                "META_WEBHOOK_VERIFY_TOKEN": VERIFY[::-1],
                "METRICS_BIND": sandbox.url.removeprefix("http://"),
            },
        )
        told = read(f"http://127.0.0.1:{port}/metrics")
        public = operator.settings["PUBLIC_URL"]
        with pytest.raises(HTTPError, match="404"):
            read(f"{public}/metrics")
        code = stop(running)

    assert code == 0
    assert found(examined) == dict.fromkeys(SUBJECTS, True), examined.output
    assert "Telegram calls here" in words_on(examined, "webhooks")
    assert "answers Meta's handshake" in words_on(examined, "webhooks")
    assert "none ends within a week" in words_on(examined, "tokens")
    assert {subject for subject, ok in found(other).items() if not ok} == {"webhooks", "metrics"}
    assert "403 to Meta's handshake" in words_on(other, "webhooks")
    assert "is not ours" in words_on(other, "metrics")
    said = (operator.folder / "stderr").read_text() + examined.output + other.output
    assert VERIFY not in said

    assert values(told, "farolero_updates_total{", 'outcome="handled"') >= 1
    assert values(told, "farolero_webhooks_total{", 'source="telegram"', '"stored"') >= 1
    assert values(told, "farolero_telegram_requests_total{", '"sendMessage"', '"ok"') >= 1
    assert values(told, "farolero_http_requests_total{", '"/telegram/webhook"', '"2xx"') >= 1
    assert values(told, "farolero_db_transaction_duration_seconds_count{", '"write"') >= 1
    assert values(told, "farolero_db_size_bytes ") > 10_000
    assert values(told, "farolero_inbox_depth ") == 0
    assert values(told, "farolero_build_info{", 'role="all"') == 1
    assert values(told, "farolero_event_loop_lag_seconds ") < 60
    series = [line for line in told.splitlines() if not line.startswith("#")]
    assert len(series) <= 600
    for nobody_s in (str(ANNA), *secrets_of(operator)):
        assert nobody_s not in told
    assert promtool("check", "metrics", given=told) == ""


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


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as response:
        return str(response.read().decode())


def values(told: str, *parts: str) -> float:
    """The sum of the lines that begin with the first part and have the others."""
    lines = [line for line in told.splitlines() if line.startswith(parts[0])]
    return sum(float(line.rpartition(" ")[2]) for line in lines if all(p in line for p in parts))


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
