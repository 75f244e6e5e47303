"""Posts or reels, newest first, a few on a page."""

from bot.domain.media import Media, MediaProductType
from bot.presenters.actions import OpenBestTime, OpenMedia, OpenMediaList, OpenTop
from bot.presenters.buttons import Row, back, button, pages
from bot.presenters.first_sync import first_sync
from bot.presenters.layout import BLANK, MESSAGE, Line, fit, handle
from bot.presenters.media_words import comments, format_name, likes, number_of, title
from bot.presenters.origins import origin_of
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.services.results import MediaList

_TITLE = 80


def screen(result: MediaList, speech: Speech) -> Screen:
    reels = result.kind is MediaProductType.REELS
    account = handle(result.account.username)
    lines = [
        Line(speech.text("list-reels" if reels else "list-posts", account=account)),
        *(
            [Line(speech.text("list-page", page=result.page + 1, pages=result.pages))]
            if result.pages > 1
            else []
        ),
    ]
    for number, media in enumerate(result.media, start=1):
        lines += [BLANK, *_entry(number, media, result, speech)]
    lines += _age_of_numbers(result, speech)
    if not result.media:
        lines += [BLANK, Line(speech.text("list-reels-empty" if reels else "list-posts-empty"))]
    if result.sync is not None:
        lines += [BLANK, Line(first_sync(result.sync, speech))]
    here = OpenMediaList(result.kind, result.page)
    numbers = [
        Button(str(number), action=OpenMedia(media.id))
        for number, media in enumerate(result.media, start=1)
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            *([numbers] if numbers else []),
            *pages(result.page, result.pages, lambda page: OpenMediaList(result.kind, page)),
            *([[button(speech, "button-refresh", here)]] if result.sync else []),
            *([_beyond(here, speech)] if result.media else []),
            back(speech),
        ],
    )


def _beyond(here: OpenMediaList, speech: Speech) -> Row:
    """What many posts tell together; the way back is to this page."""
    origin = origin_of(here)
    return [
        button(speech, "button-top", OpenTop(origin=origin)),
        button(speech, "button-best-time", OpenBestTime(here.kind.value, origin)),
    ]


def _age_of_numbers(result: MediaList, speech: Speech) -> list[Line]:
    """From when the numbers on the page are; none where there are no numbers."""
    read = [media.insights.as_of for media in result.media if media.insights is not None]
    if not read:
        return []
    oldest, newest = speech.moment(min(read)), speech.moment(max(read))
    if oldest == newest:
        return [BLANK, Line(speech.text("numbers-as-of", moment=newest))]
    return [BLANK, Line(speech.text("list-as-of", oldest=oldest, newest=newest))]


def _entry(number: int, media: Media, result: MediaList, speech: Speech) -> list[Line]:
    return [
        Line(
            speech.text(
                "list-entry",
                number=number,
                format=format_name(media, speech),
                published=speech.published(media.details.timestamp, result.now),
            )
        ),
        Line(speech.text("list-title", title=title(media, _TITLE, speech))),
        Line(
            speech.text(
                "list-numbers-counting" if media.still_counting(result.now) else "list-numbers",
                reach=number_of(media, "reach", speech),
                likes=likes(media, speech),
                comments=comments(media, speech),
                saves=number_of(media, "saved", speech),
                shares=number_of(media, "shares", speech),
            )
        ),
    ]
