"""What a digest says: of one account, or of all in one."""

from bot.domain.digest_picks import BestMedia
from bot.domain.digests import Cadence
from bot.domain.media import MediaProductType
from bot.presenters import digest_charts, overview
from bot.presenters.actions import (
    MuteDigest,
    OpenAccounts,
    OpenDigest,
    OpenExport,
    OpenMedia,
    SwitchExport,
    SwitchOverview,
)
from bot.presenters.buttons import Row, button
from bot.presenters.digest_words import (
    against_line,
    best_line,
    notes_line,
    stories_line,
    tip_line,
    worst_line,
)
from bot.presenters.layout import BLANK, CAPTION, MESSAGE, Html, Line, fit, handle, join
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.stale import link_again_if_broken
from bot.services.results import AccountDigest, Digest, DigestOfAll

_LED_TO = 3
"""Accounts that a digest of all has a button of their own for."""

_HEADINGS = {
    Cadence.DAILY: "digest-daily",
    Cadence.WEEKLY: "digest-weekly",
    Cadence.MONTHLY: "digest-monthly",
}
_QUIET = {
    Cadence.DAILY: "digest-quiet-daily",
    Cadence.WEEKLY: "digest-quiet-weekly",
    Cadence.MONTHLY: "digest-quiet-monthly",
}


def message(result: Digest | DigestOfAll, speech: Speech) -> Screen:
    """One picture with a caption; a few words instead when the period was quiet."""
    if isinstance(result, DigestOfAll):
        return _of_all(result, speech)
    return _quiet(result, speech) if result.told.quiet else _full(result, speech)


def _full(result: Digest, speech: Speech) -> Screen:
    told = result.told
    shown = told.overview
    details = [
        *(
            Line(best_line(found, speech), rank=1)
            for found in (told.best_post, told.best_reel)
            if found is not None
        ),
        *(Line(line, rank=3) for line in worst_line(told.worst, speech)),
        *(Line(line, rank=1) for line in stories_line(told.stories, speech)),
        *(Line(line, rank=2) for line in tip_line(told.sentence, speech)),
    ]
    lines = [
        _heading(result, speech),
        overview.header(shown, speech),
        *overview.figures(shown, speech),
        *([BLANK, *details] if details else []),
        BLANK,
        *(Line(line, rank=1) for line in against_line(shown, speech)),
        *(Line(line, rank=1) for line in notes_line(told, speech)),
        *overview.freshness(shown, speech),
    ]
    return Screen(
        fit(lines, CAPTION),
        [*_first_row(told, speech), *_rows(result, speech)],
        chart=digest_charts.of_account(told, speech),
    )


def _quiet(result: Digest, speech: Speech) -> Screen:
    shown = result.told.overview
    lines = [
        _heading(result, speech),
        overview.header(shown, speech),
        BLANK,
        Line(speech.text(_QUIET[result.subscription.cadence])),
        Line(_in_short(result.told, speech)),
        *(Line(line) for line in notes_line(result.told, speech)),
        *(overview.freshness(shown, speech) if shown.stale is not None else []),
    ]
    again = link_again_if_broken(shown.stale, speech)
    return Screen(fit(lines, MESSAGE), [*again, *_rows(result, speech)])


def _heading(result: Digest | DigestOfAll, speech: Speech) -> Line:
    return Line(speech.text(_HEADINGS[result.subscription.cadence]))


def _first_row(told: AccountDigest, speech: Speech) -> list[Row]:
    """What to do first: link again, else look at what did best."""
    again = link_again_if_broken(told.overview.stale, speech)
    if again:
        return again
    best = _best(told)
    if best is None:
        return []
    key = "button-open-reel" if _is_reel(best) else "button-open-post"
    return [[button(speech, key, OpenMedia(best.media.id))]]


def _rows(result: Digest, speech: Speech) -> list[Row]:
    account_id = result.told.overview.account.id
    report = SwitchOverview(account_id, _days(result))
    return [
        [
            button(speech, "button-digest-report", report),
            button(speech, "button-export", SwitchExport(account_id)),
        ],
        _subscription(result, speech),
    ]


def _days(result: Digest | DigestOfAll) -> int:
    """The overview that a digest leads to."""
    return 28 if result.subscription.cadence is Cadence.MONTHLY else 7


def _subscription(result: Digest | DigestOfAll, speech: Speech) -> Row:
    subscription_id = result.subscription.id
    return [
        button(speech, "button-change-digest", OpenDigest(subscription_id)),
        button(speech, "button-digest-mute-week", MuteDigest(subscription_id)),
    ]


def _best(told: AccountDigest) -> BestMedia | None:
    """The better of the two, where both are known."""
    found = [one for one in (told.best_post, told.best_reel) if one is not None]
    return max(found, key=lambda one: one.beside.times if one.beside else 0, default=None)


