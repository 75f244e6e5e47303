"""A process is gone within ten seconds of SIGTERM: its parts have no more between them."""

from bot.stopping import CUT_OFF, GOOD_BYE, LAST_ANSWERS, LAST_WORK, STOPPED_WITHIN


def test_the_steps_of_a_stop_one_after_the_other_are_over_in_time() -> None:
    # A process that does everything over a broker: its taking and its giving connection, and a
    # request that notices nothing before it is cut off.
    steps = [LAST_WORK, GOOD_BYE, CUT_OFF, GOOD_BYE, 2 * LAST_ANSWERS]
    assert sum(steps) <= STOPPED_WITHIN == 10
