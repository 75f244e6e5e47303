"""Where secrets are made and where words leave us: watched in any process of a test run.

Nothing in the product knows of it. Each place is watched from the moment in which its module is
imported. Standard library only, for it comes before everything else.
"""

import importlib.util
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from tests.support.canary_search import is_findable, pages, runs

NOTES = "FAROLERO_CANARY_NOTES"
"""The folder where processes that tests start leave what they saw; set while a run lasts."""

MAKERS = {
    "bot.config.values": "setting",
    "bot.services.start_linking": "ticket",
    "bot.services.begin_authorization": "state",
    "bot.services.link_state": "state",
    "bot.services.receive_authorization": "return code",
    "bot.services.manage_api_keys": "API key",
    "bot.instagram.parsing": "Instagram token",
    "bot.storage.crypto": "value kept encrypted",
}
"""What kind of secret is made where."""

FACTORIES = frozenset({"new_secret", "new_typed_code", "<lambda>"})
"""Functions that make a secret for somebody else."""

GUESSERS = ("bot.telegram.handlers.", "bot.web.", "tests.unit.")
"""Rooms that wrap what somebody sent, and tests that make things up, words of the source among
them: a guess is no secret, and a real one is known already."""

JSON_IN_BASE64 = "eyJ"

SANDBOX_PATHS = ("/instagram/", "/telegram/", "/sandbox/", "/chat", "/t.me/")

TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
"""Those of PostgreSQL, partitions too."""


class Recorder(Protocol):
    def canary(self, secret: str, kind: str) -> None: ...

    def seen(self, sink: str, content: str | bytes) -> None: ...

    def struck(self, fault: str) -> None: ...


class Notes:
    """What a process that a test started leaves behind, line by line: it may be killed."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / f"{os.getpid()}.jsonl").open("a", buffering=1)
        self._known: set[str | bytes] = set()

    def canary(self, secret: str, kind: str) -> None:
        if secret not in self._known and is_findable(secret):
            self._known.add(secret)
            self._file.write(json.dumps({"secret": secret, "kind": kind}) + "\n")

    def seen(self, sink: str, content: str | bytes) -> None:
        new = runs(content) - self._known
        if new:
            self._known |= new
            words = [run.decode() for run in new]
            self._file.write(json.dumps({"sink": sink, "runs": words}) + "\n")

    def struck(self, fault: str) -> None:
        if fault not in self._known:
            self._known.add(fault)
            self._file.write(json.dumps({"fault": fault}) + "\n")


def install(recorder: Recorder) -> None:
    """Watch from here on."""
    _seen_pages: set[int] = set()

    def secrets(module: Any) -> None:
        def note(_: object, value: str) -> None:
            maker, kind = _maker()
            if not maker.startswith(GUESSERS):
                # Of a signed state only the signature is secret as it stands, and the nonce, which
                # is known as what it was made as.
                signed = value.startswith(JSON_IN_BASE64)
                recorder.canary(value.partition(".")[2] if signed else value, kind)

        _after(module.Secret, "__init__", note)

    def credentials(module: Any) -> None:
        def note(made: Any, *_: object, **__: object) -> None:
            for value in (made.bot_token, made.instagram_app_secret, made.meta_app_secret):
                recorder.canary(value, "credential of the sandbox")

        _after(module.Credentials, "__init__", note)

    def tokens(module: Any) -> None:
        _after(
            module.Tokens,
            "_keep",
            lambda _, token: recorder.canary(token.access_token, "Instagram token"),
        )
        _after(
            module.Tokens,
            "_keep_code",
            lambda _, code: recorder.canary(code.code, "authorization code"),
        )

    def messages(module: Any) -> None:
        def note(_: object, request: Any) -> None:
            if request.endpoint.startswith("telegram "):
                recorder.seen("Telegram calls", json.dumps(request.params, ensure_ascii=False))

        _after(module.RequestLog, "add", note)

    def files(module: Any) -> None:
        _after(
            module.Store, "put_file", lambda _, __, content: recorder.seen("files sent", content)
        )

    def faults(module: Any) -> None:
        strike = module.Faults.strike

        def note(self: Any, target: str, fault: str, *rest: Any) -> Any:
            found = strike(self, target, fault, *rest)
            if found is not None:
                recorder.struck(f"{target} {fault}")
            return found

        module.Faults.strike = note

    def answers(module: Any) -> None:
        async def note(request: Any, response: Any) -> None:
            if not request.path.startswith(SANDBOX_PATHS):
                headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
                body = getattr(response, "body", None)
                recorder.seen("HTTP answers", headers)
                if isinstance(body, bytes):
                    recorder.seen("HTTP answers", body)

        def watch(_: object, app: Any, *__: object, **___: object) -> None:
            app.on_response_prepare.append(note)

        _after(module.Server, "__init__", watch)

    def databases(module: Any) -> None:
        close = module.SqlDatabase.close

        async def look_and_close(self: Any) -> None:
            url = self._writing.url
            if url.get_backend_name() == "sqlite":
                for page in pages(Path(url.database)):
                    if hash(page) not in _seen_pages:
                        _seen_pages.add(hash(page))
                        recorder.seen("SQLite and its WAL", page)
            else:
                async with self._writing.connect() as connection:
                    tables = (await connection.exec_driver_sql(TABLES)).scalars().all()
                    each = [f'SELECT one::text FROM "{table}" one' for table in tables]
                    rows = await connection.exec_driver_sql(" UNION ALL ".join(each) or TABLES)
                    recorder.seen("PostgreSQL tables", "\n".join(rows.scalars()))
            await close(self)

        module.SqlDatabase.close = look_and_close

    when_imported(
        {
            "bot.domain.secret": secrets,
            "bot.sandbox.credentials": credentials,
            "bot.sandbox.instagram.tokens": tokens,
            "bot.sandbox.request_log": messages,
            "bot.sandbox.faults": faults,
            "bot.sandbox.store": files,
            "bot.web.server": answers,
            "bot.storage.unit_of_work": databases,
        }
    )


def _after(owner: Any, name: str, note: Callable[..., object]) -> None:
    """Let ``note`` have the arguments of each call when it is done."""
    original = getattr(owner, name)

    def watched(*arguments: Any, **named: Any) -> Any:
        result = original(*arguments, **named)
        note(*arguments, **named)
        return result

    setattr(owner, name, watched)


def _maker() -> tuple[str, str]:
    """The module that asked for the secret that is being made, and so the secret's kind."""
    # Here, the note, and what watches.
    frame = sys._getframe(3)
    while frame.f_code.co_name in FACTORIES and frame.f_back is not None:
        frame = frame.f_back
    module = str(frame.f_globals.get("__name__", ""))
    return module, MAKERS.get(module, f"secret made in {module}")


Patch = Callable[[Any], None]


def when_imported(patches: dict[str, Patch]) -> None:
    """Patch each module as soon as it is there."""
    for name in [name for name in patches if name in sys.modules]:
        patches.pop(name)(sys.modules[name])
    sys.meta_path.insert(0, _PatchingFinder(patches))


class _PatchingFinder(MetaPathFinder):
    def __init__(self, patches: dict[str, Patch]) -> None:
        self._patches = patches

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        patch = self._patches.pop(fullname, None)
        if patch is None:
            return None
        spec = importlib.util.find_spec(fullname)
        assert spec is not None
        loader: Any = spec.loader
        execute = loader.exec_module

        def execute_and_patch(module: ModuleType) -> None:
            execute(module)
            patch(module)

        loader.exec_module = execute_and_patch
        return spec
