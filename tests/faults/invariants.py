"""What must hold after any fault, read from the database and from what the far end saw."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, make_url, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.story_life import FINAL_AGE
from bot.storage.tables import Base, DueState
from tests.faults.far_end import FarEnd
from tests.faults.homes import Home
from tests.faults.lives import OWNERS, Life
from tests.support.canary_search import Search, pages, runs

MADRID = ZoneInfo("Europe/Madrid")
QUOTA = 200
HEADINGS = {"digest": "Your day on Instagram", "wrap_up": "Stories of "}
Rows = dict[str, Sequence[Any]]

_searched: set[int] = set()
"""Pages of SQLite files; most are the same in all lives, and so are the secrets."""


def due_tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if "available_at" in table.columns]


async def violations(home: Home, far_end: FarEnd, life: Life) -> list[str]:
    """Each begins with the name of the invariant that does not hold."""
    now = far_end.sandbox.clock.now()
    async with home.looking.connect() as connection:
        rows = {
            table.name: (await connection.execute(select(table))).all()
            for table in Base.metadata.sorted_tables
        }
        broken = [problem async for problem in _broken_files(connection)]
    return [
        *_stories(rows, far_end),
        *_one_digest_a_day(far_end),
        *_owners(rows, far_end),
        *_secrets(home.url, rows, far_end),
        *broken,
        *_orphans(rows),
        *_quota(rows, far_end),
        *_messages(rows, far_end, life),
        *_at_rest(rows, now),
    ]


def _stories(rows: Rows, far_end: FarEnd) -> Iterator[str]:
    """I1: each story has its final numbers once, and no look is done without what it saw."""
    known = Counter(story.media_id for story in rows["story"])
    published = far_end.sandbox._store.load("instagram_media")
    for media_id in published.keys() | known.keys():
        if known[media_id] != 1:
            yield f"I1: a story is known {known[media_id]} times"
    made = {(sample.story_id, sample.slot): sample for sample in rows["sample"]}
    done = {(look.story_id, look.slot) for look in rows["capture"] if look.state == DueState.DONE}
    for look in done - made.keys():
        yield f"I1: look {look[1]} is done, and what it saw is not there"
    for look in made.keys() - done:
        yield f"I1: look {look[1]} was made, and is not done"
    for story in rows["story"]:
        ages = [
            sample.captured_at - story.timestamp
            for (story_id, _), sample in made.items()
            if story_id == story.id and sample.reach is not None
        ]
        if max(ages, default=timedelta()) < FINAL_AGE:
            yield "I1: a story has no final numbers"


def _one_digest_a_day(far_end: FarEnd) -> Iterator[str]:
    """I2."""
    digests = Counter(
        (request.params["chat_id"], request.at.astimezone(MADRID).date())
        for request in far_end.messages
        if HEADINGS["digest"] in _words(request.params)
    )
    for (chat, day), count in digests.items():
        if count > 1:
            yield f"I2: chat {chat} got {count} digests of {day}"


def _owners(rows: Rows, far_end: FarEnd) -> Iterator[str]:
    """I3: in rows, in messages, and in whose token read what."""
    for request in far_end.messages:
        for person, username in OWNERS.items():
            if request.params["chat_id"] != str(person) and username in _words(request.params):
                yield f"I3: chat {request.params['chat_id']} reads of {username}"
    user_ids = {account.id: account.user_id for account in rows["instagram_account"]}
    published = far_end.sandbox._store.load("instagram_media")
    account_of = {story.id: story.account_id for story in rows["story"]}
    for story in rows["story"]:
        if published[story.media_id]["user_id"] != user_ids[story.account_id]:
            yield "I3: a story stands with another account"
    for table in ("capture", "sample"):
        if any(row.account_id != account_of[row.story_id] for row in rows[table]):
            yield f"I3: a row of {table} stands with another account"
    sequences = {sequence.id: sequence.account_id for sequence in rows["story_sequence"]}
    if any(sequences[story.sequence_id] != story.account_id for story in rows["story"]):
        yield "I3: a story stands in the sequence of another account"
    for request in far_end.requests:
        media = published.get(request.path.split("/")[-2])
        if media is not None and media["user_id"] != request.user_id:
            yield "I3: a story was read with another account's token"


def _secrets(url: str, rows: Rows, far_end: FarEnd) -> Iterator[str]:
    """I4: nowhere in the files, nor in what left us."""
    search = Search(far_end.secrets)
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        kept = set[bytes]()
        for page in pages(Path(str(address.database))):
            if hash(page) not in _searched:
                _searched.add(hash(page))
                kept |= runs(page)
    else:
        kept = runs("\n".join(repr(tuple(row)) for table in rows.values() for row in table))
    said = runs("\n".join(_words(request.params) for request in far_end.messages))
    for place, found in (("the database", kept), ("a message", said)):
        for kind in set().union(*(search.kinds_in(run) for run in found)):
            yield f"I4: {kind} in {place}"


async def _broken_files(connection: AsyncConnection) -> Any:
    """I5, as far as the database itself knows."""
    if connection.dialect.name == "sqlite":
        for check in ("integrity_check", "foreign_key_check"):
            for row in await connection.exec_driver_sql(f"PRAGMA {check}"):
                if tuple(row) != ("ok",):
                    yield f"I5: {check}: {tuple(row)}"
        return
    for what, query in (
        ("an invalid index", "SELECT 1 FROM pg_index WHERE NOT (indisvalid AND indisready)"),
        ("an unchecked constraint", "SELECT 1 FROM pg_constraint WHERE NOT convalidated"),
        ("a transaction left prepared", "SELECT 1 FROM pg_prepared_xacts"),
    ):
        if (await connection.exec_driver_sql(query)).first() is not None:
            yield f"I5: {what}"


def _orphans(rows: Rows) -> Iterator[str]:
    """I5: each foreign key leads somewhere, on every database."""
    for table in Base.metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            columns = [column.name for column in constraint.columns]
            targets = [element.column.name for element in constraint.elements]
            there = {
                tuple(getattr(row, name) for name in targets)
                for row in rows[constraint.referred_table.name]
            }
            for row in rows[table.name]:
                key = tuple(getattr(row, name) for name in columns)
                if None not in key and key not in there:
                    yield f"I5: {table.name} refers to what is not there"


def _quota(rows: Rows, far_end: FarEnd) -> Iterator[str]:
    """I6: one call at a time, within the hour's quota, and each was accounted for before."""
    if far_end.most_calls_at_once > 1:
        yield f"I6: {far_end.most_calls_at_once} calls at once for one account"
    calls: dict[str, list[datetime]] = {}
    for request in far_end.requests:
        if request.user_id is not None:
            calls.setdefault(request.user_id, []).append(request.at)
    user_ids = {account.id: account.user_id for account in rows["instagram_account"]}
    counted = Counter[str]()
    for row in rows["request_count"]:
        counted[user_ids[row.account_id]] += row.requests
    for user_id, instants in calls.items():
        if len(instants) > counted[user_id]:
            yield f"I6: {len(instants)} calls were made, {counted[user_id]} were accounted for"
        for first in instants:
            if sum(first <= at < first + timedelta(hours=1) for at in instants) > QUOTA:
                yield "I6: more calls in an hour than the quota"
                break


