"""When an account's posts did better."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.accounts import InstagramAccount
from bot.domain.best_time import BestTime
from bot.domain.media import MediaProductType
from bot.domain.online import OnlineMost


@dataclass(frozen=True)
class BestTimes:
    """Of one format. ``young`` posts are not old enough to be compared yet."""

    account: InstagramAccount
    kind: MediaProductType
    zone: ZoneInfo
    """The account's own: its posts appear by that clock."""
    best: BestTime
    young: int
    online: OnlineMost | None
    """When followers are online. None below 100 followers, or where it was never asked."""
