"""The alerts themselves; those of links and of the stories of a day have screens of their own."""

from bot.domain.alerts import AlertKind
from bot.domain.formulas import change
from bot.domain.media import MediaProductType
from bot.domain.story_life import Story, Trouble
from bot.presenters.actions import OpenAlerts, OpenLiveStories, OpenMedia, SwitchOverview
from bot.presenters.alerts import with_mutes
from bot.presenters.buttons import back, button, link_again
from bot.presenters.layout import BLANK, CAPTION, MESSAGE, Html, Line, fit, handle
from bot.presenters.media_words import format_name, title
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.results import DropNews, Milestone, PostNews, UnseenStories

_STORIES_SHOWN = 10
_TITLE = 120

WHYS = {
    Trouble.LINK: "alert-expiring-link",
    Trouble.UNLINKED: "alert-expiring-link",
    Trouble.BOT_DOWN: "alert-expiring-bot-down",
    Trouble.THROTTLED: "alert-expiring-throttled",
    Trouble.BUDGET: "alert-expiring-budget",
    Trouble.NO_ANSWER: "alert-expiring-no-answer",
    Trouble.REFUSED: "alert-expiring-refused",
    Trouble.FAULT: "alert-expiring-fault",
}


def unseen_stories(result: UnseenStories, speech: Speech) -> Screen:
    """Which stories end when, why they cannot be read, and what can still be done."""
    account, stories = result.account, result.stories
    causes = dict.fromkeys(story.trouble.cause for story in stories if story.trouble is not None)
    lines = [
        Line(
            speech.text(
                "alert-expiring-header", account=handle(account.username), count=len(stories)
            )
        ),
        BLANK,
        *(Line(_unseen(story, result, speech)) for story in stories[:_STORIES_SHOWN]),
    ]
    if len(stories) > _STORIES_SHOWN:
        lines.append(Line(speech.text("live-more", count=len(stories) - _STORIES_SHOWN)))
    lines += [
        BLANK,
        *(Line(speech.text(WHYS[cause])) for cause in causes),
        Line(speech.text("alert-expiring-next")),
    ]
    screen = Screen(
        fit(lines, MESSAGE),
        [
            *([link_again(speech)] if Trouble.LINK in causes else []),
            [
                button(speech, "button-live", OpenLiveStories()),
                button(speech, "button-alerts", OpenAlerts()),
            ],
            back(speech),
        ],
    )
    return with_mutes(screen, AlertKind.STORY_EXPIRING, account.id, speech)


def post(result: PostNews, kind: AlertKind, speech: Speech) -> Screen:
    """A post that takes off, or a reel after its first day: as it was at that age."""
    media, then = result.media, result.then
    key = "alert-take-off-header" if kind is AlertKind.TAKE_OFF else "alert-new-reel-header"
    lines = [
        Line(speech.text(key, account=handle(result.account.username))),
        Line(
            speech.text(
                "alert-post",
                format=format_name(media, speech),
                published=speech.published(media.details.timestamp, result.now),
            )
        ),
        Line(speech.text("card-title", title=title(media, _TITLE, speech)), rank=4),
        BLANK,
        *_beside(result, speech),
        Line(speech.text("alert-post-views", views=speech.number(then.get("views")))),
        Line(
            speech.text(
                "alert-post-reactions",
                likes=speech.number(then.get("likes")),
                comments=speech.number(then.get("comments")),
                saves=speech.number(then.get("saved")),
                shares=speech.number(then.get("shares")),
            )
        ),
        BLANK,
        Line(speech.text("alert-as-of", moment=speech.day_and_time(then.as_of))),
    ]
    is_reel = media.details.media_product_type is MediaProductType.REELS
    screen = Screen(
        fit(lines, CAPTION),
        [
            [
                button(
                    speech,
                    "button-open-reel" if is_reel else "button-open-post",
                    OpenMedia(media.id),
                ),
                button(speech, "button-alerts", OpenAlerts()),
            ],
            back(speech),
        ],
        picture_url=media.details.picture_url,
    )
    return with_mutes(screen, kind, result.account.id, speech)


def milestone(result: Milestone, speech: Speech) -> Screen:
    account = result.account
    lines = [
        Line(
            speech.text(
                "alert-milestone-header",
                account=handle(account.username),
                milestone=speech.number(result.milestone),
            )
        ),
        Line(
            speech.text(
                "alert-milestone-now",
                followers=speech.number(result.followers),
                moment=speech.day_and_time(result.as_of),
            )
        ),
    ]
    return _of_account(lines, AlertKind.MILESTONE, account.id, speech)


def drop(result: DropNews, speech: Speech) -> Screen:
    """How far, beside what, and whether less was published: no guess at the reason."""
    account = result.account
    lines = [
        Line(speech.text("alert-drop-header", account=handle(account.username))),
        BLANK,
        Line(
            speech.text(
                "alert-drop-reach",
                reach=speech.number(result.reach),
                days=speech.period(result.week),
                usual=speech.number(result.usual),
                change=speech.change(change(result.reach, result.usual)),
            )
        ),
        Line(
            speech.text(
                "alert-drop-published",
                count=speech.number(result.published),
                before=speech.number(result.published_before),
            )
        ),
        BLANK,
        Line(speech.text("alert-drop-note"), rank=1),
    ]
    return _of_account(lines, AlertKind.DROP, account.id, speech)


def _of_account(lines: list[Line], kind: AlertKind, account_id: int, speech: Speech) -> Screen:
    screen = Screen(
        fit(lines, MESSAGE),
        [
            [
                button(speech, "button-overview", SwitchOverview(account_id, 28)),
                button(speech, "button-alerts", OpenAlerts()),
            ],
            back(speech),
        ],
    )
    return with_mutes(screen, kind, account_id, speech)


def _unseen(story: Story, result: UnseenStories, speech: Speech) -> Html:
    posted = speech.day_and_time(story.posted_at)
    ends = speech.today_or_day(story.ends_at, result.now)
    left = speech.duration(story.ends_at - result.now)
    insights = story.insights
    if insights is None:
        return speech.text("alert-expiring-never-read", posted=posted, ends=ends, left=left)
    seen = speech.today_or_day(insights.as_of, result.now)
    return speech.text("alert-expiring-story", posted=posted, ends=ends, left=left, seen=seen)


def _beside(result: PostNews, speech: Speech) -> list[Line]:
    reach = speech.number(result.then.get("reach"))
    age, beside = speech.duration(result.age), result.beside
    if beside is None:
        return [
            Line(speech.text("alert-post-reach", age=age, reach=reach)),
            Line(speech.text("alert-post-too-few")),
        ]
    return [
        Line(
            speech.text(
                "alert-post-beside",
                age=age,
                reach=reach,
                times=speech.times(beside.times),
                usual=speech.number(beside.usual),
                count=beside.compared,
            )
        )
    ]
