"""What a button of ours can ask for: every tap is one of these values.

They name a target state, never a toggle, so that a tap may arrive twice. All fields are integers
or short words: packed they fit Telegram's 64 bytes of ``callback_data`` (a test packs the
longest). They hold no rights: every use case asks again whether the person may.
"""

from bot.presenters.actions.accounts import (
    AskUnlink,
    CancelLinking,
    OpenAccounts,
    OpenExample,
    OpenHome,
    OpenOverview,
    StartLinking,
    SwitchAccount,
    SwitchOverview,
    TryLinkingNow,
    Unlink,
)
from bot.presenters.actions.alerts import (
    EndMutes,
    MuteAlert,
    OpenAlertKinds,
    OpenAlerts,
    OpenQuietBegin,
    OpenQuietEnd,
    OpenQuietHours,
    SetAlert,
    SetQuietHours,
    SetUrgent,
)
from bot.presenters.actions.api_keys import (
    MakeApiKey,
    OpenApiKey,
    OpenApiKeys,
    OpenNewApiKey,
    RevokeApiKey,
)
from bot.presenters.actions.chats import (
    EndGrant,
    InviteToChat,
    OpenChatLanguages,
    OpenChatLive,
    OpenChatMedia,
    OpenChatSettings,
    OpenChatStories,
    OpenGrant,
    OpenGrantLanguages,
    OpenShownIn,
    SetChatLanguage,
    SetGrant,
    SetGrantLanguage,
    ShowThere,
    TakeAway,
)
from bot.presenters.actions.exports import (
    AskDeleteMe,
    DeleteMe,
    ExportEverything,
    ExportNumbers,
    ExportReport,
    OpenExport,
    OpenExportFormats,
    OpenExportKinds,
    OpenExportSpans,
    OpenReports,
    SwitchExport,
)
from bot.presenters.actions.media import (
    OpenAlbum,
    OpenMedia,
    OpenMediaList,
    OpenPost,
    OpenTop,
    OpenTopMeasures,
)
from bot.presenters.actions.metrics import MetricTopic, OpenMetric, OpenMetrics, OpenWhy
from bot.presenters.actions.people import By, OpenAudience, OpenBestTime, Who
from bot.presenters.actions.settings import (
    AddDigest,
    AskLocation,
    AskRemoveDigest,
    MuteDigest,
    OpenDigest,
    OpenDigestHours,
    OpenDigestPause,
    OpenDigests,
    OpenDigestWeekdays,
    OpenHelp,
    OpenLanguages,
    OpenNewDigest,
    OpenPrivacy,
    OpenSecurityLog,
    OpenSettings,
    OpenStatus,
    OpenTimeZones,
    RemoveDigest,
    SendAgain,
    SendDigestNow,
    SetDigest,
    SetLanguage,
    SetTimeZone,
)
from bot.presenters.actions.stories import (
    OpenLiveStories,
    OpenSequence,
    OpenSequencePictures,
    OpenStory,
    OpenStoryArchive,
    OpenStoryCurve,
    OpenStoryMonth,
)
from bot.presenters.actions.tags import (
    AskRemoveTag,
    ComparePeriods,
    ComparePosts,
    CompareTags,
    MarkFromCard,
    MarkFromTag,
    OpenCompare,
    OpenMarking,
    OpenRenameTag,
    OpenTag,
    OpenTags,
    OpenTagsOf,
    PickPost,
    PickTag,
    RemoveTag,
)

