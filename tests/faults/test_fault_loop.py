"""The world fails at every place of discovery, capture, wrap-up and digest: nothing is lost.

Capture is killed at every point on SQLite. Of everything else, and on PostgreSQL, a part of the
points is struck here, in the three modes in turn; ``make fault-loop`` strikes all, in every mode.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from bot.services.ports import Ref
from bot.storage.repositories.captures import SqlCaptures
from bot.storage.repositories.outbox import SqlOutbox
from tests.faults.invariants import HEADINGS
from tests.faults.lives import CAPTURE, DIGEST, LIVES, Life
from tests.faults.loop import FaultLoop
from tests.faults.points import Mode, Moment, Part, Point, Points
from tests.faults.report import REPORT

LOST_PERHAPS = "got lost on its way, perhaps"

pytestmark = pytest.mark.timeout(2400)
"""A guard against hanging, on a machine that is busy with other things."""


@pytest.mark.parametrize("life", [life for life in LIVES if life is not CAPTURE], ids=str)
def test_nothing_is_lost_wherever_it_fails(fault_loop: FaultLoop, life: Life) -> None:
    every = 2 if fault_loop.home.name == "SQLite" else 3

    fault_loop.begin(life)
    totals = fault_loop.run(in_turn(tuple(Mode), every))
    REPORT.add(fault_loop.home.name, life.name, totals)

    assert totals.points > 0
    assert totals.violations == []


@pytest.mark.proves("F1")
def test_f1_killed_anywhere_in_capture(fault_loop: FaultLoop) -> None:
    fault_loop.begin(CAPTURE)
    every = 1 if fault_loop.home.name == "SQLite" else 3
    totals = fault_loop.run(in_turn((Mode.KILL,), every))
    REPORT.add(fault_loop.home.name, CAPTURE.name, totals)

    assert totals.points > 0
    assert totals.violations == []


def test_capture_meets_errors(fault_loop: FaultLoop) -> None:
    fault_loop.begin(CAPTURE)
    totals = fault_loop.run(in_turn((Mode.ONCE, Mode.FOR_GOOD), 3))
    REPORT.add(fault_loop.home.name, CAPTURE.name, totals)

    assert totals.points > 0
    assert totals.violations == []


@pytest.mark.proves("F3")
def test_f3_killed_before_it_is_noted_that_sending_starts(
    fault_loop: FaultLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault_loop.begin(DIGEST)
    points = Points()
    begin_sending, written = SqlOutbox.begin_sending, []

    async def watched(outbox: SqlOutbox, ref: Ref, ttl: timedelta) -> bool:
        ours = await begin_sending(outbox, ref, ttl)
        written.append(len(points.passed))
        return ours

    with monkeypatch.context() as patch:
        patch.setattr(SqlOutbox, "begin_sending", watched)
        assert fault_loop.strike(points) == []
    commit = Point(Part.DATABASE, "commit", Moment.BEFORE)
    noted = points.passed.index(commit, written[0]) + 1

    assert killed_at(fault_loop, noted, points.passed) == (1, 0)


@pytest.mark.proves("F3")
@pytest.mark.parametrize("moment", [Moment.BEFORE, Moment.AFTER])
def test_f3_killed_while_the_message_is_on_its_way(fault_loop: FaultLoop, moment: Moment) -> None:
    """It is not sent again by itself; the person is asked."""
    fault_loop.begin(DIGEST)
    points = fault_loop.points()
    number = leaves(points) + (moment is Moment.AFTER)

    assert killed_at(fault_loop, number, points) == (int(moment is Moment.AFTER), 1)


def test_the_loop_finds_a_look_that_is_done_before_it_is_stored(
    sqlite_loop: FaultLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = SqlCaptures.finish

    async def finish_and_commit(captures: SqlCaptures, refs: Sequence[Ref]) -> list[Ref]:
        done = await finish(captures, refs)
        pooled = await (await captures._session.connection()).get_raw_connection()
        assert pooled.driver_connection is not None
        await pooled.driver_connection.commit()
        return done

    monkeypatch.setattr(SqlCaptures, "finish", finish_and_commit)

    assert first_violation(sqlite_loop, CAPTURE).endswith("what it saw is not there")


def test_the_loop_finds_a_message_that_leaves_before_that_is_noted(
    sqlite_loop: FaultLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing_begins(*_: object) -> bool:
        return True

    monkeypatch.setattr(SqlOutbox, "begin_sending", nothing_begins)

    assert "I2: chat 7 got 2 digests" in first_violation(sqlite_loop, DIGEST, Part.TELEGRAM)


def in_turn(modes: Sequence[Mode], every: int) -> Callable[[int], Sequence[Mode]]:
    """One mode at every so many points, and the next mode at the next of them."""

    def choose(number: int) -> Sequence[Mode]:
        turn, rest = divmod(number, every)
        return [] if rest else [modes[turn % len(modes)]]

    return choose


def first_violation(fault_loop: FaultLoop, life: Life, part: Part = Part.DATABASE) -> str:
    """Of kills at each call of ``part``, and just before each commit."""
    fault_loop.begin(life)
    points = fault_loop.points()
    # From the end, where most has been done that could come to nothing.
    for number, point in reversed([*enumerate(points, start=1)]):
        commits = number < len(points) and points[number].what == "commit"
        if point.part is part and (commits or point.what == "call"):
            for violation in fault_loop.strike(Points(Mode.KILL, number, point)):
                return violation
    return "none"


def leaves(points: Sequence[Point]) -> int:
    """The number of the point just before the first message leaves."""
    return points.index(Point(Part.TELEGRAM, "call", Moment.BEFORE)) + 1


def killed_at(fault_loop: FaultLoop, number: int, points: Sequence[Point]) -> tuple[int, int]:
    """How many digests arrived in the end, and how many questions whether one did."""
    struck = Points(Mode.KILL, number, points[number - 1])
    assert fault_loop.strike(struck) == []
    assert struck.struck is not None
    said = [request.params.get("text", "") for request in fault_loop.end.messages]
    said += [request.params.get("caption", "") for request in fault_loop.end.messages]
    return (
        sum(HEADINGS["digest"] in words for words in said),
        sum(LOST_PERHAPS in words for words in said),
    )