def _is_reel(found: BestMedia) -> bool:
    return found.media.details.media_product_type is MediaProductType.REELS


# All accounts in one -------------------------------------------------------------------------


def _of_all(result: DigestOfAll, speech: Speech) -> Screen:
    """As many accounts as fit, what reached most first; quiet ones in one line."""
    busy = [one for one in result.told if not one.quiet]
    quiet = [one for one in result.told if one.quiet]
    head = [
        _heading(result, speech),
        Line(
            speech.text(
                "digest-of-all-header",
                count=len(result.told),
                period=speech.period(result.period),
                zone=speech.zone_name(result.period.zone.key),
            )
        ),
    ]
    blocks = [_block(one, result, speech) for one in busy]
    tail = _tail(result, quiet, speech)
    shown = len(blocks)
    limit = CAPTION if busy else MESSAGE
    while shown > 1 and not _fits(_lines(head, blocks, shown, tail, speech), limit):
        shown -= 1
    if not busy:
        head.append(BLANK)
        head.append(Line(speech.text(_QUIET[result.subscription.cadence])))
    return Screen(
        fit(_lines(head, blocks, shown, tail, speech), limit),
        _rows_of_all(result, speech),
        chart=digest_charts.of_all(result.told, speech) if busy else None,
    )


def _lines(
    head: list[Line], blocks: list[list[Line]], shown: int, tail: list[Line], speech: Speech
) -> list[Line]:
    lines = list(head)
    for block in blocks[:shown]:
        lines += [BLANK, *block]
    if shown < len(blocks):
        lines += [BLANK, Line(speech.text("digest-of-all-more", count=len(blocks) - shown))]
    return [*lines, BLANK, *tail]


def _fits(lines: list[Line], limit: int) -> bool:
    """Whether nothing has to be left out."""
    return fit(lines, limit) == fit(lines, MESSAGE * len(lines))


def _block(told: AccountDigest, result: DigestOfAll, speech: Speech) -> list[Line]:
    """Three lines at most: how many there are and came, how many saw it, what was published."""
    shown = told.overview
    best = _best(told)
    published: list[Html] = [overview.published(shown, speech)]
    if best is not None and best.beside is not None and best.beside.times >= 1:
        key = "digest-of-all-best-reel" if _is_reel(best) else "digest-of-all-best-post"
        published.append(speech.text(key, times=speech.times(best.beside.times)))
    lines = [
        Line(speech.text("digest-of-all-account", account=handle(shown.account.username))),
        Line(_in_short(told, speech)),
        Line(join(" · ", published), rank=1),
    ]
    if shown.stale is not None or shown.period != result.period:
        key = "digest-of-all-broken" if _is_broken(told) else "digest-of-all-stale"
        lines.append(Line(speech.text(key, period=speech.period(shown.period)), rank=1))
    return lines


def _is_broken(told: AccountDigest) -> bool:
    return told.overview.stale is not None and told.overview.stale.link_broken


def _in_short(told: AccountDigest, speech: Speech) -> Html:
    """Followers and reach."""
    shown = told.overview
    came, left = shown.followers_came, shown.followers_left
    net = "" if came is None or left is None else f" {speech.signed(came - left)}"
    return speech.text(
        "digest-in-short",
        followers=speech.number(shown.account.followers_count),
        net=net,
        **overview.values_of(shown.total("reach"), speech),
    )


def _tail(result: DigestOfAll, quiet: list[AccountDigest], speech: Speech) -> list[Line]:
    lines = []
    if quiet:
        names = ", ".join(handle(one.overview.account.username) for one in quiet)
        lines.append(Line(speech.text("digest-of-all-quiet", accounts=names), rank=2))
    read = [one.overview.as_of for one in result.told if one.overview.as_of is not None]
    if read:
        moment = speech.moment(min(read))
        lines.append(Line(speech.text("numbers-as-of", moment=moment), rank=3))
    return lines


def _rows_of_all(result: DigestOfAll, speech: Speech) -> list[Row]:
    """To each of those that come first, and to the list of all where there are more."""
    days = _days(result)
    ways = [
        Button(
            handle(one.overview.account.username),
            action=SwitchOverview(one.overview.account.id, days),
        )
        for one in result.told[:_LED_TO]
    ]
    # A name may have 30 characters: it takes a row.
    rows: list[Row] = [[way] for way in ways]
    if len(result.told) > _LED_TO:
        rows.append([button(speech, "button-accounts", OpenAccounts())])
    return [
        *rows,
        [button(speech, "button-export", OpenExport())],
        _subscription(result, speech),
    ]
