"""The demo as a person starts it: a process of its own, on a port of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

GUARD = 180
"""Seconds after which something hangs; nothing here is a measurement."""

ROOT = Path(__file__).parents[2]
HARMLESS = re.compile(
    r'"level": "(DEBUG|INFO|WARNING)"|rows of lane final passed their deadline undone'
)
"""The second: a clock that walks in steps of five minutes may step over all that a story has left
which is found in its last minutes. Which stories that are depends on the hour of the run."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Demo:
    """``python -m bot demo`` over one data directory; it can be started any number of times."""

    def __init__(self, directory: Path) -> None:
        self._data = directory / "data"
        self._port = free_port()
        self._output = directory / "stdout"
        self._errors = directory / "stderr"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def errors(self) -> str:
        """What was written to stderr since the first start, without the log up to warnings.

        A busy machine makes ticks late, and that is worth a warning.
        """
        lines = self._errors.read_text().splitlines()
        return "\n".join(line for line in lines if not HARMLESS.search(line))

    @property
    def data(self) -> Path:
        return self._data

    @property
    def outputs(self) -> tuple[Path, Path]:
        """Where all that it writes goes."""
        return self._output, self._errors

    def start(self) -> None:
        """Returns when the demo has printed its address."""
        with self._output.open("wb") as output, self._errors.open("ab") as errors:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "bot", "demo", "--seed", "1"),
                    *("--port", str(self._port), "--data", str(self._data)),
                ],
                cwd=ROOT,
                env={**os.environ, "LOG_LEVEL": "DEBUG"},
                stdout=output,
                stderr=errors,
            )
        give_up_at = time.monotonic() + GUARD
        while f"{self.address}/chat" not in self._output.read_text():
            assert self._process.poll() is None, f"the demo ended: {self.errors}"
            assert time.monotonic() < give_up_at, f"the demo does not start: {self.errors}"
            time.sleep(0.05)

    def kill(self) -> None:
        """``kill -9``, with no chance to tidy up."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(GUARD)

    def interrupt(self) -> int:
        """Ctrl-C; the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(GUARD)

    def kill_if_running(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()
