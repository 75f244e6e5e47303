"""Results to be told: one ordinary account by hand, and extreme ones by Hypothesis."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.accounts import LANGUAGES, InstagramAccount, Link, LinkState, Person
from bot.domain.api_keys import ApiKey, ApiRight
from bot.domain.best_time import Score, best_time
from bot.domain.chat_grants import Allowed, ChatGrant, ChatKind, Place
from bot.domain.digests import Cadence, DigestSubscription
from bot.domain.errors import Refusal
from bot.domain.exports import NOTES, ExportFormat, ExportKind, ExportSpan
from bot.domain.media import Insights, Media, MediaDetails, MediaKind, MediaProductType
from bot.domain.metrics import ACCOUNT_TOTALS, MEDIA_METRICS, RETIRED
from bot.domain.online import OnlineMost
from bot.domain.periods import Period, last_days
from bot.domain.same_age import AGES_COMPARED, BesideUsual, Measure, Ranked, Ranking, SeenMedia
from bot.domain.security import SecurityEntry
from bot.domain.side_by_side import Engagement, SideBySide
from bot.domain.story_coverage import Cause, Coverage, Unseen, Why
from bot.domain.story_life import Look, PictureState, Story, StorySequence
from bot.domain.tags import LONGEST_NAME, Tag, TagNameUnusable, tag_name
from bot.domain.topics import TopicNumbers
from bot.presenters.metric_words import NAMES
from bot.presenters.security_log import EVENTS
from bot.services.ports import (
    City,
    CountedTag,
    DayValue,
    LinkedAccount,
    MediaPicture,
    Purpose,
    RefusedMetric,
    ServedVersion,
    StoryDay,
    Target,
    Usage,
)
from bot.services.results import (
    AccountStatus,
    AccountToDelete,
    Album,
    ApiKeyList,
    Audience,
    BestTimes,
    BrokenLink,
    CaughtUp,
    ChatInvitation,
    ChatSettings,
    DeletionQuestion,
    DigestList,
    DigestOffer,
    DigestSettings,
    DigestsHere,
    ExportedNumbers,
    FirstSync,
    FoundCities,
    FoundZone,
    Home,
    Linked,
    LinkInvitation,
    LiveStories,
    MarkingList,
    MediaCard,
    MediaList,
    MediaRanking,
    Overview,
    Pause,
    PeriodComparison,
    PeriodNumbers,
    PlaceQuestion,
    PostComparison,
    Rank,
    SecurityLog,
    SequenceCard,
    Settings,
    ShownAccount,
    ShownIn,
    Stale,
    Status,
    StoryArchive,
    StoryCard,
    StoryMonth,
    TagCard,
    TagList,
    TagsOfTarget,
    Total,
    Unlinked,
    UnlinkQuestion,
)
from bot.services.retention import everything_kept

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
        state_since=NOW - timedelta(hours=1),
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


def digest_of(
    subscribed: DigestSubscription | None = None,
    to: ChatGrant | None = None,
    **changes: object,
) -> DigestSettings:
    """One digest as it stands; ``to`` is the grant of its chat."""
    one = subscribed or subscription()
    if to is not None:
        place = to.place
        one = replace(one, chat_id=place.chat_id, message_thread_id=place.message_thread_id)
    values: dict[str, object] = {
        "subscription": one,
        "account": None if one.account_id is None else account(),
        "accounts": [account()],
        "grant": to,
        "next_at": NOW + timedelta(days=1) if one.enabled else None,
        **changes,
    }
    return DigestSettings(**values)  # type: ignore[arg-type]  # real fields, named above


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
first_syncs = st.builds(
    FirstSync,
    st.none() | st.integers(1, 10**9),
    st.none() | st.integers(0, 10**9),
    st.none() | MOMENTS,
    st.booleans(),
)
links = st.builds(
    Linked,
    accounts,
    st.none() | st.frozensets(st.sampled_from([*ASKED, "instagram_business_new"])),
    st.just(ASKED),
    st.integers(0, 100),
    st.booleans(),
    st.builds(subscription, st.booleans(), st.sampled_from(Cadence), st.integers(0, 6)),
    st.none() | first_syncs,
)
media_lists = st.builds(
    MediaList,
    accounts,
    st.sampled_from([MediaProductType.FEED, MediaProductType.REELS]),
    st.lists(medias(), max_size=5),
    st.integers(0, 3),
    st.integers(1, 4),
    st.just(NOW),
    st.none() | first_syncs,
)
besides = st.builds(
    BesideUsual,
    st.sampled_from(AGES_COMPARED),
    st.integers(0, 10**15),
    st.floats(0, 10**15),
    st.floats(0, 10**9),
    st.integers(5, 20),
)


@st.composite
def rankings(draw: st.DrawFn) -> MediaRanking:
    days = draw(st.sampled_from([30, 90]))
    today = NOW.astimezone(TASHKENT).date()
    ranked = draw(st.lists(st.builds(Ranked, medias(), besides), max_size=8))
    return MediaRanking(
        draw(accounts),
        draw(st.sampled_from(Measure)),
        Period(today - timedelta(days=days - 1), today, TASHKENT),
        Ranking(ranked, draw(st.integers(0, 300)), draw(st.integers(0, 300))),
        NOW,
        draw(st.booleans()),
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
    st.none() | besides,
    SHARES,
    st.none() | st.builds(Rank, st.integers(1, 20), st.integers(6, 21)),
)
some_stories = st.lists(stories(), max_size=12)
catch_ups = st.builds(
    CaughtUp,
    accounts,
    MOMENTS,
    MOMENTS,
    some_stories,
    some_stories,
    some_stories,
    some_stories,
    st.integers(0, 10**4),
    st.booleans(),
    st.just(NOW),
)
live_stories = st.builds(
    LiveStories,
    accounts,
    st.lists(stories(), max_size=40),
    st.just({}),
    st.just(NOW),
    st.sampled_from([(), (1, 2, 3)]),
)
archives = st.builds(
    StoryArchive,
    accounts,
    st.lists(sequences(), max_size=5),
    st.integers(0, 3),
    st.integers(1, 4),
    st.just(NOW),
)


@st.composite
def story_months(draw: st.DrawFn) -> StoryMonth:
    month = draw(st.dates(date(2011, 1, 1), date(2040, 12, 1))).replace(day=1)
    days = draw(st.lists(st.integers(1, 28), unique=True))
    some_day = st.none() | st.dates(date(2011, 1, 1), date(2040, 12, 31))
    return StoryMonth(
        draw(accounts),
        month,
        [StoryDay(draw(st.integers(1, 10**15)), month.replace(day=day), 3) for day in days],
        draw(some_day),
        draw(some_day),
        draw(some_day),
        NOW,
    )


PICTURES = st.none() | st.sampled_from(PictureState)
COUNTS = st.integers(0, 1000)
coverages = st.builds(
    Coverage,
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    COUNTS,
    COUNTS,
    COUNTS,
    COUNTS,
    COUNTS,
    st.lists(st.builds(Unseen, MOMENTS, MOMENTS), max_size=5),
)
WHYS = st.builds(Why, st.sampled_from(Cause), MOMENTS, MOMENTS)


@st.composite
def sequence_cards_of(draw: st.DrawFn) -> SequenceCard:
    sequence = draw(sequences())
    pictures = {story.id: draw(PICTURES) for story in sequence.stories}
    known = {story_id: state for story_id, state in pictures.items() if state is not None}
    whys = {story.id: draw(WHYS) for story in sequence.stories}
    median, completion = draw(SHARES), draw(SHARES)
    return SequenceCard(draw(accounts), sequence, median, NOW, completion, whys, known)


sequence_cards = sequence_cards_of()


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
        draw(st.none() | WHYS),
        draw(PICTURES),
        draw(st.booleans()),
    )


@st.composite
def best_times(draw: st.DrawFn) -> BestTimes:
    zone = ZoneInfo(draw(st.sampled_from(["Asia/Tashkent", "America/Argentina/ComodRivadavia"])))
    moments = draw(st.lists(MOMENTS, max_size=90))
    scores = draw(st.lists(st.floats(-40, 40), min_size=len(moments), max_size=len(moments)))
    scored = [
        Score(at, score, late) for at, score, late in zip(moments, scores, cycle([False, True]))
    ]
    kind = draw(st.sampled_from(MediaProductType))
    hour = st.none() | st.sampled_from([time(0), time(1), time(23), time(23, 30), time(5, 45)])
    return BestTimes(
        draw(accounts),
        kind,
        zone,
        best_time(scored, zone, 20),
        draw(st.integers(0, 10**6)),
        draw(st.none() | st.builds(OnlineMost, hour, st.integers(0, 30))),
    )


@st.composite
def audiences(draw: st.DrawFn) -> Audience:
    breakdown = draw(st.sampled_from(["age", "gender", "city", "country"]))
    usual = st.sampled_from(["25-34", "65+", "F", "u", "ES", "xk", "London, England", "London, X"])
    parts = st.dictionaries(usual | NASTY.filter(bool), st.integers(0, 10**15), max_size=50)
    return Audience(
        draw(accounts),
        draw(st.sampled_from(["follower_demographics", "engaged_audience_demographics"])),
        breakdown,
        draw(parts),
        draw(st.none() | MOMENTS),
        draw(st.none() | stales),
    )


SOME_ZONES = ["Asia/Tashkent", "America/Argentina/ComodRivadavia", "Etc/UTC"]
persons = st.builds(
    person, st.sampled_from(["en", "ru", "es"]), st.sampled_from(SOME_ZONES), st.booleans()
)


def found_cities(least: int = 0, most: int = 5) -> st.SearchStrategy[FoundCities]:
    """What people type, and names of cities in any alphabet."""
    countries = st.sampled_from(["UZ", "GB", "CD", "XX"])
    city = st.builds(City, NASTY.filter(str.strip), countries, st.sampled_from(SOME_ZONES))
    cities = st.lists(city, min_size=least, max_size=most)
    return st.builds(FoundCities, persons, NASTY, cities, st.just(NOW))


def found_zones(*, saved: bool) -> st.SearchStrategy[FoundZone]:
    return st.builds(FoundZone, persons, st.sampled_from(SOME_ZONES), st.just(saved), st.just(NOW))


api_keys = st.builds(
    ApiKey,
    st.integers(1, 10**9),
    st.just(42),
    st.none() | st.integers(1, 3),
    st.integers(1, 31).map(ApiRight),
    st.text("Az09_-", min_size=4, max_size=4),
    MOMENTS,
    st.none() | MOMENTS,
    st.none() | MOMENTS,
)
api_key_lists = st.builds(
    ApiKeyList,
    st.lists(api_keys, max_size=20),
    st.lists(accounts, max_size=3),
    st.just(NOW),
)
settings = st.builds(
    Settings,
    persons,
    st.just(NOW),
)
questions = st.builds(
    UnlinkQuestion, accounts, st.integers(0, 10**6), st.integers(0, 10**4), st.booleans()
)
chat_grants = st.builds(
    ChatGrant,
    st.integers(1, 2**63 - 1),
    st.just(500_000_001),
    st.just(1),
    st.builds(Place, st.just(-5), st.none() | st.just(77)),
    st.sampled_from(ChatKind),
    NASTY,
    st.integers(0, 15).map(Allowed),
    st.sampled_from(LANGUAGES),
    MOMENTS,
    st.none() | MOMENTS,
)
digest_settings = st.builds(
    DigestSettings,
    st.builds(
        replace,
        st.builds(subscription, st.booleans(), st.sampled_from(Cadence), st.integers(0, 6)),
        account_id=st.none() | st.just(1),
        chat_id=st.sampled_from([42, -5]),
        message_thread_id=st.none() | st.just(77),
    ),
    accounts,
    st.lists(accounts, max_size=8),
    st.none() | chat_grants,
    st.none() | MOMENTS,
    st.none() | st.sampled_from(Pause),
    st.none() | MOMENTS,
)
digest_lists = st.builds(
    DigestList,
    st.lists(digest_settings, max_size=5),
    st.integers(0, 3),
    st.integers(1, 4),
    st.booleans(),
)
digest_offers = st.builds(
    DigestOffer,
    st.lists(accounts, min_size=1, max_size=9),
    st.none() | accounts,
    st.booleans(),
    st.lists(chat_grants, max_size=9),
    st.none() | chat_grants,
    st.booleans(),
)
digests_here = st.builds(
    DigestsHere, st.lists(digest_settings, min_size=1, max_size=9), st.sampled_from(LANGUAGES)
)
shown_accounts = st.builds(ShownAccount, accounts, chat_grants, st.just(TASHKENT))
shown_in = st.builds(
    ShownIn, st.lists(shown_accounts, max_size=5), st.integers(0, 3), st.integers(1, 4)
)
chat_settings = st.builds(
    ChatSettings, st.lists(shown_accounts, min_size=1, max_size=9), st.sampled_from(LANGUAGES)
)
chat_invitations = st.builds(ChatInvitation, accounts, st.just("g" + "A" * 43), st.integers(0, 9))
place_questions = st.builds(
    PlaceQuestion,
    NASTY,
    st.just("h" + "A" * 38),
    st.lists(accounts, min_size=1, max_size=5),
)
let_go = st.builds(Unlinked, accounts, st.booleans())
broken_links = st.builds(
    BrokenLink,
    accounts,
    st.none() | MOMENTS,
    st.integers(0, 100),
    st.none() | MOMENTS,
    st.none() | MOMENTS,
    st.booleans(),
    st.just(NOW),
)
deletions = st.builds(
    DeletionQuestion,
    st.lists(
        st.builds(
            AccountToDelete,
            accounts,
            st.integers(0, 10**6),
            st.integers(0, 10**6),
            st.integers(0, 10**4),
        ),
        max_size=300,
    ),
    st.integers(0, 1000),
    st.integers(0, 1000),
    st.just(NOW),
)
kept = st.just(everything_kept(timedelta(days=730)))
security_logs = st.builds(
    SecurityLog,
    st.lists(st.builds(SecurityEntry, MOMENTS, st.sampled_from(sorted(EVENTS))), max_size=10),
    st.integers(0, 40),
    st.integers(0, 40),
)


# Topics ------------------------------------------------------------------------------------------


def _usable_name(words: str) -> str:
    try:
        return tag_name(words[:LONGEST_NAME])
    except TagNameUnusable:
        return "garden"


def tag(name: str = "garden", tag_id: int = 3) -> Tag:
    return Tag(tag_id, 42, 1, name)


tag_names = NASTY.map(_usable_name)
some_tags = st.builds(tag, tag_names, st.integers(1, 2**63 - 1))
counted_tags = st.builds(
    CountedTag, some_tags, st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6)
)
tag_lists = st.builds(TagList, accounts, st.lists(counted_tags, max_size=50))
topics = st.builds(
    TopicNumbers,
    st.integers(0, 300),
    st.integers(0, 300),
    NUMBERS,
    SHARES,
    SHARES,
    SHARES,
    SHARES,
    SHARES,
    st.integers(0, 300),
    NUMBERS,
    SHARES,
)


@st.composite
def tag_cards(draw: st.DrawFn) -> TagCard:
    return TagCard(
        draw(accounts),
        draw(some_tags),
        draw(st.lists(medias(), max_size=7)),
        draw(st.lists(stories(), max_size=7)),
        draw(topics),
        NOW,
    )


TARGETS = st.builds(Target, st.sampled_from(MediaProductType), st.integers(1, 2**63 - 1))
tags_of_targets = st.builds(
    TagsOfTarget,
    accounts,
    TARGETS,
    st.lists(some_tags, max_size=50),
    st.sets(st.integers(1, 100)),
)


@st.composite
def marking_lists(draw: st.DrawFn) -> MarkingList:
    kind = draw(st.sampled_from(MediaProductType))
    of_kind: st.SearchStrategy[Media | Story] = medias()
    if kind is MediaProductType.STORY:
        of_kind = stories()
    entries = draw(st.lists(of_kind, max_size=5))
    marked = {one.id for one in entries if draw(st.booleans())}
    page = draw(st.integers(0, 5))
    return MarkingList(draw(accounts), draw(some_tags), kind, entries, marked, page, page + 1, NOW)


# Comparisons -------------------------------------------------------------------------------------


@st.composite
def _period_numbers(draw: st.DrawFn, period: Period) -> PeriodNumbers:
    totals = st.dictionaries(st.sampled_from(ACCOUNT_TOTALS), st.integers(0, 10**18))
    kinds = st.sampled_from(MediaProductType)
    return PeriodNumbers(
        period,
        draw(totals),
        draw(st.none() | st.integers(-(10**9), 10**9)),
        draw(st.dictionaries(kinds, st.integers(0, 10**6))),
        draw(st.builds(Engagement, st.integers(0, 300), SHARES, SHARES)),
    )


@st.composite
def period_comparisons(draw: st.DrawFn) -> PeriodComparison:
    later = last_days(draw(st.sampled_from([7, 28])), NOW, TASHKENT)
    return PeriodComparison(
        draw(accounts),
        draw(_period_numbers(later)),
        draw(_period_numbers(later.before())),
        draw(st.sampled_from([1, 2, 4])),
        draw(st.none() | MOMENTS),
        draw(st.none() | stales),
    )


seen_medias = st.builds(SeenMedia, medias(), st.just({}))
post_comparisons = st.builds(
    PostComparison,
    accounts,
    seen_medias,
    seen_medias,
    st.builds(
        SideBySide,
        st.none() | st.sampled_from(AGES_COMPARED),
        st.none() | many_insights(),
        st.none() | many_insights(),
    ),
    st.just(NOW),
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
        "declined": (),
        "served": True,
        "media_as_of": NOW - timedelta(hours=1),
        "live_stories": 2,
        "stories_as_of": NOW - timedelta(minutes=5),
        "requests_last_hour": 7,
        "requests": {Purpose.PERSON: 12, Purpose.STORY: 30},
        "usage": None,
        "cooling_until": None,
        "missed_looks": 0,
        "given_up": 0,
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
            st.lists(st.sampled_from([*ASKED, "instagram_business_new"]), unique=True),
            st.booleans(),
            st.none() | MOMENTS,
            st.integers(0, 100),
            st.none() | MOMENTS,
            st.integers(0, 600),
            st.dictionaries(st.sampled_from(Purpose), st.integers(0, 10**6)),
            st.none() | usages,
            st.none() | MOMENTS,
            st.integers(0, 500),
            st.integers(0, 500),
            st.none() | coverages,
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

exported = st.builds(
    lambda account, kind, span, form, rows: ExportedNumbers(
        account, kind, span, form, last_days(28, NOW, TASHKENT), rows, NOTES[kind], None
    ),
    accounts,
    st.sampled_from(ExportKind),
    st.sampled_from(ExportSpan),
    st.sampled_from(ExportFormat),
    st.integers(1, 10**6),
)
