"""The image runs as nobody in particular, and needs to write nowhere but into /data."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def instructions() -> list[tuple[str, str]]:
    """Each instruction of the last stage, continued lines joined; comments are left out."""
    text = "\n".join(
        line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.startswith("#")
    ).replace("\\\n", " ")
    lines = [line.split(None, 1) for line in text.splitlines() if line.strip()]
    last_stage = max(n for n, (name, _) in enumerate(lines) if name == "FROM")
    return [(name, given) for name, given in lines[last_stage:]]


def given(name: str) -> list[str]:
    return [text for instruction, text in instructions() if instruction == name]


@pytest.mark.proves("S31")
def test_it_runs_as_a_number_that_is_not_root() -> None:
    """A name could stand for root, and orchestrators cannot look it up."""
    (user,) = given("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    after = [name for name, _ in instructions()][
        [name for name, _ in instructions()].index("USER") :
    ]
    assert "RUN" not in after
    assert "COPY" not in after


@pytest.mark.proves("S31")
def test_nothing_in_it_can_raise_its_rights() -> None:
    (run,) = given("RUN")
    assert "find / -xdev -perm /6000 -type f -exec chmod a-s {} +" in run


@pytest.mark.proves("S31")
def test_only_the_data_folder_is_written_to() -> None:
    """So it starts with ``--read-only --cap-drop ALL``."""
    assert given("VOLUME") == ["/data"]
    assert given("WORKDIR") == ["/data"]
    (environment,) = given("ENV")
    assert "sqlite+aiosqlite:////data/" in environment
    assert "PYTHONDONTWRITEBYTECODE=1" in environment
    (readme,) = [(ROOT / name).read_text() for name in ("README.md",)]
    assert "--read-only --cap-drop ALL --security-opt no-new-privileges" in readme


def test_it_holds_no_secret_and_no_shell_starts_it() -> None:
    whole = (ROOT / "Dockerfile").read_text()
    assert not re.search(r"TOKEN|SECRET|ENCRYPTION_KEYS|ARG ", whole)
    (command,) = given("CMD")
    assert json.loads(command) == ["farolero", "run"]


def test_its_health_is_asked_where_it_serves() -> None:
    (health,) = given("HEALTHCHECK")
    assert "http://127.0.0.1:8080/livez" in health
    assert given("EXPOSE") == ["8080"]


def test_what_is_installed_comes_from_the_lock_by_hash() -> None:
    whole = (ROOT / "Dockerfile").read_text()
    installs = re.findall(r"pip install ([^\n]+)", whole)
    assert installs == [
        "--no-cache-dir --require-hashes --only-binary :all: -r requirements.lock",
        "--no-cache-dir --no-deps .",
    ]
