"""The pictures of an album, one at a time."""

from bot.presenters.actions import OpenAlbum, OpenMedia
from bot.presenters.buttons import Row, back, link_again
from bot.presenters.errors import refusal_text
from bot.presenters.layout import BLANK, CAPTION, Line, fit
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.services.ports import MediaPicture
from bot.services.results import Album


def screen(result: Album, speech: Speech) -> Screen:
    if not result.pictures:
        return _without_pictures(result, speech)
    picture = result.pictures[result.position]
    address = picture_url(picture)
    lines = [
        Line(
            speech.text(
                "album-picture",
                number=result.position + 1,
                count=len(result.pictures),
                published=_published(result, speech),
            )
        )
    ]
    if address is None:
        lines.append(Line(speech.text("album-no-picture")))
    elif picture.media_type == "VIDEO":
        lines.append(Line(speech.text("album-video")))
    lines += [BLANK, Line(speech.text("album-no-numbers"))]
    return Screen(
        fit(lines, CAPTION),
        [*_leafing(result), back(speech, OpenMedia(result.media.id))],
        picture_url=address,
    )


def picture_url(picture: MediaPicture) -> str | None:
    """The thumbnail of a video, the picture itself otherwise."""
    if picture.media_type == "VIDEO":
        return picture.thumbnail_url
    return picture.media_url


def _without_pictures(result: Album, speech: Speech) -> Screen:
    header = speech.text("album-empty", published=_published(result, speech))
    stale = result.stale
    reason = speech.text("album-none") if stale is None else refusal_text(stale, speech)
    lines = [Line(header), BLANK, Line(speech.text("stale", reason=reason))]
    if stale is not None and stale.retry_at is not None:
        retry = speech.moment(stale.retry_at)
        lines.append(Line(speech.text("error-retry-at", retry=retry)))
    lines += [BLANK, Line(speech.text("album-no-numbers"))]
    broken = stale is not None and stale.link_broken
    return Screen(
        fit(lines, CAPTION),
        [
            *([link_again(speech)] if broken else []),
            back(speech, OpenMedia(result.media.id)),
        ],
    )


def _published(result: Album, speech: Speech) -> str:
    return speech.day_and_time(result.media.details.timestamp)


def _leafing(result: Album) -> list[Row]:
    """Both arrows stay where they are: after the last picture comes the first."""
    count, here = len(result.pictures), result.position
    if count < 2:
        return []
    places = (
        ("◀", (here - 1) % count),
        (f"{here + 1}/{count}", here),
        ("▶", (here + 1) % count),
    )
    return [[Button(label, action=OpenAlbum(result.media.id, to)) for label, to in places]]
