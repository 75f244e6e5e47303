"""What must not be in the source: SQL put together from pieces, and data that is run as code."""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.source import ROOT, calls, imported, modules

OURS = modules("bot", "migrations")

# SQL ------------------------------------------------------------------------------------------

RUNS_SQL = frozenset({"text", "exec_driver_sql", "DDL", "literal_column"})
SQL_OF_ALEMBIC = "execute"


def composed_sql(tree: ast.Module) -> Iterator[int]:
    """The lines on which SQL is run, or made to be run, that is no literal text."""
    libraries = {name.split(".")[0] for name in imported(tree)}
    if not libraries & {"sqlalchemy", "alembic"}:
        return
    constants = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and _is_literal(node.value, frozenset())
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for name, call in calls(tree):
        if not call.args:
            continue
        of_alembic = (
            name == SQL_OF_ALEMBIC
            and isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id == "op"
        )
        if (name in RUNS_SQL or of_alembic) and not _is_literal(call.args[0], constants):
            yield call.lineno


def _is_literal(node: ast.expr, constants: set[str] | frozenset[str]) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_literal(node.body, constants) and _is_literal(node.orelse, constants)
    if isinstance(node, ast.Name):
        return node.id in constants
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


NUMBERS_OF_AN_ENUM = "bot/storage/due.py"
"""States are written into statements as the numbers that they are: an index needs it."""


@pytest.mark.proves("S8")
def test_no_sql_is_put_together_from_pieces() -> None:
    found = {str(path) for path, tree in OURS.items() if list(composed_sql(tree))}
    assert found == {NUMBERS_OF_AN_ENUM}


@pytest.mark.proves("S8")
@pytest.mark.parametrize(
    "planted",
    [
        'text(f"SELECT * FROM link WHERE id = {link_id}")',
        'text("SELECT * FROM link WHERE id = " + link_id)',
        'text("SELECT * FROM link WHERE id = %s" % link_id)',
        'text("SELECT * FROM link WHERE id = {}".format(link_id))',
        "sqlalchemy.text(statement)",
        'connection.exec_driver_sql(f"PRAGMA {name}")',
        'op.execute(f"DROP TABLE {name}")',
        'text("SELECT 1" if safe else f"SELECT {name}")',
    ],
)
def test_a_planted_piece_is_found(planted: str) -> None:
    assert list(composed_sql(ast.parse(f"import sqlalchemy\n{planted}\n"))) == [2]


def test_the_linter_looks_for_composed_sql_in_our_code() -> None:
    """Ruff's S608, as the project has it set."""
    planted = 'def find(name: str) -> str:\n    return f"SELECT * FROM link WHERE name = {name}"\n'
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--stdin-filename", "bot/storage/planted.py", "-"],
        input=planted,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1
    assert "S608" in checked.stdout


# Data that is run as code ---------------------------------------------------------------------

FORBIDDEN_MODULES = frozenset({"pickle", "dill", "marshal", "shelve", "yaml", "jsonpickle"})
FORBIDDEN_CALLS = frozenset({"eval", "exec", "__import__"})
SCHEDULER_STORES = "apscheduler.jobstores"
"""Its SQL store unpickles what stands in a column; rows are ours, and it only ticks."""


def runs_data(tree: ast.Module) -> Iterator[str]:
    for name in imported(tree):
        if name.split(".")[0] in FORBIDDEN_MODULES or name.startswith(SCHEDULER_STORES):
            yield name
    for name, call in calls(tree):
        if name in FORBIDDEN_CALLS and isinstance(call.func, ast.Name):
            yield name
        if name == "add_jobstore" or any(given.arg == "jobstores" for given in call.keywords):
            yield "jobstores"


@pytest.mark.proves("S15")
def test_nothing_stored_or_received_is_run_as_code() -> None:
    found = [f"{path}: {what}" for path, tree in OURS.items() for what in runs_data(tree)]
    assert found == []


