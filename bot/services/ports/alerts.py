"""Who wants to hear of what, and what was told already."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.alerts import AlertKind, AlertSettings


@dataclass(frozen=True)
class Mute:
    """``until`` when nothing of a kind comes about an account."""

    account_id: int
    kind: AlertKind
    until: datetime


class Alerts(Protocol):
    async def settings(self, telegram_user_ids: Collection[int]) -> Mapping[int, AlertSettings]:
        """Those of everybody who is named, also of who never chose any."""
        ...

    async def save(self, telegram_user_id: int, settings: AlertSettings) -> None: ...

    async def mute(self, telegram_user_id: int, mute: Mute) -> None:
        """In the place of an earlier one. The person is linked to the account."""
        ...

    async def end_mutes(self, telegram_user_id: int) -> None: ...

    async def mutes(self, telegram_user_id: int) -> list[Mute]:
        """Those that hold now, the first to end first."""
        ...

    async def muted(self, account_id: int, kind: AlertKind) -> Collection[int]:
        """By whom the kind is muted now, for this account."""
        ...

    async def tell(self, account_id: int, kind: AlertKind, occasion: str) -> bool:
        """Note that it is told; False when it was before, by whomever."""
        ...

    async def told(self, account_id: int, kind: AlertKind) -> Collection[str]:
        """The occasions of this kind that were told."""
        ...
