"""What comes by itself, and the switches and hours of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta

from bot.domain.alerts import AlertGroup, AlertKind, AlertSettings
from bot.domain.media import Media
from bot.domain.periods import Period
from bot.domain.quiet_hours import QuietHours
from bot.domain.same_age import BesideUsual
from bot.domain.story_life import Outage, Story, Trouble
from bot.presenters import alert_cards, alerts, broken_link, linking, sequence
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.results import (
    ActiveMute,
    AlertsShown,
    BrokenLink,
    DropNews,
    Milestone,
    PostNews,
    SequenceCard,
    UnseenStories,
)
from tests.gallery.builders import Make, a_sequence, an_account, lost_story, post, reel
from tests.gallery.states import State
from tests.unit.presenters import results
from tests.unit.presenters.results import NOW, TASHKENT

DAY = timedelta(days=1)


def alerts_of(state: State) -> Mapping[str, Make]:
    """The alerts of an account, with their mutes."""
    account = an_account(state)
    broken = BrokenLink(
        account, NOW - timedelta(hours=1), 3, NOW + timedelta(hours=5), NOW, False, NOW
    )
    ended = a_sequence(state)
    unseen = UnseenStories(account, [_unseen(20, Trouble.LINK), _unseen(70, Trouble.LINK)], NOW)
    silent = UnseenStories(account, [_unseen(20, Trouble.NO_ANSWER)], NOW)
    week = Period(date(2025, 11, 14), date(2025, 11, 20), TASHKENT)
    dropped = DropNews(account, week, 412, 980.0, 1, 12, NOW)

    def muted(screen: Screen, kind: AlertKind, speech: Speech) -> Screen:
        return alerts.with_mutes(screen, kind, account.id, speech)

    return {
        "alert link broken": lambda speech: muted(
            broken_link.alarm(broken, "460", speech), AlertKind.LINK_BROKEN, speech
        ),
        "alert link ends": lambda speech: muted(
            linking.link_ends(account.username, NOW + 3 * DAY, speech, refused=True),
            AlertKind.LINK_ENDS,
            speech,
        ),
        "alert stories end unseen": lambda speech: alert_cards.unseen_stories(unseen, speech),
        "alert story ends unseen": lambda speech: alert_cards.unseen_stories(silent, speech),
        "alert wrap-up": lambda speech: muted(
            sequence.screen(SequenceCard(account, ended, 0.78, NOW), speech),
            AlertKind.WRAP_UP,
            speech,
        ),
        "alert take-off": lambda speech: alert_cards.post(
            _news(state, post(state, timedelta(hours=6)), timedelta(hours=6), 3.4),
            AlertKind.TAKE_OFF,
            speech,
        ),
        "alert new reel": lambda speech: alert_cards.post(
            _news(state, reel(state), DAY, 1.2), AlertKind.NEW_REEL, speech
        ),
        "alert new reel, nothing to compare": lambda speech: alert_cards.post(
            _news(state, reel(state), DAY, None), AlertKind.NEW_REEL, speech
        ),
        "alert milestone": lambda speech: alert_cards.milestone(
            Milestone(account, 10_000, 10_012, NOW), speech
        ),
        "alert drop": lambda speech: alert_cards.drop(dropped, speech),
        "alerts with mutes": lambda speech: alerts.screen(
            replace(
                shown(speech),
                mutes=[
                    ActiveMute(account, AlertKind.TAKE_OFF, NOW + timedelta(hours=1)),
                    ActiveMute(account, AlertKind.LINK_BROKEN, NOW + 7 * DAY),
                ],
            ),
            speech,
        ),
        "alert muted": lambda speech: alerts.muted(
            ActiveMute(account, AlertKind.TAKE_OFF, NOW + DAY), speech
        ),
        "alert link broken muted": lambda speech: alerts.muted(
            ActiveMute(account, AlertKind.LINK_BROKEN, NOW + DAY), speech
        ),
    }


def alerts_without_data() -> Mapping[str, Make]:
    """The settings: the same for everybody."""
    return {
        "alerts": lambda speech: alerts.screen(shown(speech), speech),
        "alerts of stories": lambda speech: alerts.kinds(shown(speech), AlertGroup.STORIES, speech),
        "alerts of numbers": lambda speech: alerts.kinds(shown(speech), AlertGroup.NUMBERS, speech),
        "quiet hours": lambda speech: alerts.quiet_hours(shown(speech), speech),
        "no quiet hours": lambda speech: alerts.quiet_hours(
            replace(
                shown(speech),
                settings=AlertSettings(),
                person=replace(results.person(speech.language), time_zone_known=False),
            ),
            speech,
        ),
        "quiet from": lambda speech: alerts.quiet_begin(shown(speech), speech),
        "quiet until": lambda speech: alerts.quiet_end(shown(speech), speech),
    }


def shown(speech: Speech) -> AlertsShown:
    settings = AlertSettings(
        off=frozenset({AlertKind.DROP}), quiet=QuietHours(time(22), time(8)), urgent=True
    )
    return AlertsShown(results.person(speech.language), settings, [], NOW)


def _unseen(minutes_left: int, cause: Trouble) -> Story:
    """A story that ends so soon, and cannot be read."""
    posted = NOW - DAY + timedelta(minutes=minutes_left)
    made = lost_story()
    return replace(
        made,
        details=replace(made.details, timestamp=posted),
        gone_at=None,
        trouble=Outage(cause, NOW - timedelta(hours=4), NOW),
    )


def _news(state: State, media: Media, age: timedelta, times: float | None) -> PostNews:
    then = media.insights
    assert then is not None
    reach = then.get("reach")
    beside = None
    if times is not None and reach:
        beside = BesideUsual(age, reach, reach / times, times, 18)
    return PostNews(an_account(state), media, age, then, beside, NOW)