@pytest.mark.proves("S15")
@pytest.mark.parametrize(
    "planted",
    [
        "import pickle",
        "from marshal import loads",
        "import yaml.loader",
        "eval(payload)",
        "exec(payload)",
        "__import__(name)",
        "from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore",
        "AsyncIOScheduler(jobstores={})",
        "scheduler.add_jobstore('sqlalchemy')",
    ],
)
def test_a_planted_one_is_found(planted: str) -> None:
    assert list(runs_data(ast.parse(planted))) != []


# Memory ---------------------------------------------------------------------------------------

CONTAINERS = frozenset(
    {"dict", "list", "set", "deque", "OrderedDict", "defaultdict", "Counter", "WeakValueDictionary"}
)
BOUNDED_BY = {
    "bot/charts/glyphs.py:_charmap": "one value",
    "bot/charts/renderer.py:MatplotlibCharts._pictures": "PICTURES_KEPT, the oldest goes",
    "bot/charts/renderer.py:_provide_config_directory": "one value",
    "bot/charts/renderer.py:_worker": "one value",
    "bot/exports/report_fonts.py:fonts": "the fonts of the lock; typst reads them where they lie",
    "bot/exports/report_fonts.py:families": "their names: some thirty",
    "bot/exports/report_fonts.py:glyphs": "the characters that they have: some 55,000 numbers",
    "bot/domain/same_age.py:_KnownValues._known": "one ranking, which is over with its screen",
    "bot/exports/zip_parts.py:ZipParts._contents": "one export, which is let go of at its end",
    "bot/instagram/http.py:InstagramHttp._silent_at": "the calls of the last LEFT_ALONE",
    "bot/instagram/limits.py:Limits._stored_usage": "USAGES_KNOWN, the oldest goes",
    "bot/instagram/refused_metrics.py:RefusedMetrics._given_at": "the metrics there are",
    "bot/instagram/refused_metrics.py:RefusedMetrics._known": "the metrics there are",
    "bot/instagram/refused_metrics.py:RefusedMetrics._refused_by": "metrics x MEDIA_OF_A_KIND",
    "bot/instagram/turns.py:Places._waiting": "tasks that wait",
    "bot/instagram/turns.py:Turns._accounts": "weak: gone with the last one who waits",
    "bot/locales/__init__.py:texts": "the languages: no other has a file",
    "bot/presenters/time_zones.py:zones_of": "the regions, whatever a button names",
    "bot/scheduler/handover.py:Handover._running": "messages taken and not done",
    "bot/scheduler/ticks.py:Ticks._running": "the ticks there are, each once",
    "bot/services/show_album.py:ShowAlbum._known": "ALBUMS_KNOWN, the oldest goes",
    "bot/services/together.py:Together._waiting": "tasks that wait",
    "bot/storage/budget.py:_reserve": "the two dialects",
    "bot/storage/due.py:_finishing": "the tables",
    "bot/storage/due.py:each_first_due": "one value for each engine",
    "bot/storage/due.py:first_due": "the lanes",
    "bot/storage/repositories/instagram_facts.py:_count_of_day": "the two dialects",
    "bot/storage/repositories/instagram_facts.py:_count_of_minute": "the two dialects",
    "bot/storage/repositories/leases.py:_take": "the two dialects",
    "bot/storage/repositories/media_ages.py:_nearest": "64 statements, by the ages they ask for",
    "bot/storage/repositories/stories.py:_keep": "the two dialects",
    "bot/telegram/middlewares/throttle.py:Throttle._recent": "FORGET_AT and 10 seconds",
    "bot/places/cities.py:Cities._where": "one entry for each line of the table that we bring",
    "bot/services/open_api.py:OpenApi._seen": "good keys, MOST_KEYS a person; a write ends them",
    "bot/services/read_account_breakdown.py:ReadAccountBreakdown._remembered": (
        "MOST_REMEMBERED, the oldest goes"
    ),
    "bot/services/pace.py:PaceInMemory._chats": "FORGET_AT, and those at rest go",
    "bot/services/pace.py:PaceInMemory._held_until": "as the chats",
    "bot/telegram/render.py:Renderer._known": "PICTURES_KNOWN, the oldest goes",
    "bot/telegram/inbox.py:Inbox._lanes": "WAITING updates in all",
    "bot/telegram/inbox.py:Inbox._workers": "one for each lane",
    "bot/web/api/app.py:described": "one value",
    "bot/web/api/app.py:page": "one value",
    "bot/web/api/app.py:text": "one value",
    "bot/web/api/remembered.py:Remembered._answers": "MOST, the oldest goes",
    "bot/web/api/shares.py:Shares._paid_until": "MOST_KEYS, and those at rest go",
    "bot/web/linking.py:time_zones": "one value",
    "bot/web/server.py:Server._silent": "connections of the last KEEP_ALIVE seconds",
    "bot/web/server.py:Server._untaken": "connections that there are",
    "bot/web/visitors.py:Ration._paid_until": "FORGET_AT, and those who are silent go",
}
"""Everything that the product keeps in memory from one call to the next, and what bounds it."""


