"""What the operator is told, and when a trouble counts as over.

A trouble is known by its kind and its scope: which account, link, table or machine it is about, by
numbers and names of ours. Nothing here names a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MESSAGE = "operator_alert"
"""The kind of the messages. They are no trouble themselves, whatever becomes of them."""


class OperatorAlert(StrEnum):
    """The kinds, the most urgent first.

    The values are stored, and they are the headings of the run-book in ``docs/operate.md``.
    """

    STORY_AT_RISK = "story-at-risk"
    DISK_FULL = "disk-full"
    INSTAGRAM_SILENT = "instagram-silent"
    APP_THROTTLED = "app-throttled"
    TWO_POLLERS = "two-pollers"
    RESTARTS = "restarts"
    CLOCK_OFF = "clock-off"
    TOKEN_UNREADABLE = "token-unreadable"  # noqa: S105 - no password
    WRONG_PERSON = "wrong-person"
    WEBHOOKS_REFUSED = "webhooks-refused"
    STORY_MISSED = "story-missed"
    TOKEN_ENDS = "token-ends"  # noqa: S105
    ROWS_SET_ASIDE = "rows-set-aside"
    UNSUBSCRIBED = "unsubscribed"
    BACKUP_OLD = "backup-old"


HAPPENED = frozenset(
    {
        OperatorAlert.TOKEN_UNREADABLE,
        OperatorAlert.WRONG_PERSON,
        OperatorAlert.STORY_MISSED,
        OperatorAlert.ROWS_SET_ASIDE,
        OperatorAlert.UNSUBSCRIBED,
    }
)
"""What has happened and cannot recover: of these no end is told."""

A_DAY = timedelta(days=1)

QUIET: Mapping[OperatorAlert, timedelta] = {
    **dict.fromkeys(HAPPENED, A_DAY),
    # Looked at every minute; only a machine that is no more says nothing of its end.
    OperatorAlert.DISK_FULL: timedelta(hours=2),
    OperatorAlert.BACKUP_OLD: timedelta(hours=2),
    # Whoever polls is refused at least every 90 seconds.
    OperatorAlert.TWO_POLLERS: timedelta(minutes=10),
    # Something is asked within the hour.
    OperatorAlert.CLOCK_OFF: timedelta(hours=2),
    OperatorAlert.INSTAGRAM_SILENT: timedelta(hours=2),
    # Tried daily at least.
    OperatorAlert.TOKEN_ENDS: timedelta(hours=36),
}
"""What was not noted for so long is over. The kinds that are missing are looked at by rows, and
are over when the rows say so."""

TOLD_AGAIN_AFTER = timedelta(hours=1)
"""What happens again meanwhile is counted and told together."""

REMINDED_AFTER = A_DAY
"""Of what goes on without anything new in it."""

MOST_MESSAGES, MOST_MESSAGES_IN = 10, timedelta(hours=1)


@dataclass(frozen=True)
class KnownTrouble:
    """A trouble that the operator must hear of. ``count``: how often since ``first_at``."""

    kind: OperatorAlert
    scope: str
    first_at: datetime
    count: int
    told_count: int
    """0 as long as nobody has heard of it."""
    is_over: bool

    @property
    def new(self) -> int:
        return self.count - self.told_count


def of_account(account_id: int) -> str:
    """A scope, in the words of the log."""
    return f"account {account_id}"


def of_link(link_id: int) -> str:
    return f"link {link_id}"
