"""What happens is drawn from the seed alone, and holds what a week must hold."""

from bot.simulate.plan import Published, Stopped, TokenLost, Trouble, WrongClock, make_plan


def test_a_seed_is_a_week() -> None:
    assert make_plan(20, 7, 7, 0.05) == make_plan(20, 7, 7, 0.05)
    assert make_plan(20, 7, 7, 0.05) != make_plan(20, 7, 8, 0.05)


def test_a_week_has_everything_that_goes_wrong() -> None:
    events = make_plan(100, 7, 7, 0.05).events

    assert {type(event) for event in events} == {
        Published,
        Stopped,
        TokenLost,
        Trouble,
        WrongClock,
    }
    ways = {event.how for event in events if isinstance(event, Stopped)}
    assert ways == {"killed", "cut off", "restarted"}
    assert list(events) == sorted(events, key=lambda event: event.at)


def test_without_faults_stories_are_all_that_happens() -> None:
    assert {type(event) for event in make_plan(20, 7, 7, 0.0).events} == {Published}
