"""What the use cases answer: plain values, ready to be told, free of any wording."""

from bot.services.results.account_breakdown import AccountBreakdown
from bot.services.results.accounts import (
    BrokenLink,
    CaughtUp,
    FirstSync,
    FoundCities,
    FoundZone,
    Home,
    Linked,
    LinkInvitation,
    Settings,
    Unlinked,
    UnlinkQuestion,
)
from bot.services.results.alerts import (
    ActiveMute,
    AlertsShown,
    DropNews,
    Milestone,
    PostNews,
    UnseenStories,
)
from bot.services.results.api_keys import ApiKeyList, ApiKeyMade
from bot.services.results.audience import Audience
from bot.services.results.best_time import BestTimes
from bot.services.results.chats import (
    EVERY_CHOICE,
    ChatInvitation,
    ChatSettings,
    PlaceQuestion,
    ShownAccount,
    ShownIn,
)
from bot.services.results.comparisons import (
    PeriodComparison,
    PeriodNumbers,
    PostComparison,
    TagComparison,
)
from bot.services.results.digest import (
    AccountDigest,
    Digest,
    DigestOfAll,
    DigestPreview,
    DigestStories,
    MostReplies,
)
from bot.services.results.digest_settings import (
    DigestList,
    DigestOffer,
    DigestSettings,
    DigestsHere,
    Pause,
)
from bot.services.results.exports import (
    ExportedNumbers,
    ExportedReport,
    MonthReport,
    NumbersTable,
)
from bot.services.results.insights import (
    MediaHistory,
    MediaInsights,
    MediaPart,
    StoriesOfMonth,
)
from bot.services.results.media import Album, MediaCard, MediaList, MediaRanking, Rank
from bot.services.results.metrics import (
    Explanation,
    FormulaExplained,
    MetricExplained,
    MetricUnknown,
)
from bot.services.results.overview import HALF_A_DAY, SHOWN_TOTALS, Cards, Overview, Stale, Total
from bot.services.results.personal_data import AccountToDelete, DeletionQuestion, SecurityLog
from bot.services.results.status import AccountStatus, Status
from bot.services.results.stories import (
    LiveStories,
    SequenceCard,
    StoryArchive,
    StoryCard,
    StoryMonth,
)
from bot.services.results.tags import MarkingList, TagCard, TagList, TagsOfTarget

__all__ = [
    "EVERY_CHOICE",
    "HALF_A_DAY",
    "SHOWN_TOTALS",
    "AccountBreakdown",
    "AccountDigest",
    "AccountStatus",
    "AccountToDelete",
    "ActiveMute",
    "Album",
    "AlertsShown",
    "ApiKeyList",
    "ApiKeyMade",
    "Audience",
    "BestTimes",
    "BrokenLink",
    "Cards",
    "CaughtUp",
    "ChatInvitation",
    "ChatSettings",
    "DeletionQuestion",
    "Digest",
    "DigestList",
    "DigestOfAll",
    "DigestOffer",
    "DigestPreview",
    "DigestSettings",
    "DigestStories",
    "DigestsHere",
    "DropNews",
    "Explanation",
    "ExportedNumbers",
    "ExportedReport",
    "FirstSync",
    "FormulaExplained",
    "FoundCities",
    "FoundZone",
    "Home",
    "LinkInvitation",
    "Linked",
    "LiveStories",
    "MarkingList",
    "MediaCard",
    "MediaHistory",
    "MediaInsights",
    "MediaList",
    "MediaPart",
    "MediaRanking",
    "MetricExplained",
    "MetricUnknown",
    "Milestone",
    "MonthReport",
    "MostReplies",
    "NumbersTable",
    "Overview",
    "Pause",
    "PeriodComparison",
    "PeriodNumbers",
    "PlaceQuestion",
    "PostComparison",
    "PostNews",
    "Rank",
    "SecurityLog",
    "SequenceCard",
    "Settings",
    "ShownAccount",
    "ShownIn",
    "Stale",
    "Status",
    "StoriesOfMonth",
    "StoryArchive",
    "StoryCard",
    "StoryMonth",
    "TagCard",
    "TagComparison",
    "TagList",
    "TagsOfTarget",
    "Total",
    "UnlinkQuestion",
    "Unlinked",
    "UnseenStories",
]
