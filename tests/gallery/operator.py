"""What the admin chat is told."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from bot.domain.operator_alerts import HAPPENED, OperatorAlert
from bot.presenters import operator
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from tests.gallery.builders import Make
from tests.unit.presenters.results import NOW

SCOPES = {
    OperatorAlert.STORY_AT_RISK: ["account 3"],
    OperatorAlert.DISK_FULL: ["4f1c6d0a9b2e"],
    OperatorAlert.RESTARTS: ["worker at 4f1c6d0a9b2e:8080"],
    OperatorAlert.CLOCK_OFF: ["Instagram"],
    OperatorAlert.TOKEN_UNREADABLE: ["link 12"],
    OperatorAlert.WEBHOOKS_REFUSED: ["Meta"],
    OperatorAlert.STORY_MISSED: ["account 3", "account 5"],
    OperatorAlert.TOKEN_ENDS: ["link 12"],
    OperatorAlert.ROWS_SET_ASIDE: ["capture", "outbox"],
    OperatorAlert.UNSUBSCRIBED: ["account 3"],
    OperatorAlert.BACKUP_OLD: ["4f1c6d0a9b2e"],
}


def alerts() -> Mapping[str, Make]:
    """Each kind as it comes first, and what follows a first one."""
    many = [f"account {number}" for number in (3, 5, 8, 13, 21)]
    ended = [kind for kind in OperatorAlert if kind not in HAPPENED]
    return {
        **{
            f"operator {kind}": partial(_alert, kind, SCOPES.get(kind, []))
            for kind in OperatorAlert
        },
        **{
            f"operator {kind}, over": partial(_alert, kind, SCOPES.get(kind, []), over=True)
            for kind in ended
        },
        "operator story-at-risk, many": partial(
            _alert, OperatorAlert.STORY_AT_RISK, many, count=212, more=91
        ),
        "operator two-pollers, again": partial(_alert, OperatorAlert.TWO_POLLERS, [], again=62),
        "operator disk-full, going on": partial(
            _alert, OperatorAlert.DISK_FULL, SCOPES[OperatorAlert.DISK_FULL], again=0
        ),
    }


def _alert(
    kind: OperatorAlert,
    scopes: list[str],
    speech: Speech,
    *,
    count: int = 1,
    more: int = 0,
    again: int | None = None,
    over: bool = False,
) -> Screen:
    return operator.alert(
        kind,
        scopes,
        speech,
        count=count,
        more=more,
        since=NOW - timedelta(hours=3),
        again=again,
        over=over,
    )
