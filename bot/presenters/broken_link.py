"""A link has ended: why, what is lost by when, and what became of it once it was made anew."""

from bot.domain.story_life import LIFE, Story
from bot.presenters.actions import OpenLiveStories, OpenStoryArchive
from bot.presenters.buttons import back, button, link_again
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle, shorten
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.speech import Speech
from bot.services.instagram_access import UNREADABLE
from bot.services.raise_alarm import UNLINKED
from bot.services.results import BrokenLink, CaughtUp

REASONS = {
    "458": "linking-reason-app-removed",
    "459": "linking-reason-checkpoint",
    "460": "linking-reason-password",
    "463": "linking-reason-expired",
    "464": "linking-reason-unconfirmed",
    "467": "linking-reason-invalid",
    "492": "linking-reason-role",
    "10": "linking-reason-permission",
    "permission": "linking-reason-permission",
    **{str(code): "linking-reason-permission" for code in range(200, 300)},
    UNREADABLE: "linking-reason-unreadable",
    UNLINKED: "linking-reason-unlinked",
}
"""By Meta's subcode of error 190, or the code where there is none."""


NAME = 64
"""The most of a person's name that is shown."""


def alarm(result: BrokenLink, reason: str, speech: Speech) -> Screen:
    """For a private chat; ``reason`` is that of REASONS, or anything else."""
    if result.served:
        title = "linking-replaced"
    else:
        title = "linking-broken-unlinked" if reason == UNLINKED else "linking-broken"
    lines = [
        Line(
            speech.text(
                title,
                account=handle(result.account.username),
                since=speech.today_or_day(result.since, result.now),
            )
        ),
        Line(why(reason, speech)),
        BLANK,
    ]
    if result.served:
        lines.append(Line(speech.text("linking-replaced-next")))
    else:
        lines += [*_at_risk(result, speech), BLANK, Line(speech.text("linking-broken-next"))]
    return Screen(fit(lines, MESSAGE), [link_again(speech), back(speech)])


def why(reason: str | None, speech: Speech) -> Html:
    """Why a link ended, and what to do."""
    known = None if reason is None else REASONS.get(reason)
    return speech.text(known or "linking-reason-other")


def group_alarm(username: str, first_name: str, private_chat: str, speech: Speech) -> Screen:
    """For a group or channel: nothing private; ``private_chat`` is a deep link to the bot."""
    lines = [
        Line(speech.text("linking-broken-group", account=handle(username))),
        Line(speech.text("linking-broken-group-who", person=shorten(first_name, NAME))),
    ]
    way = Button(speech.plain("button-link-again"), url=private_chat, style=Style.PRIMARY)
    return Screen(fit(lines, MESSAGE), [[way]])


def caught_up(result: CaughtUp, speech: Speech) -> Screen:
    """What was saved of the time without a link, what was lost, and what nobody can know."""
    since = speech.today_or_day(result.since, result.now)
    until = speech.today_or_day(result.until, result.now)
    length = result.until - result.since
    lines = [
        Line(speech.text("caught-up-header", account=handle(result.account.username))),
        Line(
            speech.text("caught-up-gap", since=since, until=until, length=speech.duration(length))
        ),
        BLANK,
        *_stories(result, speech),
    ]
    if length >= LIFE:
        lines.append(Line(speech.text("caught-up-unseen", since=since, until=until)))
    lines += [BLANK, Line(speech.text("caught-up-posts", count=result.posts))]
    if not result.own_link:
        lines += [BLANK, Line(speech.text("caught-up-elsewhere"))]
    live = speech.plain("button-live-count", count=len(result.alive))
    return Screen(
        fit(lines, MESSAGE),
        [
            *([] if result.own_link else [link_again(speech)]),
            [Button(live, action=OpenLiveStories())],
            [button(speech, "button-archive", OpenStoryArchive())],
            back(speech),
        ],
    )


def _at_risk(result: BrokenLink, speech: Speech) -> list[Line]:
    if result.live_stories:
        first_end = speech.today_or_day(result.first_end, result.now)
        told = speech.text("linking-broken-stories", count=result.live_stories, first_end=first_end)
    else:
        told = speech.text("linking-broken-no-stories")
    lines = [Line(told)]
    if result.last_saved is not None:
        moment = speech.today_or_day(result.last_saved, result.now)
        lines.append(Line(speech.text("linking-broken-last-saved", moment=moment)))
    return lines


def _stories(result: CaughtUp, speech: Speech) -> list[Line]:
    if not result.stories:
        return [Line(speech.text("caught-up-no-stories"))]
    lines = [
        Line(
            speech.text(
                "caught-up-stories",
                saved=result.saved,
                count=result.stories,
                partial=len(result.partial),
                lost=len(result.lost),
            )
        )
    ]
    if result.alive:
        lines.append(Line(speech.text("caught-up-alive", count=len(result.alive))))
    if result.finished:
        lines.append(Line(speech.text("caught-up-finished", count=len(result.finished))))
    lines += [Line(_in_part(story, result, speech), 1) for story in result.partial]
    lines += [Line(_lost(story, result, speech), 1) for story in result.lost]
    return lines


def _in_part(story: Story, result: CaughtUp, speech: Speech) -> Html:
    posted = speech.day_and_time(story.posted_at)
    insights = story.insights
    seen = None if insights is None else insights.as_of
    seen_at = speech.today_or_day(seen, result.now)
    if story.ends_at > result.until:
        return speech.text("caught-up-gone", posted=posted, seen=seen_at)
    return speech.text(
        "caught-up-partial",
        posted=posted,
        ended=speech.today_or_day(story.ends_at, result.now),
        seen=seen_at,
        age=speech.duration(story.age_at_last_numbers),
    )


def _lost(story: Story, result: CaughtUp, speech: Speech) -> Html:
    posted = speech.day_and_time(story.posted_at)
    if story.ends_at > result.until:
        return speech.text("caught-up-gone-unseen", posted=posted)
    ended = speech.today_or_day(story.ends_at, result.now)
    return speech.text("caught-up-lost", posted=posted, ended=ended)
