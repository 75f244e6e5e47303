"""The verdict on hand-made lives: what was promised, what was kept, and what came twice."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import story_life
from bot.domain.media import Insights, MediaDetails, MediaProductType
from bot.sandbox.app import Sandbox
from bot.simulate.plan import START, Owner, Plan
from bot.simulate.report import MIB, figures
from bot.simulate.run import Lived, Story
from bot.simulate.verdict import DIGEST, WRAP_UP, Verdict, judge
from bot.simulate.witness import Witness

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ANA = Owner(1, "Europe/Madrid", 9, 1)
PLAN = Plan(START, 3, (ANA,), ())
POSTED = START + HOUR
ENDS = POSTED + 24 * HOUR


def test_kept_numbers_are_as_old_as_the_answer_that_gave_them() -> None:
    lived, witness = life(answered=(20 * HOUR, 23 * HOUR + 30 * MINUTE))

    verdict = judge(PLAN, lived, witness, kept(20 * HOUR, 23 * HOUR + 30 * MINUTE))

    (judged,) = verdict.stories
    assert (judged.state, judged.captured) == ("final", True)
    assert broken(verdict, lived, witness) == []


def test_a_story_that_was_not_looked_at_in_the_end_breaks_the_promise() -> None:
    lived, witness = life(answered=(20 * HOUR,))
    witness.good["ana"].append(ENDS - HOUR)

    verdict = judge(PLAN, lived, witness, kept(20 * HOUR))

    assert verdict.stories[0].state == "partial"
    told = {one.what.strip(): one.measured for one in figures(verdict, lived, witness)}
    assert told["its account was answered at"] == "23:00:00"
    assert told["its numbers were given at"] == "no time"
    assert broken(verdict, lived, witness) == ["looked at in the last 3 h, where that was possible"]


def test_half_an_hour_is_what_it_takes() -> None:
    lived, witness = life(answered=(20 * HOUR,))
    witness.good["ana"].append(ENDS - HOUR)
    up_to_then = (START, ENDS - 5 * HOUR)
    enough, too_short = (
        (ENDS - HOUR - MINUTE, ENDS - 31 * MINUTE),
        (ENDS - HOUR, ENDS - 31 * MINUTE),
    )

    for last, promised in ((enough, 1), (too_short, 0)):
        lived.up = [up_to_then, last]
        assert len(judge(PLAN, lived, witness, kept(20 * HOUR)).promised) == promised


def test_a_wrong_clock_counts_as_away() -> None:
    lived, witness = life(answered=(20 * HOUR,))
    witness.good["ana"].append(ENDS - HOUR)
    lived.wrong_clock = [(ENDS - 3 * HOUR, ENDS - 10 * MINUTE)]

    assert judge(PLAN, lived, witness, kept(20 * HOUR)).promised == []


def test_numbers_that_nobody_gave_are_found() -> None:
    lived, witness = life(answered=(23 * HOUR,))

    verdict = judge(PLAN, lived, witness, kept(23 * HOUR, reach=999))

    assert verdict.stories[0].state == "lost"
    assert verdict.made_up == 1
    assert "looks kept that Instagram never gave" in broken(verdict, lived, witness)


def test_a_digest_comes_once_or_is_told() -> None:
    lived, witness = life(answered=(23 * HOUR + 30 * MINUTE,))
    numbers = kept(23 * HOUR + 30 * MINUTE)
    first = datetime.fromisoformat("2026-10-24T09:00+02:00")
    second = datetime.fromisoformat("2026-10-25T09:00+01:00")

    lived.messages[1] = [digest(first), digest(second), digest(second + MINUTE)]
    verdict = judge(PLAN, lived, witness, numbers)
    assert (verdict.digests.came, verdict.digests.twice, verdict.digests.missing) == (
        2,
        1,
        ["shop.1 10-26 08:00"],
    )
    assert "digests that came twice" in broken(verdict, lived, witness)

    witness.cut_sends[str(ANA.person)].append(second + 24 * HOUR)
    verdict = judge(PLAN, lived, witness, numbers)
    assert (verdict.digests.cut, verdict.digests.missing) == (1, [])


def test_a_wrap_up_is_looked_for_by_the_day_that_it_tells_of() -> None:
    """One that was cut off is not taken for another's absence, nor an early one for a double."""
    lived, witness = life(answered=(23 * HOUR + 30 * MINUTE,))
    numbers = kept(23 * HOUR + 30 * MINUTE)
    later = POSTED + 24 * HOUR
    lived.stories.append(Story("t", ANA, later, later + 24 * HOUR, deleted=False))
    witness.listed |= {"s", "t"}
    second = later + 24 * HOUR + 5 * MINUTE

    lived.messages[1].append(wrap_up(second, later))
    verdict = judge(PLAN, lived, witness, numbers)
    assert verdict.wrap_ups.missing == [f"shop.1 {ENDS:%m-%d %H:%M}"]

    witness.cut_sends[str(ANA.person)].append(ENDS + 5 * MINUTE)
    verdict = judge(PLAN, lived, witness, numbers)
    assert (verdict.wrap_ups.came, verdict.wrap_ups.cut, verdict.wrap_ups.missing) == (1, 1, [])

    # A clock that was an hour fast.
    lived.messages[1].append(wrap_up(ENDS - 30 * MINUTE, POSTED))
    verdict = judge(PLAN, lived, witness, numbers)
    assert (verdict.wrap_ups.came, verdict.wrap_ups.twice) == (2, 0)

    lived.messages[1].append(wrap_up(second + MINUTE, later))
    verdict = judge(PLAN, lived, witness, numbers)
    assert verdict.wrap_ups.twice == 1


