"""Settings, digests, help, and how all is."""

from dataclasses import dataclass

from bot.domain.digests import Cadence


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
class AskLocation:
    pass


@dataclass(frozen=True)
class SetTimeZone:
    """``zone`` is an IANA name; the longest has 32 characters."""

    zone: str


@dataclass(frozen=True)
class OpenDigest:
    """One digest; all of them without an id, as under messages from before there were several."""

    subscription_id: int = 0


@dataclass(frozen=True)
class OpenDigests:
    page: int = 0


@dataclass(frozen=True)
class SetDigest:
    """The subscription as it shall be; ``weekday`` counts from Monday, 0 to 6.

    Without an id, here and below: the oldest one of the current account in the private chat.
    """

    enabled: bool
    cadence: Cadence
    hour: int
    weekday: int
    subscription_id: int = 0


@dataclass(frozen=True)
class OpenDigestHours:
    subscription_id: int = 0


@dataclass(frozen=True)
class OpenDigestWeekdays:
    subscription_id: int = 0


@dataclass(frozen=True)
class SendDigestNow:
    """Where it goes, or as a preview of that to the private chat."""

    subscription_id: int = 0
    preview: bool = False


@dataclass(frozen=True)
class OpenDigestPause:
    """For a while, or for good."""

    subscription_id: int


@dataclass(frozen=True)
class MuteDigest:
    """For a week; False: it comes again."""

    subscription_id: int
    muted: bool = True


@dataclass(frozen=True)
class AskRemoveDigest:
    subscription_id: int


@dataclass(frozen=True)
class RemoveDigest:
    subscription_id: int


@dataclass(frozen=True)
class OpenNewDigest:
    """The next question about it. -1 is open; 0 is all accounts, and the private chat."""

    account_id: int = -1
    grant_id: int = -1
    page: int = 0


@dataclass(frozen=True)
class AddDigest:
    """0 is all accounts, and the private chat."""

    account_id: int
    grant_id: int
    cadence: Cadence


@dataclass(frozen=True)
class SendAgain:
    """Send a message whose earlier fate is unknown once more."""

    outbox_id: int


@dataclass(frozen=True)
class OpenPrivacy:
    pass


@dataclass(frozen=True)
class OpenSecurityLog:
    page: int = 0


@dataclass(frozen=True)
class OpenHelp:
    pass


@dataclass(frozen=True)
class OpenStatus:
    pass
