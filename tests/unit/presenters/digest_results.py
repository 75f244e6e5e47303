"""Digests to be told: one ordinary account by hand, and extreme ones by Hypothesis."""

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.domain.digest_picks import BestMedia, WorstMedia
from bot.domain.digest_sentence import Told, UsefulSentence
from bot.domain.digests import Cadence
from bot.domain.media import MediaKind
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.periods import Period, month_before
from bot.domain.same_age import BesideUsual, Measure
from bot.services.results import (
    AccountDigest,
    Digest,
    DigestOfAll,
    DigestStories,
    MostReplies,
    Overview,
)
from tests.unit.presenters import results
from tests.unit.presenters.results import NOW, TASHKENT

OCTOBER = Period(date(2025, 10, 1), date(2025, 10, 31), TASHKENT)
NO_STORIES = DigestStories(None, None, 0)
THREE_DAYS = timedelta(days=3)


def beside(times: float, value: int = 4_812) -> BesideUsual:
    return BesideUsual(THREE_DAYS, value, value / times if times else 1, times, 20)


def told(overview: Overview | None = None, **changes: object) -> AccountDigest:
    values: dict[str, object] = {
        "overview": overview or results.overview(),
        "best_post": None,
        "best_reel": None,
        "worst": None,
        "immature": 0,
        "stories": NO_STORIES,
        "sentence": None,
        **changes,
    }
    return AccountDigest(**values)  # type: ignore[arg-type]  # tests name real fields


def digest(overview: Overview | None = None, **changes: object) -> Digest:
    return Digest(results.subscription(), "en", told(overview, **changes))


def quiet(overview: Overview) -> AccountDigest:
    changes: dict[str, object] = {"published": {}, "stories_seen": 0, "stories_ended": 0}
    values = {**overview.__dict__, **changes, "stories_captured": 0}
    return told(Overview(**values))


best = st.none() | st.builds(BestMedia, results.medias(), st.none() | results.besides)
kinds = st.sampled_from([MediaKind.IMAGE, MediaKind.CAROUSEL, MediaKind.REELS])
counts = st.integers(0, 10**6)
sentences = st.builds(
    UsefulSentence, st.sampled_from(Told), counts, counts, results.SHARES, kinds, kinds
)
story_numbers = st.builds(
    DigestStories,
    results.SHARES,
    st.none()
    | st.builds(
        MostReplies, st.just(date(2025, 11, 21)), st.integers(0, 99), st.integers(1, 10**9)
    ),
    counts,
)
told_of_accounts = st.builds(
    AccountDigest,
    results.overviews(),
    best,
    best,
    st.none()
    | st.builds(
        WorstMedia,
        results.medias(),
        st.sampled_from([Measure.REACH, Measure.SAVES]),
        results.besides,
    ),
    st.integers(0, 300),
    story_numbers,
    st.none() | sentences,
    st.just(()),
    st.lists(st.sampled_from(ACCOUNT_TOTALS), max_size=5, unique=True),
    st.integers(0, 40 * 1440).map(lambda minutes: timedelta(minutes=minutes)),
)
subscriptions = st.builds(
    results.subscription, st.booleans(), st.sampled_from(Cadence), st.integers(0, 6)
)
digests = st.builds(Digest, subscriptions, st.just("en"), told_of_accounts)


@st.composite
def digests_of_a_month(draw: st.DrawFn) -> Digest:
    """Held against a month of another length."""
    found = draw(told_of_accounts)
    unique = draw(st.none() | st.just(Period(date(2025, 10, 2), date(2025, 10, 31), TASHKENT)))
    changes = {"period": OCTOBER, "against": month_before(OCTOBER), "unique_of": unique}
    overview = Overview(**{**found.overview.__dict__, **changes})
    month = AccountDigest(**{**found.__dict__, "overview": overview})
    return Digest(results.subscription(cadence=Cadence.MONTHLY), "en", month)


digests_of_all = st.builds(
    DigestOfAll,
    subscriptions,
    st.just("en"),
    st.just(Period(NOW.date() - timedelta(days=7), NOW.date() - timedelta(days=1), TASHKENT)),
    st.lists(told_of_accounts, min_size=1, max_size=12),
)
