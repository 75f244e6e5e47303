"""Databases of older schemas, and what is in them: read as they are, whatever our models say."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, inspect, select, text, types

import migrations
from bot.storage.migrating import _config, connected

NOT_OURS = frozenset({"alembic_version", "sample_default"})
"""The second is where PostgreSQL keeps the rows of ``sample``."""

Rows = Mapping[str, list[dict[str, Any]]]


def revisions() -> list[str]:
    """Every released schema, oldest first."""
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


async def upgrade_to(url: str, revision: str) -> None:
    await connected(url, lambda connection: command.upgrade(_config(connection), revision))


async def schema(url: str) -> list[str]:
    """Every column of every table, and the schema's revision at last."""
    return await connected(url, _read_schema)


async def everything(url: str) -> list[str]:
    """Every row as text, then the schema, then its revision: quickly, for looking often."""
    return await connected(url, _read_everything)


def _read_everything(connection: Connection) -> list[str]:
    inspector = inspect(connection)
    found = []
    for name in sorted(inspector.get_table_names()):
        read = connection.exec_driver_sql(f'SELECT * FROM "{name}"')
        found += sorted(f"{name}: {tuple(row)}" for row in read)
    return [*found, *_read_schema(connection)]


def _read_schema(connection: Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        columns = "SELECT sql FROM sqlite_master ORDER BY 1"
    else:
        columns = (
            "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable)"
            " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1"
        )
    found = [str(row[0]) for row in connection.execute(text(columns))]
    if inspect(connection).has_table("alembic_version"):
        version = connection.execute(text("SELECT version_num FROM alembic_version"))
        found.extend(version.scalars())
    return found


async def rows(url: str) -> Rows:
    """All that is stored, by table, in the form of JSON."""
    return await connected(url, _read_rows)


async def fill(url: str) -> None:
    """Two rows in every table that a migration has left empty, with something in every column."""
    await connected(url, _fill)


def _tables(connection: Connection) -> list[Table]:
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: name not in NOT_OURS)
    return metadata.sorted_tables


def _read_rows(connection: Connection) -> Rows:
    found = {}
    for table in _tables(connection):
        named = [dict(row) for row in connection.execute(select(table)).mappings()]
        found[table.name] = sorted(
            (json.loads(json.dumps(row, default=_as_text)) for row in named), key=str
        )
    return found


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value)


# Something in every column ------------------------------------------------------------------------

VALUES: Mapping[type[types.TypeEngine[Any]], Callable[[str, int], Any]] = {
    types.Boolean: lambda _, number: bool(number),
    types.Integer: lambda _, number: number + 1,
    types.Float: lambda _, number: number + 0.5,
    types.DateTime: lambda _, number: datetime(2026, 11, 2, 12, number, tzinfo=UTC),
    types.Date: lambda _, number: date(2026, 11, 2 + number),
    types.Time: lambda _, number: time(9, number),
    types.LargeBinary: lambda name, number: f"{name} {number}".encode(),
    types.JSON: lambda name, number: {name: number},
    types.String: lambda name, number: f"{name} {number}",
}
STATES = {"link": "active", "link_attempt": "offered"}


def _fill(connection: Connection) -> None:
    for table in _tables(connection):
        if connection.execute(select(table)).first() is not None:
            continue
        for number in range(2):
            row = {column.name: _value(table, column.name, number) for column in table.columns}
            connection.execute(table.insert().values(row))
        if connection.dialect.name == "postgresql":
            _count_on(connection, table)


def _value(table: Table, name: str, number: int) -> Any:
    column = table.columns[name]
    parents = list(column.foreign_keys)
    if parents:
        parent = parents[0].column
        return _value(parent.table, parent.name, number)
    if name == "state" and table.name in STATES:
        return STATES[table.name]
    for kind, make in VALUES.items():
        if isinstance(column.type, kind):
            return make(f"{table.name}.{name}", number)
    raise AssertionError(f"{table.name}.{name} is of a new type: {column.type!r}")


def _count_on(connection: Connection, table: Table) -> None:
    """What counts up by itself goes on behind the rows that were given their numbers."""
    for column in table.primary_key.columns:
        if column.identity is not None:
            statement = f'ALTER TABLE "{table.name}" ALTER COLUMN {column.name} RESTART WITH 3'
            connection.execute(text(statement))