def _messages(rows: Rows, far_end: FarEnd, life: Life) -> Iterator[str]:
    """I7: each message has gone out once, or its person was asked about it."""
    put = [row for row in rows["outbox"] if row.kind == life.message]
    if {row.chat_id for row in put} - set(life.receivers):
        yield f"I7: a message ({life.message}) was put out for somebody else"
    for person in life.receivers:
        own = [row for row in put if row.chat_id == person]
        arrived = sum(
            request.params["chat_id"] == str(person)
            and HEADINGS[life.message] in _words(request.params)
            for request in far_end.messages
        )
        if len(own) != 1:
            yield f"I7: {len(own)} messages ({life.message}) were put out for one person"
            continue
        (row,) = own
        offers = [
            offer
            for offer in rows["outbox"]
            if offer.kind == "send_again" and offer.payload["outbox_id"] == row.id
        ]
        if arrived > 1:
            yield f"I7: a message ({life.message}) arrived {arrived} times"
        elif row.state == DueState.DONE and (arrived != 1 or offers):
            yield f"I7: a message ({life.message}) counts as sent and arrived {arrived} times"
        elif row.state == DueState.UNKNOWN and len(offers) != 1:
            yield f"I7: a message ({life.message}) got lost, and {len(offers)} offers were made"
        elif row.state not in {DueState.DONE, DueState.UNKNOWN}:
            yield f"I7: a message ({life.message}) is {DueState(row.state).name}"


def _at_rest(rows: Rows, now: datetime) -> Iterator[str]:
    """I7, I8: nothing is due any more, and nothing was given up for one fault."""
    for table in due_tables():
        for row in rows[table.name]:
            waits = row.state in {DueState.OPEN, DueState.CLAIMED}
            if waits and row.available_at <= now:
                yield f"I8: a row of {table.name} is still due"
            if row.state == DueState.FAILED:
                yield f"I7: a row of {table.name} was set aside: {row.last_error}"


def _words(params: dict[str, str]) -> str:
    return params.get("text") or params.get("caption") or ""