def kept_in_memory(path: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for name in _containers_of(node):
                yield f"{path}:{node.name}.{name}"
        elif isinstance(node, ast.FunctionDef) and any(map(_is_cache, node.decorator_list)):
            yield f"{path}:{node.name}"


def _is_cache(decorator: ast.expr) -> bool:
    return ast.unparse(decorator).partition("(")[0].split(".")[-1] in {"cache", "lru_cache"}


def _containers_of(node: ast.ClassDef) -> Iterator[str]:
    """Attributes that begin as an empty container: they are there to be filled."""
    for inner in ast.walk(node):
        for target, value in _assigned(inner):
            own = isinstance(target, ast.Attribute) and _is_empty_container(value)
            name = target.attr if isinstance(target, ast.Attribute) else ast.unparse(target)
            if name.startswith("_") and (own or _is_made_empty(value)):
                yield name


def _assigned(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        yield node.target, node.value
    elif isinstance(node, ast.Assign):
        yield from ((target, node.value) for target in node.targets)


def _is_empty_container(value: ast.expr) -> bool:
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.List | ast.Set):
        return not value.elts
    return isinstance(value, ast.Call) and not value.args and _last_name(value.func) in CONTAINERS


def _is_made_empty(value: ast.expr) -> bool:
    """``field(default_factory=…)`` of a dataclass that keeps something between calls."""
    return isinstance(value, ast.Call) and any(
        given.arg == "default_factory" and _last_name(given.value) in CONTAINERS
        for given in value.keywords
    )


def _last_name(node: ast.expr) -> str:
    return ast.unparse(node).partition("[")[0].split(".")[-1]


@pytest.mark.proves("S30", "F38")
def test_what_is_kept_in_memory_is_on_the_list_with_its_bound() -> None:
    """The sandbox keeps its whole world, the simulator its weeks, and neither is for strangers."""
    found = {
        name
        for path, tree in modules("bot").items()
        if path.parts[1] not in {"sandbox", "simulate"}
        for name in kept_in_memory(str(path), tree)
    }
    assert found == BOUNDED_BY.keys()


@pytest.mark.proves("S30")
def test_a_planted_cache_is_found() -> None:
    planted = (
        "class Cache:\n"
        "    _kept: dict[int, str] = field(default_factory=dict)\n"
        "    def __init__(self):\n"
        "        self._seen: set[int] = set()\n"
        "@lru_cache(maxsize=None)\n"
        "def slow(name): ...\n"
    )
    found = sorted(kept_in_memory("x.py", ast.parse(planted)))
    assert found == ["x.py:Cache._kept", "x.py:Cache._seen", "x.py:slow"]
