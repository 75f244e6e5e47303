"""``docs/production-checklist.md`` names checks and tests that exist, and leaves no line open."""

import ast
import re
from pathlib import Path

from bot.clock import SystemClock
from bot.config import read_settings
from bot.doctor import checks
from tests.unit.test_config import GOOD

ROOT = Path(__file__).parents[2]
CHECKLIST = (ROOT / "docs" / "production-checklist.md").read_text()
LINES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in CHECKLIST.splitlines()
    if line.startswith("| ") and not line.startswith("| to do")
]
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
OF_THE_SEEDS = """
    Validate all scope permissions
    Test token refresh flow
    Implement proper error handling
    Set up monitoring for rate limits
    Configure webhook endpoints
    Validate HTTPS endpoints
    Check nonce generation
    Verify state parameter validation
    Test CSRF protection
    Review token storage
    Track API response times
    Monitor rate limit usage
    Log authentication failures
    Alert on token expiration
"""


def test_every_line_of_the_seeds_is_there() -> None:
    wanted = [line.strip() for line in OF_THE_SEEDS.strip().splitlines()]
    assert [to_do for to_do, *_ in LINES][: len(wanted)] == wanted


def test_every_check_that_is_named_exists_and_each_is_named() -> None:
    subjects = {"settings", *checks(read_settings(GOOD), SystemClock())}
    named = {
        # What stands in code there and is none is a setting, a metric, or a file.
        name
        for _, doctor, _ in LINES
        for name in re.findall(r"`([^`]+)`", doctor)
        if not name.startswith("farolero_") and not name.isupper() and "." not in name
    }
    assert named == subjects


def test_every_test_that_is_named_exists() -> None:
    for to_do, _, tests in LINES:
        named = TEST.findall(tests)
        assert named, to_do
        for path, name in named:
            tree = ast.parse((ROOT / path).read_text())
            functions = {
                node.name
                for node in tree.body
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            }
            assert name in functions, f"{path}::{name}"
