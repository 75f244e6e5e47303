"""Results to be told: one ordinary account by hand, and extreme ones by Hypothesis."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.accounts import InstagramAccount, Link, LinkState, Person
from bot.domain.digests import Cadence, DigestSubscription
from bot.domain.errors import Refusal
from bot.domain.media import Insights, Media, MediaDetails, MediaKind, MediaProductType
from bot.domain.metrics import ACCOUNT_TOTALS, MEDIA_METRICS, RETIRED
from bot.domain.periods import last_days
from bot.domain.story_life import Look, Story, StorySequence
from bot.presenters.metric_words import NAMES
from bot.services.ports import (
    DayValue,
    LinkedAccount,
    MediaPicture,
    Purpose,
    RefusedMetric,
    ServedVersion,
    Usage,
)
from bot.services.results import (
    AccountStatus,
    Album,
    BestMedia,
    DeletionQuestion,
    Digest,
    DigestSettings,
    Home,
    Linked,
    LinkInvitation,
    LiveStories,
    MediaCard,
    MediaList,
    Overview,
    PrivacyTerms,
    SequenceCard,
    Settings,
    Stale,
    Status,
    StoryArchive,
    StoryCard,
    Total,
    UnlinkQuestion,
)

NOW = datetime(2025, 11, 23, 4, 0, tzinfo=UTC)
TASHKENT = ZoneInfo("Asia/Tashkent")
ASKED = (
    "instagram_business_basic",
    "instagram_business_manage_insights",
    "instagram_business_content_publish",
)

# Marks of a failed text are left out, so that none of them can come from here.
NASTY = st.one_of(
    st.text(st.characters(exclude_characters="{?-Nn"), max_size=300),
    st.sampled_from(
        [
            "",
            "<b>&amp;</b> & > <",
            "🌊" * 1_100,
            "<&>" * 730,
            "مرحبا بالعالم " * 100,
            "\u202eevil\u202c\ud83d",
            "a" * 2_200,
        ]
    ),
)
NUMBERS = st.one_of(st.none(), st.integers(0, 50), st.integers(0, 10**18))
SHARES = st.one_of(st.none(), st.floats(0, 1), st.floats(0, 10**9))
MOMENTS = st.integers(-700 * 1440, 700 * 1440).map(lambda minutes: NOW + timedelta(minutes=minutes))


def account(username: str = "casa.verde", followers: int | None = 12_346) -> InstagramAccount:
    return InstagramAccount(
        id=1,
        user_id="17841400000000001",
        app_scoped_id="9001",
        username=username,
        name="Casa Verde",
        account_type="BUSINESS",
        time_zone="Asia/Tashkent",
        followers_count=followers,
        follows_count=310,
        media_count=214,
        as_of=NOW,
        media_synced_at=NOW,
    )


def person(language: str = "en", zone: str = "Asia/Tashkent", known: bool = True) -> Person:
    return Person(
        telegram_user_id=42,
        first_name="Ana",
        username="ana",
        language=language,
        time_zone=zone,
        time_zone_known=known,
        current_account_id=1,
        blocked_at=None,
    )


def linked_account(
    state: LinkState = LinkState.ACTIVE, of: InstagramAccount | None = None
) -> LinkedAccount:
    link = Link(
        id=1,
        telegram_user_id=42,
        account_id=1,
        state=state,
        reason=None,
        permissions=frozenset(ASKED),
        linked_at=NOW,
        token_issued_at=NOW,
        token_expires_at=NOW + timedelta(days=60),
    )
    return LinkedAccount(of or account(), link)


def subscription(
    enabled: bool = True, cadence: Cadence = Cadence.WEEKLY, weekday: int = 0
) -> DigestSubscription:
    return DigestSubscription(
        id=1,
        telegram_user_id=42,
        account_id=1,
        chat_id=42,
        message_thread_id=None,
        cadence=cadence,
        at=time(9),
        weekday=weekday,
        time_zone="Asia/Tashkent",
        enabled=enabled,
    )


def overview(days: int = 7, **changes: object) -> Overview:
    period = last_days(days, NOW, TASHKENT)
    values: dict[str, object] = {
        "account": account(),
        "period": period,
        "as_of": NOW,
        "totals": [
            Total("reach", 21_530, 19_880, 0.083),
            Total("views", 64_210, 66_885, -0.04),
            Total("accounts_engaged", 1_460, 1_395, 0.047),
            Total("total_interactions", 2_318, 2_002, 0.158),
            Total("profile_links_taps", 58, 61, -0.049),
        ],
        "unique_unknown": False,
        "reach_not_followers": 0.61,
        "followers_came": 71,
        "followers_left": 35,
        "published": {MediaProductType.FEED: 4, MediaProductType.REELS: 2},
        "stories_captured": 31,
        "stories_seen": 31,
        "stories_ended": 31,
        "stories_since": None,
        "reach_by_day": [DayValue(period.until - timedelta(days=1), 3_000)],
        "reach_by_day_before": [DayValue(period.since, 2_500)],
        "followers_by_day": {period.last: 12_346},
        "stale": None,
    }
    return Overview(**{**values, **changes})  # type: ignore[arg-type]  # tests name real fields


def media(
    kind: MediaProductType = MediaProductType.FEED,
    caption: str | None = "Autumn in the garden",
    insights: Insights | None = None,
    age: timedelta = timedelta(days=3, hours=15),
) -> Media:
    details = MediaDetails(
        media_id="18000000000000001",
        media_type="VIDEO" if kind is MediaProductType.REELS else "CAROUSEL_ALBUM",
        media_product_type=kind,
        timestamp=NOW - age,
        caption=caption,
        permalink="https://www.instagram.com/p/abc/?a=1&b=2",
        media_url="https://cdn.example/1.jpg",
        thumbnail_url="https://cdn.example/1.jpg",
    )
    return Media(7, 1, details, insights, None, like_count=312, comments_count=21)


def story(
    story_id: int,
    posted_at: datetime,
    *looks: Look,
    gone_at: datetime | None = None,
) -> Story:
    details = MediaDetails(
        media_id=f"story-{story_id}",
        media_type="IMAGE",
        media_product_type=MediaProductType.STORY,
        timestamp=posted_at,
        caption=None,
        permalink=None,
        media_url="https://cdn.example/s.jpg",
        thumbnail_url=None,
    )
    return Story(story_id, 1, details, gone_at, looks)


def look(at: datetime, **values: int) -> Look:
    """A look that found numbers; those of navigation come as ``nav_…``."""
    navigation = {name[4:]: value for name, value in values.items() if name.startswith("nav_")}
    plain = {name: value for name, value in values.items() if not name.startswith("nav_")}
    return Look(at, Insights(at, plain, {"navigation": navigation} if navigation else {}))


# Extreme results -------------------------------------------------------------------------------

accounts = st.builds(account, NASTY, NUMBERS)
stales = st.builds(Stale, st.sampled_from(Refusal), st.none() | MOMENTS)


@st.composite
def many_insights(draw: st.DrawFn) -> Insights:
    names = st.sampled_from([metric.name for metric in MEDIA_METRICS])
    values = draw(st.dictionaries(names, st.integers(0, 10**18)))
    actions = st.sampled_from(["tap_exit", "swipe_forward", "tap_forward", "tap_back"])
    parts = draw(st.none() | st.dictionaries(actions, st.integers(0, 10**12)))
    refused = draw(st.frozensets(names))
    return Insights(NOW, values, {} if parts is None else {"navigation": parts}, refused)


@st.composite
def medias(draw: st.DrawFn) -> Media:
    kind = draw(st.sampled_from([MediaProductType.FEED, MediaProductType.REELS]))
    details = MediaDetails(
        media_id="1",
        media_type=draw(st.sampled_from(["IMAGE", "VIDEO", "CAROUSEL_ALBUM", "NEW"])),
        media_product_type=kind,
        timestamp=draw(MOMENTS),
        caption=draw(st.none() | NASTY),
        permalink=draw(st.none() | st.just("https://www.instagram.com/p/" + "a" * 300)),
        media_url=None,
        thumbnail_url=draw(st.none() | st.just("https://cdn.example/1.jpg")),
    )
    return Media(
        draw(st.integers(1, 10**15)),
        1,
        details,
        draw(st.none() | many_insights()),
        None,
        draw(NUMBERS),
        draw(NUMBERS),
        before_conversion=draw(st.booleans()),
    )


@st.composite
def stories(draw: st.DrawFn) -> Story:
    posted_at = NOW - timedelta(minutes=draw(st.integers(0, 4_000)))
    looks = draw(
        st.lists(
            st.builds(
                Look,
                st.integers(0, 1_430).map(lambda minutes: posted_at + timedelta(minutes=minutes)),
                st.none() | many_insights(),
            ),
            max_size=4,
        )
    )
    return story(draw(st.integers(1, 10**15)), posted_at, *looks)


def sequences(smallest: int = 0) -> st.SearchStrategy[StorySequence]:
    return st.builds(
        StorySequence,
        st.just(5),
        st.just(1),
        st.just(date(2025, 11, 21)),
        st.integers(smallest, 45).flatmap(
            lambda count: st.lists(stories(), min_size=min(count, 4), max_size=4).map(
                lambda drawn: (drawn * 12)[:count]
            )
        ),
    )


@st.composite
def overviews(draw: st.DrawFn) -> Overview:
    days = draw(st.sampled_from([1, 7, 28, 90]))
    period = last_days(days, NOW, TASHKENT)
    a_day = st.builds(
        DayValue,
        st.integers(0, days * 2).map(lambda back: period.until - timedelta(days=back)),
        st.integers(0, 10**15),
    )
    return overview(
        days,
        account=draw(accounts),
        as_of=draw(st.none() | MOMENTS),
        totals=[
            Total(metric, draw(NUMBERS), draw(NUMBERS), draw(st.none() | st.floats(-1, 10**12)))
            for metric in ACCOUNT_TOTALS
        ],
        unique_unknown=draw(st.booleans()),
        reach_not_followers=draw(SHARES),
        followers_came=draw(NUMBERS),
        followers_left=draw(NUMBERS),
        published=draw(st.dictionaries(st.sampled_from(MediaProductType), st.integers(0, 10**6))),
        stories_captured=draw(st.integers(0, 10**6)),
        stories_seen=draw(st.integers(0, 10**6)),
        stories_ended=draw(st.integers(0, 10**6)),
        reach_by_day=draw(st.lists(a_day, max_size=5)),
        reach_by_day_before=draw(st.lists(a_day, max_size=5)),
        followers_by_day={},
        stale=draw(st.none() | stales),
    )


homes = st.builds(
    Home,
    st.just(person()),
    st.lists(st.builds(linked_account, st.sampled_from(LinkState), accounts), max_size=30),
)
invitations = st.builds(
    LinkInvitation, st.just("https://bot.example/link/x"), MOMENTS, st.just(ASKED)
)
links = st.builds(
    Linked,
    accounts,
    st.none() | st.frozensets(st.sampled_from([*ASKED, "instagram_business_new"])),
    st.just(ASKED),
    st.integers(0, 100),
    st.booleans(),
    st.builds(subscription, st.booleans(), st.sampled_from(Cadence), st.integers(0, 6)),
)
media_lists = st.builds(
    MediaList,
    accounts,
    st.sampled_from([MediaProductType.FEED, MediaProductType.REELS]),
    st.lists(medias(), max_size=5),
    st.integers(0, 3),
    st.integers(1, 4),
    st.just(NOW),
    st.booleans(),
)
media_cards = st.builds(
    MediaCard,
    accounts,
    medias(),
    st.integers(0, 1000),
    st.just(NOW),
    SHARES,
    SHARES,
    SHARES,
    st.integers(0, 20),
    st.none() | stales,
    NUMBERS,
)
live_stories = st.builds(
    LiveStories,
    accounts,
    st.lists(stories(), max_size=40),
    st.just({}),
    st.just(NOW),
)
archives = st.builds(
    StoryArchive,
    accounts,
    st.lists(sequences(), max_size=5),
    st.integers(0, 3),
    st.integers(1, 4),
    st.just(NOW),
)
sequence_cards = st.builds(SequenceCard, accounts, sequences(), SHARES, st.just(NOW))


@st.composite
def story_cards(draw: st.DrawFn) -> StoryCard:
    sequence = draw(sequences(smallest=1))
    position = draw(st.integers(0, len(sequence.stories) - 1))
    return StoryCard(
        draw(accounts),
        sequence.stories[position],
        sequence,
        position,
        draw(st.none() | MOMENTS),
        NOW,
        draw(NUMBERS),
    )


best = st.none() | st.builds(BestMedia, medias(), SHARES)
digests = st.builds(
    Digest,
    st.builds(subscription, st.booleans(), st.sampled_from(Cadence), st.integers(0, 6)),
    st.just("en"),
    overviews(),
    best,
    best,
    SHARES,
)
digest_settings = st.builds(
    DigestSettings,
    accounts,
    st.builds(subscription, st.booleans(), st.sampled_from(Cadence), st.integers(0, 6)),
    st.none() | MOMENTS,
)
settings = st.builds(
    Settings,
    st.builds(
        person,
        st.sampled_from(["en", "ru", "es"]),
        st.sampled_from(["Asia/Tashkent", "America/Argentina/ComodRivadavia", "Etc/UTC"]),
        st.booleans(),
    ),
    st.just(NOW),
)
questions = st.builds(UnlinkQuestion, accounts, st.integers(0, 10**6), st.integers(0, 10**4))
deletions = st.builds(DeletionQuestion, st.lists(accounts, max_size=300), st.integers(0, 10**6))
terms = st.just(
    PrivacyTerms(
        {
            "tokens": None,
            "numbers": None,
            "history": timedelta(days=730),
            "stories": None,
            "link_attempts": timedelta(minutes=10),
            "messages": timedelta(days=30),
            "updates": timedelta(days=2),
        }
    )
)


# Status, meanings, albums ------------------------------------------------------------------------

usages = st.builds(Usage, st.integers(0, 120), st.integers(0, 120), st.integers(0, 10**6), MOMENTS)
refused_metrics = st.one_of(
    st.builds(
        RefusedMetric,
        st.sampled_from([*MediaKind, "ACCOUNT"]).map(str),
        st.sampled_from([metric.name for metric in MEDIA_METRICS]),
        MOMENTS,
        MOMENTS,
        NASTY,
    ),
    st.builds(RefusedMetric, st.just("LIST"), st.just("insights"), MOMENTS, MOMENTS, NASTY),
)


def account_status(**changes: object) -> AccountStatus:
    values: dict[str, object] = {
        "linked": linked_account(),
        "media_as_of": NOW - timedelta(hours=1),
        "live_stories": 2,
        "stories_as_of": NOW - timedelta(minutes=5),
        "requests": {Purpose.PERSON: 12, Purpose.STORY: 30},
        "usage": None,
        "cooling_until": None,
    }
    return AccountStatus(**{**values, **changes})  # type: ignore[arg-type]  # tests name real fields


def status(*accounts: AccountStatus, **changes: object) -> Status:
    values: dict[str, object] = {
        "accounts": accounts or (account_status(),),
        "calls_an_hour": 200,
        "app_usage": None,
        "refused": (),
        "versions": (),
        "now": NOW,
        "app_cooling_until": None,
    }
    return Status(**{**values, **changes})  # type: ignore[arg-type]  # tests name real fields


statuses = st.builds(
    Status,
    st.lists(
        st.builds(
            AccountStatus,
            st.builds(linked_account, st.sampled_from(LinkState), accounts),
            st.none() | MOMENTS,
            st.integers(0, 100),
            st.none() | MOMENTS,
            st.dictionaries(st.sampled_from(Purpose), st.integers(0, 10**6)),
            st.none() | usages,
            st.none() | MOMENTS,
        ),
        min_size=1,
        max_size=30,
    ),
    st.integers(1, 600),
    st.none() | usages,
    st.lists(refused_metrics, max_size=40),
    st.lists(st.builds(ServedVersion, st.just("v26.0"), st.just("v25.0"), MOMENTS), max_size=3),
    st.just(NOW),
    st.none() | MOMENTS,
)
named = st.sampled_from([*NAMES, *RETIRED]) | NASTY
"""What somebody may write after ``/why``: names that are or were, and anything else."""

albums = st.builds(
    Album,
    medias(),
    st.lists(
        st.builds(
            MediaPicture,
            st.just("1"),
            st.sampled_from(["IMAGE", "VIDEO"]),
            st.none() | st.just("https://cdn.example/1.jpg"),
            st.none() | st.just("https://cdn.example/1t.jpg"),
        ),
        min_size=1,
        max_size=20,
    ),
    st.just(0),
    st.none() | stales,
)
albums_without_pictures = st.builds(Album, medias(), st.just([]), st.just(0), st.none() | stales)