def test_calls_above_the_budget_and_side_by_side_break_it() -> None:
    lived, witness = life(answered=(23 * HOUR + 30 * MINUTE,))
    verdict = judge(PLAN, lived, witness, kept(23 * HOUR + 30 * MINUTE))
    witness.most_in_an_hour, witness.most_at_once = 201, 2

    assert broken(verdict, lived, witness) == [
        "most calls of an account in a rolling hour",
        "most calls of an account at once",
    ]


@pytest.mark.proves("F38")
@pytest.mark.parametrize(
    ("name", "after_a_week", "what"),
    [
        ("memory", 101 * MIB, []),
        ("memory", 111 * MIB, ["memory growth, day 3 to 7"]),
        ("tasks", 46, ["tasks more, day 3 to 7"]),
        ("files", 46, ["open files more, day 3 to 7"]),
    ],
)
def test_a_process_that_grows_once_it_has_lived_a_while_breaks_it(
    name: str, after_a_week: int, what: list[str]
) -> None:
    lived, witness = life(answered=(23 * HOUR + 30 * MINUTE,))
    verdict = judge(PLAN, lived, witness, kept(23 * HOUR + 30 * MINUTE))
    settled = {"memory": 100 * MIB, "tasks": 40, "files": 40}
    begun = {"memory": 50 * MIB, "tasks": 10, "files": 10}

    lived.measured = {2: begun, 3: settled, 7: {**settled, name: after_a_week}}

    assert broken(verdict, lived, witness) == what


def life(answered: tuple[timedelta, ...]) -> tuple[Lived, Witness]:
    """Ana's one story, and Instagram's answers about it at these ages; no digests yet."""
    lived, witness = Lived(), Witness(Sandbox(None, 7, START), 7)
    lived.user_ids[1] = "ana"
    lived.up = [(START, PLAN.end)]
    lived.linked[1] = [(START, PLAN.end)]
    lived.stories = [Story("s", ANA, POSTED, ENDS, deleted=False)]
    lived.daily_since[1] = START
    lived.messages[1] = [digest(START + (12 + 24 * day) * HOUR) for day in range(3)]
    for age in answered:
        told = {"reach": age // MINUTE, "views": age // MINUTE}
        witness.stories["s"].numbers.append((POSTED + age, told))
        witness.good["ana"].append(POSTED + age)
    return lived, witness


def kept(*ages: timedelta, reach: int | None = None) -> dict[str, story_life.Story]:
    looks = tuple(
        story_life.Look(
            POSTED + age,
            Insights(POSTED + age, {"reach": reach or age // MINUTE, "views": age // MINUTE}, {}),
        )
        for age in ages
    )
    details = MediaDetails("s", "IMAGE", MediaProductType.STORY, POSTED, None, None, None, None)
    return {"s": story_life.Story(1, 1, details, None, looks)}


def digest(at: datetime) -> dict[str, object]:
    return {"from": "bot", "date": at.isoformat(), "text": DIGEST, "caption": None}


def wrap_up(at: datetime, posted: datetime) -> dict[str, object]:
    day = posted.astimezone(ZoneInfo(ANA.zone))
    words = f"{WRAP_UP}{day.day}\xa0{day:%b} · @shop.1\n\n1 slide"
    return {"from": "bot", "date": at.isoformat(), "text": words, "caption": None}


def broken(verdict: Verdict, lived: Lived, witness: Witness) -> list[str]:
    return [one.what for one in figures(verdict, lived, witness) if one.kept is False]