Action = (
    OpenHome
    | StartLinking
    | TryLinkingNow
    | CancelLinking
    | OpenExample
    | OpenOverview
    | SwitchOverview
    | OpenMediaList
    | OpenMedia
    | OpenTop
    | OpenTopMeasures
    | OpenPost
    | OpenAlbum
    | OpenLiveStories
    | OpenStoryArchive
    | OpenStoryMonth
    | OpenSequence
    | OpenSequencePictures
    | OpenStory
    | OpenStoryCurve
    | OpenBestTime
    | OpenAudience
    | OpenAccounts
    | SwitchAccount
    | AskUnlink
    | Unlink
    | OpenSettings
    | OpenLanguages
    | SetLanguage
    | OpenTimeZones
    | AskLocation
    | SetTimeZone
    | OpenDigest
    | SetDigest
    | OpenDigestHours
    | OpenDigestWeekdays
    | SendDigestNow
    | OpenDigests
    | OpenDigestPause
    | MuteDigest
    | AskRemoveDigest
    | RemoveDigest
    | OpenNewDigest
    | AddDigest
    | OpenAlerts
    | OpenAlertKinds
    | SetAlert
    | MuteAlert
    | EndMutes
    | OpenQuietHours
    | OpenQuietBegin
    | OpenQuietEnd
    | SetQuietHours
    | SetUrgent
    | SendAgain
    | OpenPrivacy
    | OpenSecurityLog
    | OpenHelp
    | OpenStatus
    | OpenWhy
    | OpenMetrics
    | OpenMetric
    | AskDeleteMe
    | DeleteMe
    | OpenExport
    | SwitchExport
    | ExportEverything
    | OpenExportKinds
    | OpenExportSpans
    | OpenExportFormats
    | ExportNumbers
    | OpenReports
    | ExportReport
    | OpenTags
    | OpenTag
    | OpenMarking
    | MarkFromTag
    | OpenTagsOf
    | MarkFromCard
    | OpenCompare
    | ComparePeriods
    | PickPost
    | ComparePosts
    | PickTag
    | CompareTags
    | OpenRenameTag
    | AskRemoveTag
    | RemoveTag
    | InviteToChat
    | ShowThere
    | OpenShownIn
    | OpenGrant
    | SetGrant
    | OpenGrantLanguages
    | SetGrantLanguage
    | EndGrant
    | OpenChatMedia
    | OpenChatStories
    | OpenChatLive
    | OpenChatSettings
    | TakeAway
    | OpenApiKeys
    | OpenApiKey
    | OpenNewApiKey
    | MakeApiKey
    | RevokeApiKey
    | OpenChatLanguages
    | SetChatLanguage
)

__all__ = [
    "Action",
    "AddDigest",
    "AskDeleteMe",
    "AskLocation",
    "AskRemoveDigest",
    "AskRemoveTag",
    "AskUnlink",
    "By",
    "CancelLinking",
    "ComparePeriods",
    "ComparePosts",
    "CompareTags",
    "DeleteMe",
    "EndGrant",
    "EndMutes",
    "ExportEverything",
    "ExportNumbers",
    "ExportReport",
    "InviteToChat",
    "MakeApiKey",
    "MarkFromCard",
    "MarkFromTag",
    "MetricTopic",
    "MuteAlert",
    "MuteDigest",
    "OpenAccounts",
    "OpenAlbum",
    "OpenAlertKinds",
    "OpenAlerts",
    "OpenApiKey",
    "OpenApiKeys",
    "OpenAudience",
    "OpenBestTime",
    "OpenChatLanguages",
    "OpenChatLive",
    "OpenChatMedia",
    "OpenChatSettings",
    "OpenChatStories",
    "OpenCompare",
    "OpenDigest",
    "OpenDigestHours",
    "OpenDigestPause",
    "OpenDigestWeekdays",
    "OpenDigests",
    "OpenExample",
    "OpenExport",
    "OpenExportFormats",
    "OpenExportKinds",
    "OpenExportSpans",
    "OpenGrant",
    "OpenGrantLanguages",
    "OpenHelp",
    "OpenHome",
    "OpenLanguages",
    "OpenLiveStories",
    "OpenMarking",
    "OpenMedia",
    "OpenMediaList",
    "OpenMetric",
    "OpenMetrics",
    "OpenNewApiKey",
    "OpenNewDigest",
    "OpenOverview",
    "OpenPost",
    "OpenPrivacy",
    "OpenQuietBegin",
    "OpenQuietEnd",
    "OpenQuietHours",
    "OpenRenameTag",
    "OpenReports",
    "OpenSecurityLog",
    "OpenSequence",
    "OpenSequencePictures",
    "OpenSettings",
    "OpenShownIn",
    "OpenStatus",
    "OpenStory",
    "OpenStoryArchive",
    "OpenStoryCurve",
    "OpenStoryMonth",
    "OpenTag",
    "OpenTags",
    "OpenTagsOf",
    "OpenTimeZones",
    "OpenTop",
    "OpenTopMeasures",
    "OpenWhy",
    "PickPost",
    "PickTag",
    "RemoveDigest",
    "RemoveTag",
    "RevokeApiKey",
    "SendAgain",
    "SendDigestNow",
    "SetAlert",
    "SetChatLanguage",
    "SetDigest",
    "SetGrant",
    "SetGrantLanguage",
    "SetLanguage",
    "SetQuietHours",
    "SetTimeZone",
    "SetUrgent",
    "ShowThere",
    "StartLinking",
    "SwitchAccount",
    "SwitchExport",
    "SwitchOverview",
    "TakeAway",
    "TryLinkingNow",
    "Unlink",
    "Who",
]
