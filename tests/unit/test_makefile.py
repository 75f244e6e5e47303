"""``make help`` is made from the Makefile, and so complete."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_help_lists_every_target_with_its_comment() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    described = {line.split(maxsplit=1)[0]: line.split(maxsplit=1)[1] for line in listed}

    assert set(described) == set(phony[1].split())
    assert all(len(words) > 5 for words in described.values())


def test_make_alone_gives_the_help() -> None:
    def output(*arguments: str) -> str:
        return subprocess.run(
            ["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout

    assert output() == output("help")
