"""Whatever alerts may have to tell, and whatever somebody may have chosen of them."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import strategies as st

from bot.domain.alerts import AlertKind, AlertSettings
from bot.domain.periods import Period
from bot.domain.quiet_hours import QuietHours
from bot.domain.story_life import Outage, Story, Trouble
from bot.services.results import (
    ActiveMute,
    AlertsShown,
    DropNews,
    Milestone,
    PostNews,
    UnseenStories,
)
from tests.unit.presenters import results
from tests.unit.presenters.results import MOMENTS, NOW, TASHKENT, accounts

kinds = st.sampled_from(AlertKind)
mutes = st.builds(ActiveMute, accounts, kinds, MOMENTS)
hours = st.integers(0, 23).map(time)
quiet_hours = (
    st.tuples(hours, hours)
    .filter(lambda both: both[0] != both[1])
    .map(lambda both: QuietHours(*both))
)
alert_settings = st.builds(
    AlertSettings, st.frozensets(kinds), st.none() | quiet_hours, st.booleans()
)
persons = st.builds(
    results.person, st.sampled_from(["en", "ru", "es"]), st.just("Asia/Tashkent"), st.booleans()
)
alerts_shown = st.builds(
    AlertsShown, persons, alert_settings, st.lists(mutes, max_size=40), st.just(NOW)
)
troubles = st.builds(Outage, st.sampled_from(Trouble), MOMENTS, MOMENTS)


def _in_danger(story: Story, trouble: Outage) -> Story:
    return replace(story, trouble=trouble)


unseen_stories = st.builds(
    UnseenStories,
    accounts,
    st.lists(st.builds(_in_danger, results.stories(), troubles), min_size=1, max_size=40),
    st.just(NOW),
)
post_news = st.builds(
    PostNews,
    accounts,
    results.medias(),
    st.sampled_from([timedelta(hours=1), timedelta(hours=24), timedelta(days=7)]),
    results.many_insights(),
    st.none() | results.besides,
    st.just(NOW),
)
milestones = st.builds(
    Milestone, accounts, st.integers(100, 10**12), st.integers(0, 10**12), MOMENTS
)
drops = st.builds(
    DropNews,
    accounts,
    st.just(Period(date(2025, 12, 29), date(2026, 1, 4), TASHKENT)),
    st.integers(0, 10**12),
    st.floats(1, 10**12),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.just(NOW),
)
