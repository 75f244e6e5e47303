"""Where everything is there that tests need, a skip is a failure that says what was skipped."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SKIPPING = """
import pytest

def test_that_runs():
    pass

def test_that_needs_a_browser():
    pytest.skip("no browser here")
"""

SKIPPED_WHOLE = """
import pytest

pytest.skip("no browser anywhere", allow_module_level=True)
"""


def _run(directory: Path, no_skips: str) -> tuple[int, str]:
    done = subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "pytest",
                "-p",
                "tests.support.no_skips",
                "-p",
                "no:cacheprovider",
            ),
            *("-c", os.devnull, "--rootdir", directory, directory),
        ],
        cwd=ROOT,
        env={**os.environ, "FAROLERO_NO_SKIPS": no_skips},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("source", "named"),
    [
        (SKIPPING, "test_some.py::test_that_needs_a_browser: Skipped: no browser here"),
        (SKIPPED_WHOLE, "test_some.py: Skipped: no browser anywhere"),
    ],
    ids=["test", "module"],
)
def test_a_skip_fails_the_run_and_is_named(tmp_path: Path, source: str, named: str) -> None:
    (tmp_path / "test_some.py").write_text(source + "\n")
    (tmp_path / "test_fine.py").write_text("def test_fine():\n    pass\n")

    exit_code, output = _run(tmp_path, "1")

    assert exit_code == pytest.ExitCode.TESTS_FAILED
    assert named in output


def test_elsewhere_a_skip_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(SKIPPING)

    assert _run(tmp_path, "")[0] == pytest.ExitCode.OK


def test_a_run_without_skips_passes(tmp_path: Path) -> None:
    (tmp_path / "test_fine.py").write_text("def test_fine():\n    pass\n")

    assert _run(tmp_path, "1")[0] == pytest.ExitCode.OK
