"""One base for everything that can go wrong and that somebody must be told about."""

from datetime import datetime
from enum import StrEnum


class BotError(Exception):
    """An expected failure: what the person is told, what the log keeps, whether to try again.

    ``message_key`` names a text in ``locales``; ``detail`` is for the log only and never holds a
    secret. Entry points (Telegram, HTTP, jobs) map it once each.
    """

    message_key = "error-unexpected"

    def __init__(self, detail: str, *, retryable: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.retryable = retryable


class NotLinked(BotError):
    """The person has no linked Instagram account to answer about."""

    message_key = "error-not-linked"


class HistoryOnly(BotError):
    """The person let go of the account and kept its history: nothing new comes of it."""

    message_key = "error-history-only"


class NotFound(BotError):
    """No such thing among what the asking person may see."""

    message_key = "error-not-found"


class StoreAway(BotError):
    """The database takes nothing just now: locked, full, read-only, or being restarted.

    What was under way is rolled back; it is worth trying again.
    """

    message_key = "error-store-away"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, retryable=True)


class Refusal(StrEnum):
    """Why Instagram did not answer, decided on ``code`` and ``error_subcode``.

    Meta: `message` and `type` are localised or unspecific and decide nothing, except code 10,
    where only the message tells "not enough viewers" from a missing permission.
    """

    TRANSIENT = "transient"
    THROTTLED = "throttled"
    TOKEN = "token"  # noqa: S105 - a kind of refusal, not a secret
    PERMISSION = "permission"
    GONE = "gone"
    HIDDEN = "hidden"
    UNSUPPORTED_METRIC = "unsupported_metric"
    BEFORE_CONVERSION = "before_conversion"
    BLOCKED = "blocked"
    MISCONFIGURED = "misconfigured"
    PERMANENT = "permanent"


INVALID_TOKEN = 190
"""Meta's code for every token that it does not take."""


class InstagramRefused(BotError):
    """Instagram answered with an error, or with something that is not an answer.

    ``metrics`` names the metrics that an UNSUPPORTED_METRIC refusal blames, as far as it says so.
    ``retry_at`` is set when Instagram told how long to wait, or when our own budget does;
    ``whole_app`` when that goes for every account. ``cooling`` when nothing was sent because an
    earlier answer told us to wait.
    """

    def __init__(
        self,
        refusal: Refusal,
        detail: str,
        *,
        code: int | None = None,
        subcode: int | None = None,
        metrics: frozenset[str] = frozenset(),
        retry_at: datetime | None = None,
        whole_app: bool = False,
        cooling: bool = False,
    ) -> None:
        retryable = refusal in {Refusal.TRANSIENT, Refusal.THROTTLED}
        super().__init__(detail, retryable=retryable)
        self.refusal = refusal
        self.code = code
        self.subcode = subcode
        self.metrics = metrics
        self.retry_at = retry_at
        self.whole_app = whole_app
        self.cooling = cooling

    @property
    def unexplained(self) -> bool:
        """The token was refused without the subcode that says why: a new one may help."""
        return self.code == INVALID_TOKEN and self.subcode is None

    @property
    def own_budget(self) -> bool:
        """We hold an account's calls back ourselves: Instagram has not answered with a code."""
        held_back = self.refusal is Refusal.THROTTLED and self.retry_at is not None
        return held_back and self.code is None and not self.whole_app

    @property
    def message_key(self) -> str:  # type: ignore[override]  # one text per refusal
        if self.own_budget:
            return "error-instagram-own-budget"
        return f"error-instagram-{self.refusal.value.replace('_', '-')}"
