"""How soon an account is searched for stories again."""

from dataclasses import dataclass
from datetime import timedelta

HOUR = timedelta(hours=1)

SLOWEST = timedelta(hours=4)
"""No rhythm is slower: a story of 24 hours is then searched for six times at the least, so that
several searches may fail and it is still seen with an hour to live."""

CLOSEST = timedelta(minutes=5)
"""More would tell nothing new."""

OFTEN = 4
"""Each so many stories of the last 24 hours bring the next search closer by one part more."""

SEARCH_COSTS = 2
"""Requests at the most, when looks that are due soon are answered along with it."""

SHARE = 10
"""Searches may use up this part, a tenth, of the calls that an account has left in the hour."""


@dataclass(frozen=True)
class Rhythm:
    """Every ``every``; closer when an account posts often, as far as its free calls pay for it.

    Never slower than ``every``, however little an account posts or has left: what a budget does
    not grant waits for the budget.
    """

    every: timedelta = timedelta(minutes=30)
    calls_an_hour: int = 200

    def next_in(self, posted_in_a_day: int, spent_in_an_hour: int) -> timedelta:
        wanted = self.every / (1 + posted_in_a_day // OFTEN)
        free = max(self.calls_an_hour - spent_in_an_hour, 1)
        affordable = HOUR * SEARCH_COSTS * SHARE / free
        return min(self.every, max(wanted, affordable, CLOSEST))
