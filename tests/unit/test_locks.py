"""Only what is in the lock is installed, to the byte: a package that was taken over is refused."""

import base64
import hashlib
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def locked(name: str) -> list[str]:
    """Every requirement with its hashes, as one line each."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if line and line.lstrip()[0] != "#"]


@pytest.mark.proves("S33")
@pytest.mark.parametrize("name", LOCKS)
def test_everything_is_pinned_to_one_version_and_to_its_hashes(name: str) -> None:
    requirements = locked(name)
    assert len(requirements) > 30
    for requirement in requirements:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+ ", requirement), requirement
        assert HASH.search(requirement), requirement
        assert "://" not in requirement, "the lock names no host that files come from"


def wheel(folder: Path) -> str:
    """A package that does nothing; the SHA-256 of its only file."""
    path = folder / "pinned-1.0-py3-none-any.whl"
    files = {
        "pinned.py": b"VALUE = 1\n",
        "pinned-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: pinned\nVersion: 1.0\n",
        "pinned-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\n"
        b"Tag: py3-none-any\n",
    }
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode()},\n"
        for name, content in files.items()
    )
    with ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("pinned-1.0.dist-info/RECORD", record)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def flags() -> list[str]:
    """With which the image is built: see Dockerfile."""
    install: str
    (install,) = re.findall(
        r"pip install (.+) -r requirements\.lock", (ROOT / "Dockerfile").read_text()
    )
    return install.split()


@pytest.mark.proves("S33")
@pytest.mark.parametrize("how", ["right", "one digit flipped", "no hash"])
def test_a_hash_that_differs_in_one_digit_is_refused(tmp_path: Path, how: str) -> None:
    """Row 33, into an empty folder, by the flags that the image is built with."""
    digest = wheel(tmp_path)
    if how == "one digit flipped":
        digest = f"{int(digest[0], 16) ^ 1:x}{digest[1:]}"
    hashed = "" if how == "no hash" else f" --hash=sha256:{digest}"
    (tmp_path / "lock").write_text(f"pinned==1.0{hashed}\n")
    installed = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", *flags(), "--disable-pip-version-check"),
            *("--no-index", "--find-links", str(tmp_path), "--target", str(tmp_path / "empty")),
            *("-r", str(tmp_path / "lock")),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (installed.returncode == 0) == (how == "right"), installed.stderr
    assert (tmp_path / "empty" / "pinned.py").exists() == (how == "right")
    if how == "one digit flipped":
        assert "DO NOT MATCH THE HASHES" in installed.stderr
