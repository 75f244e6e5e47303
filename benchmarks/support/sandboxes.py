"""A sandbox in a process of its own, so that its work is not counted as ours."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def sandbox_process(folder: Path) -> Iterator[tuple[str, str]]:
    """Its address and the bot token that it takes."""
    port = free_port()
    command = [sys.executable, "-m", "bot", "sandbox", "--port", str(port), "--data", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent.parent
    ) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            token = process.stdout.readline().split()[-1]
            yield f"http://127.0.0.1:{port}", token
        finally:
            process.terminate()
