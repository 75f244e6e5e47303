"""Two ``farolero run`` over one PostgreSQL: one polls, the other stands by."""

from pathlib import Path

import pytest

from bot.services.hold_lease import LASTS, STANDS_BY
from tests.commands.conftest import Operator, SandboxProcess, free_port, stop, until


def beside(operator: Operator, database_url: str, name: str) -> Operator:
    """Another machine: a folder and a port of its own, and the same database."""
    folder: Path = operator.folder / name
    folder.mkdir()
    port = free_port()
    own = {
        "DATABASE_URL": database_url,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "HTTP_PORT": str(port),
        "LOG_LEVEL": "INFO",
    }
    return Operator(folder, {**operator.settings, **own})


def hear(sandbox: SandboxProcess, words: str) -> None:
    """Says something, and returns when the bot has answered once more."""
    before = len(sandbox.answers())
    sandbox.say(words)
    until(lambda: len(sandbox.answers()) > before)


@pytest.mark.proves("E16")
@pytest.mark.timeout(400)
def test_of_two_one_polls_and_the_other_takes_over_after_a_kill(
    operator: Operator, sandbox: SandboxProcess, postgres_url: str
) -> None:
    assert LASTS.total_seconds() + STANDS_BY <= 30
    first, second = (beside(operator, postgres_url, name) for name in ("first", "second"))
    with first.starts() as polling:
        hear(sandbox, "/help")
        with second.starts() as standing_by:
            until(lambda: "standing by" in (second.folder / "stderr").read_text())
            hear(sandbox, "/help")
            polling.kill()
            polling.wait()
            hear(sandbox, "/help")
            assert stop(standing_by) == 0
    for machine in (first, second):
        said = (machine.folder / "stderr").read_text()
        assert "Traceback" not in said
        assert "Another process takes this bot's updates" not in said
