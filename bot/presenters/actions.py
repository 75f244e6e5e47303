"""What a button of ours can ask for: every tap is one of these values.

They name a target state, never a toggle, so that a tap may arrive twice. All fields are integers
or short words: packed they fit Telegram's 64 bytes of ``callback_data`` (a test packs the
longest). They hold no rights: every use case asks again whether the person may.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.digests import Cadence
from bot.domain.media import MediaProductType


@dataclass(frozen=True)
class OpenHome:
    pass


@dataclass(frozen=True)
class StartLinking:
    """``anew``: also while a link waits for Instagram, which is given up then."""

    anew: bool = False


@dataclass(frozen=True)
class TryLinkingNow:
    """Ask Instagram before it is time whether a pending link can be finished."""


@dataclass(frozen=True)
class CancelLinking:
    """Give a pending link up."""


@dataclass(frozen=True)
class OpenExample:
    """What a linked person will see, with made-up numbers."""


@dataclass(frozen=True)
class OpenOverview:
    """``force``: read anew, however fresh what is known."""

    days: int = 7
    chart: str = "reach"
    force: bool = False


@dataclass(frozen=True)
class OpenMediaList:
    kind: MediaProductType
    page: int = 0


@dataclass(frozen=True)
class OpenMedia:
    """``force``: read anew, however fresh what is known."""

    media_id: int
    force: bool = False


@dataclass(frozen=True)
class OpenAlbum:
    """One picture of an album; ``position`` counts from 0."""

    media_id: int
    position: int = 0


@dataclass(frozen=True)
class OpenLiveStories:
    pass


@dataclass(frozen=True)
class OpenStoryArchive:
    page: int = 0


@dataclass(frozen=True)
class OpenSequence:
    sequence_id: int


@dataclass(frozen=True)
class OpenStory:
    story_id: int


@dataclass(frozen=True)
class OpenStoryCurve:
    """The life curve of a story."""

    story_id: int


@dataclass(frozen=True)
class OpenAccounts:
    pass


@dataclass(frozen=True)
class SwitchAccount:
    account_id: int


@dataclass(frozen=True)
class AskUnlink:
    account_id: int


@dataclass(frozen=True)
class Unlink:
    account_id: int


@dataclass(frozen=True)
class OpenSettings:
    pass


@dataclass(frozen=True)
class OpenLanguages:
    pass


@dataclass(frozen=True)
class SetLanguage:
    language: str


@dataclass(frozen=True)
class OpenTimeZones:
    """Regions when ``region`` is empty, else one page of the region's cities."""

    region: str = ""
    page: int = 0


@dataclass(frozen=True)
class SetTimeZone:
    """``zone`` is an IANA name; the longest has 32 characters."""

    zone: str


@dataclass(frozen=True)
class OpenDigest:
    pass


@dataclass(frozen=True)
class SetDigest:
    """The subscription as it shall be; ``weekday`` counts from Monday, 0 to 6."""

    enabled: bool
    cadence: Cadence
    hour: int
    weekday: int


@dataclass(frozen=True)
class OpenDigestHours:
    pass


@dataclass(frozen=True)
class OpenDigestWeekdays:
    pass


@dataclass(frozen=True)
class SendDigestNow:
    pass


@dataclass(frozen=True)
class SendAgain:
    """Send a message whose earlier fate is unknown once more."""

    outbox_id: int


@dataclass(frozen=True)
class OpenPrivacy:
    pass


@dataclass(frozen=True)
class OpenHelp:
    pass


@dataclass(frozen=True)
class OpenStatus:
    pass


class MetricTopic(StrEnum):
    """Where a number stands that somebody wonders about."""

    POSTS = "posts"
    REELS = "reels"
    STORIES = "stories"
    ACCOUNT = "account"
    RATES = "rates"


@dataclass(frozen=True)
class OpenWhy:
    """What numbers mean: where does the one in question stand?"""


@dataclass(frozen=True)
class OpenMetrics:
    """The numbers of one place."""

    topic: MetricTopic


@dataclass(frozen=True)
class OpenMetric:
    """``name`` is a metric's or a formula's; the longest has 35 characters."""

    name: str


@dataclass(frozen=True)
class AskDeleteMe:
    """What deleting everything of the person would mean."""


@dataclass(frozen=True)
class DeleteMe:
    pass


Action = (
    OpenHome
    | StartLinking
    | TryLinkingNow
    | CancelLinking
    | OpenExample
    | OpenOverview
    | OpenMediaList
    | OpenMedia
    | OpenAlbum
    | OpenLiveStories
    | OpenStoryArchive
    | OpenSequence
    | OpenStory
    | OpenStoryCurve
    | OpenAccounts
    | SwitchAccount
    | AskUnlink
    | Unlink
    | OpenSettings
    | OpenLanguages
    | SetLanguage
    | OpenTimeZones
    | SetTimeZone
    | OpenDigest
    | SetDigest
    | OpenDigestHours
    | OpenDigestWeekdays
    | SendDigestNow
    | SendAgain
    | OpenPrivacy
    | OpenHelp
    | OpenStatus
    | OpenWhy
    | OpenMetrics
    | OpenMetric
    | AskDeleteMe
    | DeleteMe
)
