"""How the machinery is doing, as far as a person may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.accounts import LinkState
from bot.domain.story_coverage import Coverage
from bot.domain.story_life import PictureLoss
from bot.services.ports import (
    LinkedAccount,
    Purpose,
    RefusedMetric,
    ServedVersion,
    Usage,
)


@dataclass(frozen=True)
class AccountStatus:
    """How one link of the person is doing, and what reading its account took."""

    linked: LinkedAccount
    declined: Sequence[str]
    """Permissions that were asked for and not granted; empty where Instagram did not say."""
    served: bool
    """Some link to the account serves, the person's own or somebody else's."""
    media_as_of: datetime | None
    """When the newest post or reel was looked at; None while there is none with numbers."""
    live_stories: int
    stories_as_of: datetime | None
    """The newest look at a story that is alive."""
    requests_last_hour: int
    requests: Mapping[Purpose, int]
    """Asked of Instagram since midnight UTC, for everybody who is linked to the account."""
    usage: Usage | None
    """What Instagram's headers say of its own limit."""
    cooling_until: datetime | None
    """Nothing is asked before; None while nobody told us to wait."""
    missed_looks: int
    """Looks at stories of the last days that were not made in time."""
    given_up: int
    """Pieces of work that failed so often that they are not tried any more."""
    coverage: Coverage | None = None
    """What became of this month's stories."""
    lost_pictures: Mapping[PictureLoss, int] = field(default_factory=dict)
    """Stories of the last 30 days whose picture could not be kept, by reason."""


@dataclass(frozen=True)
class Status:
    """What a person may know of the machinery: their own links, and Instagram as a whole."""

    accounts: Sequence[AccountStatus]
    calls_an_hour: int
    """The most that is asked for one account."""
    app_usage: Usage | None
    refused: Sequence[RefusedMetric]
    versions: Sequence[ServedVersion]
    """Only those that answer in the place of another."""
    now: datetime
    app_cooling_until: datetime | None
    """Nothing is asked for anybody before."""

    @property
    def well(self) -> bool:
        """Nothing is broken, refused, or waiting."""
        return not (
            self.refused
            or self.versions
            or self.app_cooling_until
            or any(
                one.linked.link.state is LinkState.NEEDS_RELINK
                or one.cooling_until
                or one.missed_looks
                or one.given_up
                for one in self.accounts
            )
        )
