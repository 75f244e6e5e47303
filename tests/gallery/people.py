"""Who the people are, and when posts do better."""

from collections.abc import Mapping
from datetime import time, timedelta

from bot.domain.best_time import Score, best_time
from bot.domain.media import MediaProductType
from bot.domain.metrics import THRESHOLD
from bot.domain.online import OnlineMost
from bot.presenters import (
    audience,
)
from bot.presenters import (
    best_time as best_time_screens,
)
from bot.services.results import (
    Audience,
    BestTimes,
)
from tests.gallery.builders import (
    Make,
    an_account,
)
from tests.gallery.states import State
from tests.unit.presenters import results
from tests.unit.presenters.results import NOW

AGES = {"18-24": 2_140, "25-34": 5_310, "35-44": 2_870, "45-54": 1_020, "55-64": 310, "65+": 96}
COUNTRIES = {"UZ": 6_120, "KZ": 1_940, "ES": 1_310, "DE": 640, "TR": 420, "XK": 21}


def _audience(state: State, breakdown: str, ordinary: Mapping[str, int]) -> Audience:
    parts = {name: number for name, value in ordinary.items() if (number := state.number(value))}
    return Audience(
        *(an_account(state), "follower_demographics", breakdown, parts),
        as_of=NOW - timedelta(days=2),
        stale=None,
    )


def _best_times(state: State, lift: float) -> BestTimes:
    """Sixty-four posts, of which those of the evening did better by ``lift``."""
    scored = []
    for number in range(64 if state.media > 20 else state.media):
        hour = (9, 13, 18, 20)[number % 4]
        at = (NOW - timedelta(days=2 * number + 4)).replace(hour=hour - 5)
        noise = ((number * 37) % 11 - 5) / 12
        scored.append(Score(at, noise + (lift if hour >= 18 else 0), number % 9 == 0))
    best = best_time(scored, results.TASHKENT)
    account = an_account(state)
    online = _online(account.followers_count, lift)
    return BestTimes(account, MediaProductType.REELS, results.TASHKENT, best, 2, online)


def _online(followers: int | None, lift: float) -> OnlineMost | None:
    """As Instagram gives it: nothing of small accounts, and of others not always enough."""
    if followers is None or followers < THRESHOLD:
        return None
    return OnlineMost(time(21), 27) if lift else OnlineMost(None, 4)


def people_of(state: State) -> Mapping[str, Make]:
    return {
        "audience": lambda speech: audience.screen(_audience(state, "age", AGES), speech),
        "audience by country": lambda speech: audience.screen(
            _audience(state, "country", COUNTRIES), speech
        ),
        "best time": lambda speech: best_time_screens.screen(_best_times(state, 0.5), speech),
        "best time that is not known": lambda speech: best_time_screens.screen(
            _best_times(state, 0), speech
        ),
    }
