"""What the sandbox remembers: JSON documents in one SQLite file, written through at once."""

import json
import sqlite3
from pathlib import Path
from typing import Any

Document = dict[str, Any]


class Store:
    """Collections of JSON documents by key. Every write is committed before it returns.

    Survives ``kill -9``: the state of the sandbox is what an outside world would still know
    after the bot died. With ``directory=None`` everything lives in memory.
    """

    def __init__(self, directory: Path | None) -> None:
        if directory is not None:
            directory.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(
            directory / "sandbox.sqlite3" if directory else ":memory:", isolation_level=None
        )
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS document"
            " (collection TEXT, key TEXT, body TEXT NOT NULL, PRIMARY KEY (collection, key))"
        )
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY, content BLOB NOT NULL)"
        )

    def load(self, collection: str) -> dict[str, Document]:
        """All documents of a collection, in the order in which their keys were first put."""
        rows = self._database.execute(
            "SELECT key, body FROM document WHERE collection = ? ORDER BY rowid", (collection,)
        )
        return {key: json.loads(body) for key, body in rows}

    def put(self, collection: str, key: str, document: Document) -> None:
        self._database.execute(
            "INSERT INTO document VALUES (?, ?, ?)"
            " ON CONFLICT (collection, key) DO UPDATE SET body = excluded.body",
            (collection, key, json.dumps(document, ensure_ascii=False)),
        )

    def delete(self, collection: str, key: str) -> None:
        self._database.execute(
            "DELETE FROM document WHERE collection = ? AND key = ?", (collection, key)
        )

    def put_file(self, name: str, content: bytes) -> None:
        self._database.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (name, content))

    def file(self, name: str) -> bytes | None:
        row = self._database.execute("SELECT content FROM file WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        self._database.close()
