"""Groups and channels."""

from dataclasses import dataclass

from bot.domain.media import MediaProductType


@dataclass(frozen=True)
class InviteToChat:
    """How the account comes into a group or channel; 0 is the current account."""

    account_id: int = 0


@dataclass(frozen=True)
class ShowThere:
    """The owner's yes: the account is shown in the chat that the signed ticket names."""

    ticket: str
    account_id: int


@dataclass(frozen=True)
class OpenShownIn:
    """The chats in which the person's accounts are shown."""

    page: int = 0


@dataclass(frozen=True)
class OpenGrant:
    """One of those chats."""

    grant_id: int


@dataclass(frozen=True)
class SetGrant:
    """``allowed`` is the sum of what is shown there from now on."""

    grant_id: int
    allowed: int


@dataclass(frozen=True)
class OpenGrantLanguages:
    grant_id: int


@dataclass(frozen=True)
class SetGrantLanguage:
    """The language of the whole chat, chosen by an owner who is an administrator there."""

    grant_id: int
    language: str


@dataclass(frozen=True)
class EndGrant:
    """The owner takes the account back."""

    grant_id: int


@dataclass(frozen=True)
class OpenChatMedia:
    """In a group: a list of the account that is shown there."""

    account_id: int
    kind: MediaProductType
    page: int = 0


@dataclass(frozen=True)
class OpenChatStories:
    account_id: int
    page: int = 0


@dataclass(frozen=True)
class OpenChatLive:
    account_id: int


@dataclass(frozen=True)
class OpenChatSettings:
    """In a group: what its administrators may change."""


@dataclass(frozen=True)
class TakeAway:
    """An administrator of the group does not want the account shown there."""

    grant_id: int


@dataclass(frozen=True)
class OpenChatLanguages:
    pass


@dataclass(frozen=True)
class SetChatLanguage:
    language: str
