"""What the use cases need from the world: every Protocol, and the small values they exchange.

Adapters in ``storage``, ``instagram``, ``telegram``, ``exports`` and ``charts`` implement these;
``main`` wires them. Instants are aware UTC throughout.
"""

from bot.services.ports.account_numbers import (
    AccountNumbers,
    AudienceParts,
    Audiences,
)
from bot.services.ports.accounts import (
    Accounts,
    AccountToken,
    IssuedToken,
    LinkedAccount,
    Links,
    People,
    TokenUnreadable,
)
from bot.services.ports.alerts import (
    Alerts,
    Mute,
)
from bot.services.ports.api_keys import (
    ApiKeys,
    NewApiKey,
    OpenedKey,
)
from bot.services.ports.chats import (
    ChatAbout,
    ChatGrants,
    Chats,
    NewGrant,
)
from bot.services.ports.clock import (
    Clock,
)
from bot.services.ports.database import (
    Database,
    Repositories,
)
from bot.services.ports.due import (
    AccountPlans,
    DueRows,
    Ref,
    TokenPlans,
)
from bot.services.ports.instagram import (
    Access,
    AccountTotals,
    DayValue,
    InstagramApi,
    InstagramOAuth,
    InstagramSubscriptions,
    ListedMedia,
    LongLivedToken,
    MediaPage,
    MediaPicture,
    Profile,
    Purpose,
    ShortLivedToken,
)
from bot.services.ports.instagram_facts import (
    APP_KEY,
    TRIED_AGAIN_AFTER,
    Buckets,
    InstagramFacts,
    Place,
    RefusedMetric,
    ServedVersion,
    Usage,
    account_key,
)
from bot.services.ports.leases import (
    Leases,
)
from bot.services.ports.linking import (
    LinkAttempts,
    LinkedMessage,
    LinkedMessages,
    PendingLink,
    PendingLinks,
)
from bot.services.ports.media import (
    DueMediaLook,
    MediaAges,
    MediaLooks,
    MediaStore,
)
from bot.services.ports.messages import (
    BOT_KEY,
    CHAT_KEYS,
    BegunWording,
    Delivery,
    Digests,
    MessageToSend,
    NewDigest,
    NotDeliverable,
    NotNow,
    Outbox,
    Outcome,
    OutcomeUnknown,
    OutgoingMessage,
    SendLater,
    Sent,
    Updates,
    chat_key,
    inbox_key,
)
from bot.services.ports.operator_alerts import (
    OperatorAlerts,
)
from bot.services.ports.personal_data import (
    Audit,
    DataDeletions,
    ExportedContent,
    ExportedFile,
    ExportedTable,
    Exports,
    Pack,
)
from bot.services.ports.pictures import (
    DuePicture,
    NoPicture,
    StoryPictures,
    Thumbnail,
)
from bot.services.ports.places import City, Places
from bot.services.ports.set_aside import (
    SetAside,
)
from bot.services.ports.stories import (
    Captures,
    DueLook,
    Heartbeat,
    MadeLook,
    OpenLook,
    Outages,
    Stories,
    StoryDay,
    WrapUps,
)
from bot.services.ports.tags import (
    CountedTag,
    Tags,
    Target,
)
from bot.services.ports.webhooks import (
    WebhookChange,
    WebhookEntries,
    WebhookEntry,
    WebhookSubscriptions,
)

__all__ = [
    "APP_KEY",
    "BOT_KEY",
    "CHAT_KEYS",
    "TRIED_AGAIN_AFTER",
    "Access",
    "AccountNumbers",
    "AccountPlans",
    "AccountToken",
    "AccountTotals",
    "Accounts",
    "Alerts",
    "ApiKeys",
    "AudienceParts",
    "Audiences",
    "Audit",
    "BegunWording",
    "Buckets",
    "Captures",
    "ChatAbout",
    "ChatGrants",
    "Chats",
    "City",
    "Clock",
    "CountedTag",
    "DataDeletions",
    "Database",
    "DayValue",
    "Delivery",
    "Digests",
    "DueLook",
    "DueMediaLook",
    "DuePicture",
    "DueRows",
    "ExportedContent",
    "ExportedFile",
    "ExportedTable",
    "Exports",
    "Heartbeat",
    "InstagramApi",
    "InstagramFacts",
    "InstagramOAuth",
    "InstagramSubscriptions",
    "IssuedToken",
    "Leases",
    "LinkAttempts",
    "LinkedAccount",
    "LinkedMessage",
    "LinkedMessages",
    "Links",
    "ListedMedia",
    "LongLivedToken",
    "MadeLook",
    "MediaAges",
    "MediaLooks",
    "MediaPage",
    "MediaPicture",
    "MediaStore",
    "MessageToSend",
    "Mute",
    "NewApiKey",
    "NewDigest",
    "NewGrant",
    "NoPicture",
    "NotDeliverable",
    "NotNow",
    "OpenLook",
    "OpenedKey",
    "OperatorAlerts",
    "Outages",
    "Outbox",
    "Outcome",
    "OutcomeUnknown",
    "OutgoingMessage",
    "Pack",
    "PendingLink",
    "PendingLinks",
    "People",
    "Place",
    "Places",
    "Profile",
    "Purpose",
    "Ref",
    "RefusedMetric",
    "Repositories",
    "SendLater",
    "Sent",
    "ServedVersion",
    "SetAside",
    "ShortLivedToken",
    "Stories",
    "StoryDay",
    "StoryPictures",
    "Tags",
    "Target",
    "Thumbnail",
    "TokenPlans",
    "TokenUnreadable",
    "Updates",
    "Usage",
    "WebhookChange",
    "WebhookEntries",
    "WebhookEntry",
    "WebhookSubscriptions",
    "WrapUps",
    "account_key",
    "chat_key",
    "inbox_key",
]
