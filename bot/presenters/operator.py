"""What the operator is told in the admin chat: plain text, and where to read on."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.operator_alerts import OperatorAlert
from bot.presenters.layout import join
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech

RUN_BOOK = "docs/operate.md"


def alert(
    kind: OperatorAlert,
    scopes: Sequence[str],
    speech: Speech,
    *,
    count: int,
    more: int,
    since: datetime,
    again: int | None,
    over: bool,
) -> Screen:
    """``scopes`` are numbers and names of ours; ``more`` of them are not named.

    ``again``: how often since it was told last; None when it is told for the first time.
    """
    key = f"operator-over-{kind.value}" if over else f"operator-{kind.value}"
    what = speech.text(key, count=count)
    lines = [speech.text("operator-over" if over else "operator-alert", what=what)]
    where = ", ".join(scopes)
    if more:
        where = speech.plain("operator-and-more", where=where, more=more)
    if where:
        lines.append(speech.text("operator-where", where=where))
    began = {"moment": speech.day_and_time(since), "zone": str(speech.zone)}
    if over:
        lines.append(speech.text("operator-began", **began))
    elif again:
        lines.append(speech.text("operator-again", count=again, **began))
    elif again is not None:
        lines.append(speech.text("operator-goes-on", **began))
    if not over:
        lines.append(speech.text("operator-run-book", address=f"{RUN_BOOK}#{kind.value}"))
    return Screen(join("\n", lines))
