"""What the operator must know of the machine that we run on: its disk, and its backups."""

import asyncio
import shutil
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.operator_alerts import OperatorAlert
from bot.metrics.gauges import BACKUP_LAST_SUCCESS, DISK_FREE, Figures
from bot.services.ports import Clock

LEAST_DISK = 500_000_000
OLDEST_BACKUP = timedelta(hours=26)


@dataclass(frozen=True)
class Machine:
    """``folder`` lies on the disk that must not fill up; ``backups`` is None where nobody said."""

    folder: Path
    backups: Path | None
    clock: Clock

    async def __call__(self) -> Mapping[OperatorAlert, bool]:
        """In a thread: a disk of the network may take its time."""
        return await asyncio.to_thread(self._troubles)

    async def figures(self) -> Figures:
        return await asyncio.to_thread(self._figures)

    def _figures(self) -> Figures:
        newest = None if self.backups is None else newest_file(self.backups)
        return {
            DISK_FREE: {(): free_space(self.folder)},
            BACKUP_LAST_SUCCESS: {} if newest is None else {(): newest.timestamp()},
        }

    def _troubles(self) -> Mapping[OperatorAlert, bool]:
        troubles = {OperatorAlert.DISK_FULL: free_space(self.folder) < LEAST_DISK}
        if self.backups is not None:
            newest = newest_file(self.backups)
            is_old = newest is None or self.clock.now() - newest > OLDEST_BACKUP
            troubles[OperatorAlert.BACKUP_OLD] = is_old
        return troubles


def host_name() -> str:
    return socket.gethostname()


def folder_of(database_url: str) -> Path:
    """Where SQLite's file lies; else where we run."""
    scheme, _, path = database_url.partition(":///")
    folder = Path(path).parent if scheme.startswith("sqlite") else Path()
    return folder if folder.exists() else Path()


def free_space(folder: Path) -> int:
    """Bytes."""
    return shutil.disk_usage(folder).free


def newest_file(folder: Path) -> datetime | None:
    """When the newest file in it was written; None when there is none, or no such folder."""
    if not folder.is_dir():
        return None
    written = [one.stat().st_mtime for one in folder.iterdir() if one.is_file()]
    return datetime.fromtimestamp(max(written), UTC) if written else None
