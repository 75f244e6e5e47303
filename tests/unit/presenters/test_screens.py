"""What the screens tell, in the order and words in which people read it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.accounts import LinkState
from bot.domain.digest_picks import BestMedia
from bot.domain.digests import Cadence
from bot.domain.errors import InstagramRefused, NotLinked, Refusal
from bot.domain.media import Insights, Media, MediaProductType
from bot.domain.periods import last_days
from bot.domain.same_age import BesideUsual
from bot.domain.story_life import Look, PictureState, Story, StorySequence
from bot.presenters import (
    digest,
    digest_settings,
    errors,
    example,
    home,
    linking,
    live_stories,
    media_card,
    media_list,
    overview,
    pages,
    place,
    sequence,
    sequence_pictures,
    settings,
    story_card,
)
from bot.presenters.actions import (
    Action,
    OpenAlbum,
    OpenAudience,
    OpenHome,
    OpenMedia,
    OpenMediaList,
    OpenOverview,
    OpenSequencePictures,
    OpenSettings,
    OpenStory,
    OpenStoryCurve,
    OpenTimeZones,
    SendDigestNow,
    SetDigest,
    SetTimeZone,
    StartLinking,
)
from bot.presenters.origins import way_back
from bot.presenters.screen import ChartKind, Screen, Style
from bot.presenters.speech import Speech
from bot.services.known_numbers import stale_after
from bot.services.ports import DayValue
from bot.services.results import (
    DigestStories,
    FirstSync,
    Home,
    Linked,
    LinkInvitation,
    LiveStories,
    MediaCard,
    MediaList,
    MostReplies,
    Pause,
    Rank,
    SequenceCard,
    Settings,
    Stale,
    StoryCard,
    Total,
)
from tests.support.html import visible_text
from tests.unit.presenters.digest_results import beside
from tests.unit.presenters.digest_results import digest as a_digest
from tests.unit.presenters.results import (
    ASKED,
    NOW,
    TASHKENT,
    account,
    digest_of,
    linked_account,
    look,
    media,
    person,
    story,
    subscription,
)
from tests.unit.presenters.results import (
    overview as an_overview,
)

EN = Speech("en", TASHKENT)
CORE = Insights(
    NOW,
    {"reach": 4_812, "views": 7_930, "likes": 312, "comments": 21, "saved": 96, "shares": 54},
)


def told(screen: Screen) -> str:
    return visible_text(screen.text).replace("\u00a0", " ")


def actions(screen: Screen) -> list[Action]:
    return [button.action for row in screen.buttons for button in row if button.action is not None]


def labels(screen: Screen) -> list[str]:
    return [button.text for row in screen.buttons for button in row]


# Start and linking -----------------------------------------------------------------------------


def test_before_linking_there_is_one_primary_button() -> None:
    screen = home.screen(Home(person(), []), EN)
    primary = [b for row in screen.buttons for b in row if b.style is Style.PRIMARY]
    assert [button.action for button in primary] == [StartLinking()]
    assert len(told(screen).splitlines()) == 2


def test_a_broken_link_puts_linking_again_first() -> None:
    screen = home.screen(Home(person(), [linked_account(LinkState.NEEDS_RELINK)]), EN)
    assert screen.buttons[0][0].action == StartLinking()
    assert "closed the link to @casa.verde" in told(screen)


def test_the_invitation_hides_its_address_behind_a_button() -> None:
    invitation = LinkInvitation("https://bot.example/link/secret", NOW, ASKED)
    screen = linking.invitation(invitation, EN)
    assert "secret" not in screen.text
    assert screen.buttons[0][0].url == "https://bot.example/link/secret"
    assert "• read your insights" in told(screen)
    assert "• publish posts (optional)" in told(screen)


def test_what_was_granted_and_what_was_declined_are_told_apart() -> None:
    granted = frozenset(ASKED[:2])
    result = Linked(account(), granted, ASKED, 3, False, subscription(weekday=2))
    text = told(linking.linked(result, EN))
    assert text.startswith("✅ Linked @casa.verde")
    assert "You allowed me to: see your profile and your posts, read your insights." in text
    assert "You declined: publish posts." in text
    assert "every Wednesday at 09:00, Tashkent time" in text


def test_only_a_first_link_speaks_of_what_is_not_there_yet() -> None:
    first, again = (
        told(linking.linked(Linked(account(), None, ASKED, 0, relinked, subscription()), EN))
        for relinked in (False, True)
    )
    for words in ("All read:", "Not available:"):
        assert words in first
        assert words not in again


def test_a_guessed_zone_is_said_and_can_be_set_right_after_linking_and_beside_the_hour() -> None:
    known = Linked(account(), None, ASKED, 0, False, subscription())
    guessed = replace(known, zone_guessed=True)
    assert OpenTimeZones() not in actions(linking.linked(known, EN))
    assert OpenTimeZones() in actions(linking.linked(guessed, EN))
    assert "by the clock of Tashkent, which is a guess" in told(linking.linked(guessed, EN))
    hours = digest_settings.hours(digest_of(), EN)
    assert OpenTimeZones() in actions(hours)


@pytest.mark.parametrize("relinked", [False, True])
@pytest.mark.parametrize(
    ("sync", "words"),
    [
        (FirstSync(), "Being read now: your posts"),
        (FirstSync(60, 214), "⏳ Reading your posts: 60 of 214  ▓▓░░░░░░░░"),
        (FirstSync(60, None), "Being read now: your posts"),
        (FirstSync(60, 50), "Being read now: your posts"),
        (
            FirstSync(60, 214, NOW + timedelta(hours=1)),
            "60 of 214 read so far  ▓▓░░░░░░░░\nI carry on: ",
        ),
        (FirstSync(None, None, NOW + timedelta(hours=1)), "not all read yet. I carry on: "),
        (FirstSync(60, 214, cut_off=True), "The rest follows when the account is linked again"),
        (FirstSync(cut_off=True), "The rest follows when the account is linked again"),
    ],
)
def test_a_link_tells_how_far_the_first_sync_is(
    sync: FirstSync, words: str, *, relinked: bool
) -> None:
    result = Linked(account(), None, ASKED, 0, relinked, subscription(), sync)
    screen = linking.linked(result, EN)
    assert words in told(screen)
    assert "All read" not in told(screen)
    assert screen.buttons == linking.linked(replace(result, sync=None), EN).buttons


def test_unknown_permissions_are_not_called_declined() -> None:
    text = told(linking.linked(Linked(account(), None, ASKED, 0, False, subscription()), EN))
    assert "declined" not in text
    assert "did not say which permissions" in text


@pytest.mark.parametrize(
    ("refused", "words"), [(True, "Instagram refuses"), (False, "has not answered so far")]
)
def test_a_link_that_ends_says_when_why_and_how_to_go_on(refused: bool, words: str) -> None:
    screen = linking.link_ends("casa.verde", NOW, EN, refused=refused)
    assert "The link to @casa.verde is about to end: Sun 23 Nov, 09:00" in told(screen)
    assert words in told(screen)
    assert screen.buttons[0][0].text == EN.plain("button-link-again")
    assert screen.buttons[0][0].style is Style.PRIMARY


def test_the_start_page_names_the_telegram_account() -> None:
    page = pages.start("farolero_bot", "Ana <K>", "ana", ASKED, EN)
    assert "Ana <K> · @ana" in page.paragraphs[0]
    assert len(page.points) == 3


# Numbers ---------------------------------------------------------------------------------------


def test_an_overview_reads_as_designed() -> None:
    assert told(overview.screen(an_overview(), EN)).splitlines() == [
        "@casa.verde · 7 days, 16–22 Nov · Tashkent time",
        "Followers: 12,346 +36 (71 came, 35 left)",
        "Reached: 21,530 ▲ 8.3% · 61% not followers",
        "Views: 64,210 ▼ 4.0%",
        "Engaged: 1,460 ▲ 4.7%",
        "Actions: 2,318 ▲ 15.8%",
        "Link taps: 58 ▼ 4.9%",
        "Published: 4 posts · 2 reels · 31 stories (captured 31/31)",
        "",
        "Updated: Sun 23 Nov, 09:00",
        "Meta may add to these numbers for up to 48 h; ads count, too.",
    ]


def test_cards_say_that_ads_do_not_count_and_how_long_numbers_are_kept() -> None:
    for kind in (MediaProductType.FEED, MediaProductType.REELS):
        card = _card(media(kind, insights=Insights(NOW, {"reach": 100})))
        text = told(media_card.screen(card, EN))
        assert "Ads do not count" in text
        assert "two years" in text


def test_the_chart_leaves_gaps_and_draws_the_period_before_behind() -> None:
    chart = overview.screen(an_overview(), EN).chart
    assert chart is not None
    now, before = chart.series
    assert now.values == (None, None, None, None, None, 3_000.0, None)
    assert before.values == (None, None, None, None, None, None, 2_500.0)
    assert (now.muted, before.muted) == (False, True)
    assert chart.note == ""


@pytest.mark.parametrize(
    ("zone", "day"),
    [("America/Los_Angeles", 19), ("Europe/Madrid", 19), ("Asia/Dubai", 20), ("Asia/Tokyo", 20)],
)
def test_a_pacific_day_is_drawn_on_the_local_day_that_holds_most_of_it(zone: str, day: int) -> None:
    """Meta: end_time is midnight Pacific, 08:00 UTC, and the value belongs to the day before."""
    period = last_days(7, NOW, ZoneInfo(zone))
    ends_at = datetime.fromisoformat("2025-11-20T08:00:00+00:00")
    result = an_overview(period=period, reach_by_day=[DayValue(ends_at, 3_000)])
    chart = overview.screen(result, EN).chart
    assert chart is not None
    at = (date(2025, 11, day) - period.first).days
    assert chart.series[0].values.index(3_000.0) == at


def test_the_followers_chart_shows_one_line() -> None:
    last = an_overview().period.last
    read = {last: 12_346, last + timedelta(days=1): 12_350}
    chart = overview.screen(an_overview(followers_by_day=read), EN, overview.FOLLOWERS).chart
    assert chart is not None
    assert [series.values for series in chart.series] == [(None,) * 6 + (12_346.0, 12_350.0)]
    assert len(chart.labels) == 8


def test_one_button_leads_to_the_chart_that_is_not_shown() -> None:
    for shown, other in ((overview.REACH, "followers"), (overview.FOLLOWERS, "reach")):
        screen = overview.screen(an_overview(28), EN, shown)
        (to_chart,) = [one for one in screen.buttons if one[0].text.startswith("📈")]
        assert [one.action for one in to_chart] == [OpenOverview(28, other)]
    assert "✓ 28 days" in labels(screen)


def test_who_the_people_are_is_a_tap_from_the_overview_and_leads_back_to_it() -> None:
    screen = overview.screen(an_overview(28), EN, overview.FOLLOWERS)
    (asked,) = [one for one in actions(screen) if isinstance(one, OpenAudience)]
    assert way_back(asked.origin) == OpenOverview(28, "followers")


def test_a_single_reading_of_followers_is_told_in_words() -> None:
    today = an_overview().period.last + timedelta(days=1)
    result = an_overview(followers_by_day={today: 12_346})
    screen = overview.screen(result, EN, overview.FOLLOWERS)
    assert screen.chart is None
    assert "Followers are counted since 23 Nov" in told(screen)
    assert overview.screen(result, EN).chart is not None


def test_stories_are_told_to_be_counted_since_linking() -> None:
    text = told(overview.screen(an_overview(stories_since=date(2025, 11, 20)), EN))
    assert "31 stories (captured 31/31) since 20 Nov\n" in text


def test_long_periods_explain_why_reach_has_no_total() -> None:
    totals = [*an_overview().totals]
    totals[0] = Total("reach", None, None, None)
    text = told(overview.screen(an_overview(90, unique_unknown=True, totals=totals), EN))
    assert "Reached: —" in text
    assert "at most 30 days" in text


def test_stale_numbers_say_why_and_from_when_they_are() -> None:
    text = told(overview.screen(an_overview(stale=Stale(Refusal.THROTTLED)), EN))
    assert "asks for a pause" in text
    assert "These are the last known numbers, from: Sun 23 Nov, 09:00.\n" in text
    assert "⚠️ Partial. Instagram asks" in text
    assert text.count("09:00") == 1


@pytest.mark.parametrize(
    ("speech", "words"),
    [
        (
            EN,
            (
                "⚠️ Partial. Instagram is not answering right now. These are the last known numbers,"
                " from: Sun 23 Nov, 09:00. I will try again: Sun 23 Nov, 10:00."
            ),
        ),
        (
            Speech("ru", TASHKENT),
            (
                "⚠️ Неполные данные. Instagram сейчас не отвечает. Это последние известные числа:"
                " вс, 23 ноября, 09:00. Попробую снова: вс, 23 ноября, 10:00."
            ),
        ),
        (
            Speech("es", TASHKENT),
            (
                "⚠️ Datos parciales. Instagram no responde en este momento. Estas son las últimas"
                " cifras conocidas: dom 23 nov, 09:00. Volveré a intentarlo: dom 23 nov, 10:00."
            ),
        ),
    ],
)
def test_partial_numbers_say_when_instagram_is_asked_again(speech: Speech, words: str) -> None:
    stale = Stale(Refusal.TRANSIENT, NOW + timedelta(hours=1))
    for screen in (
        overview.screen(an_overview(stale=stale), speech),
        media_card.screen(_card(media(insights=Insights(NOW, {"reach": 10})), stale), speech),
    ):
        assert words in told(screen)


def test_where_nothing_is_known_the_next_try_takes_the_place_of_asking_again() -> None:
    stale = Stale(Refusal.THROTTLED, NOW + timedelta(hours=1))
    text = told(overview.screen(an_overview(as_of=None, stale=stale, reach_by_day=[]), EN))
    assert (
        "Instagram asks for a pause because of many requests. There are no numbers yet."
        " I will try again: Sun 23 Nov, 10:00."
    ) in text
    assert "ask again" not in text


def test_under_a_chart_nobody_is_told_that_there_are_no_numbers() -> None:
    text = told(overview.screen(an_overview(as_of=None, stale=Stale(Refusal.THROTTLED)), EN))
    assert "asks for a pause" in text
    assert "no numbers" not in text


def test_a_budget_of_our_own_is_not_told_as_a_pause_of_instagrams() -> None:
    later = NOW + timedelta(hours=1)
    refused = InstagramRefused(Refusal.THROTTLED, "no calls left", retry_at=later)
    stale = stale_after(refused, NOW)
    for screen in (
        overview.screen(an_overview(stale=stale), EN),
        media_card.screen(_card(stale=stale), EN),
        errors.screen(refused, EN),
    ):
        assert "I am holding back calls for this account" in told(screen)
        assert "asks for a pause" not in told(screen)


def test_cards_and_lists_say_from_when_their_numbers_are() -> None:
    older = Insights(NOW - timedelta(hours=3), {"reach": 10})
    fresh = media(insights=Insights(NOW, {"reach": 10}))
    assert "Updated: Sun 23 Nov, 09:00" in told(media_card.screen(_card(fresh), EN))
    for shown, words in (
        ([fresh, fresh], "Updated: Sun 23 Nov, 09:00"),
        ([fresh, media(insights=older)], "Updated between Sun 23 Nov, 06:00 and Sun 23 Nov, 09:00"),
    ):
        listed = MediaList(account(), MediaProductType.FEED, shown, 0, 1, NOW)
        assert told(media_list.screen(listed, EN)).endswith(words)


def test_a_post_from_before_the_account_was_professional_says_so_once() -> None:
    before = replace(media(), before_conversion=True)
    line = "Instagram has no numbers from before this account was professional."
    for card in (_card(before), _card(before, Stale(Refusal.BEFORE_CONVERSION))):
        text = told(media_card.screen(card, EN))
        assert text.count(line) == 1
        assert "not given any numbers" not in text
        assert "⚠️" not in text
        assert "❤ 312   💬 21   🔖 —" in text


def test_a_card_names_in_one_line_what_instagram_does_not_offer_there() -> None:
    insights = Insights(NOW, {"reach": 10}, {}, frozenset({"reposts", "follows", "total_views"}))
    text = told(media_card.screen(_card(media(insights=insights)), EN))
    assert "Instagram does not offer here: Reposts, New followers.\n" in text
    assert "🔁 —" in text


def test_a_story_names_in_one_line_what_instagram_does_not_offer_there() -> None:
    refused = Insights(NOW, {"reach": 10}, {}, frozenset({"shares", "reposts"}))
    slide = story(1, POSTED, Look(POSTED + timedelta(hours=4), refused))
    card = StoryCard(account(), slide, _sequence(slide), 0, None, NOW, None)
    assert told(story_card.screen(card, EN)).endswith("Instagram does not offer here: Shares.")


def test_numbers_are_read_anew_from_where_they_stand() -> None:
    shown = overview.screen(an_overview(28), EN, overview.FOLLOWERS)
    assert OpenOverview(28, overview.FOLLOWERS, force=True) in actions(shown)
    assert OpenMedia(7, force=True) in actions(media_card.screen(_card(), EN))


def test_only_an_album_offers_its_pictures() -> None:
    assert OpenAlbum(7) in actions(media_card.screen(_card(), EN))
    reel = media(MediaProductType.REELS)
    assert OpenAlbum(7) not in actions(media_card.screen(_card(reel), EN))


def test_where_nothing_is_known_yet_no_last_numbers_are_spoken_of() -> None:
    result = an_overview(as_of=None, stale=Stale(Refusal.TRANSIENT), reach_by_day=[])
    screen = overview.screen(result, EN)
    assert "There are no numbers yet. Please ask again in a while." in told(screen)
    assert "last known" not in told(screen)
    assert "being read" not in told(screen)
    assert StartLinking() not in actions(screen)


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (Refusal.TOKEN, "link to Instagram is broken"),
        (Refusal.PERMISSION, "A permission is missing"),
    ],
)
@pytest.mark.parametrize("as_of", [NOW, None])
def test_numbers_behind_a_broken_link_come_with_the_button_that_mends_it(
    refusal: Refusal, reason: str, as_of: datetime | None
) -> None:
    result = an_overview(as_of=as_of, stale=Stale(refusal))
    screen = overview.screen(result, EN)
    assert screen.buttons[0][0].action == StartLinking()
    assert reason in told(screen)
    assert ("last known" in told(screen)) == (as_of is not None)
    sent = digest.message(a_digest(result), EN)
    assert StartLinking() in actions(sent)
    card = _card(stale=Stale(refusal))
    assert StartLinking() in actions(media_card.screen(card, EN))


def test_a_number_without_a_change_leaves_no_gap() -> None:
    totals = [Total(total.metric, total.value, None, None) for total in an_overview().totals]
    text = told(overview.screen(an_overview(totals=totals), EN))
    assert "Reached: 21,530 · 61% not followers\n" in text
    assert "  " not in text


def test_a_quote_is_followed_by_no_blank_line_of_ours() -> None:
    text = told(overview.screen(an_overview(90, unique_unknown=True), EN))
    assert "so I do not.\nUpdated" in text


def test_the_example_says_that_it_is_made_up() -> None:
    screen = example.screen(NOW, EN)
    assert told(screen).startswith("👀 Example with made-up numbers\n@your.name ·")
    assert screen.buttons[0][0].action == StartLinking()


def test_numbered_buttons_open_the_cards_of_the_list() -> None:
    listed = MediaList(account(), MediaProductType.FEED, [media(insights=CORE)], 1, 3, NOW)
    screen = media_list.screen(listed, EN)
    assert "Reach 4,812 · ❤ 312 · 💬 21 · 🔖 96 · ↗ 54" in told(screen)
    assert actions(screen)[:3] == [
        OpenMedia(7),
        OpenMediaList(MediaProductType.FEED, 0),
        OpenMediaList(MediaProductType.FEED, 2),
    ]


def _card(shown: Media | None = None, stale: Stale | None = None) -> MediaCard:
    return MediaCard(account(), shown or media(), 0, NOW, None, None, None, 0, stale, None)


def test_a_card_shows_rates_beside_the_own_median() -> None:
    card = MediaCard(account(), media(insights=CORE), 2, NOW, 0.071, 0.0125, None, 20, None, 12_346)
    screen = media_card.screen(card, EN)
    text = told(screen)
    assert "Reach 4,812 (39.0% of your followers then)" in text
    assert "Views 7,930 (1.65 per person)" in text
    assert "Engagement by reach 10.0%" in text
    assert "Your median 7.1% (20 posts of this kind)" in text
    assert "Saves 2.00% (1.6×) · shares 1.12%\n" in text
    assert "Profile visits — · new followers —" in text
    assert "counting" not in text
    assert actions(screen)[-1] == OpenMediaList(MediaProductType.FEED, 2)


def test_a_card_stands_beside_its_own_kind_and_beside_itself() -> None:
    numbers = Insights(NOW, {**CORE.values, "follows": 11, "profile_visits": 64})
    card = MediaCard(
        account(),
        media(insights=numbers),
        0,
        NOW,
        0.071,
        None,
        None,
        20,
        None,
        12_346,
        BesideUsual(timedelta(days=3), 4_500, 2_500, 1.8, 12),
        0.71,
    )
    text = told(media_card.screen(card, EN))
    assert "new followers 11 (2.3 per 1,000 reached)" in text
    assert "Engagement by reach 10.0% · by followers then 3.9%" in text
    assert "Reach at 3 d: 1.8× your usual at that age (12 of this format)" in text
    assert "After 24 h it had 71% of today’s reach." in text
    assert "Place" not in text


def test_a_reel_knows_its_place() -> None:
    reel = replace(_card(media(MediaProductType.REELS, insights=CORE)), rank=Rank(2, 18))
    text = told(media_card.screen(reel, EN))
    assert "Place 2 of 18 by shares per reach" in text
    assert "per 1,000" not in text


def test_a_young_post_is_still_counting() -> None:
    young = media(insights=CORE, age=timedelta(hours=47))
    assert "Still counting" in told(media_card.screen(_card(young), EN))


def test_followers_of_today_are_no_base_for_an_older_post() -> None:
    text = told(media_card.screen(_card(media(insights=CORE)), EN))
    assert "Reach 4,812\n" in text
    assert "followers then" not in text
    few = replace(_card(media(insights=CORE)), followers_then=19)
    assert "followers then" not in told(media_card.screen(few, EN))


def test_what_was_published_in_another_year_says_so() -> None:
    old = media(insights=CORE, age=timedelta(days=364, hours=18))
    text = told(media_card.screen(_card(old), EN))
    assert "Sat 23 Nov 2024, 15:00 · 1 year old" in text
    listed = MediaList(account(), MediaProductType.FEED, [old, media()], 0, 1, NOW)
    assert "Sat 23 Nov 2024, 15:00\n" in told(media_list.screen(listed, EN))
    assert "Wed 19 Nov, 18:00\n" in told(media_list.screen(listed, EN))


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [(42_500, "42.5 s in all"), (1_700_000, "28 min in all"), (12_240_000, "3.4 h in all")],
)
def test_the_watch_time_of_all_is_never_told_as_no_hours(milliseconds: int, words: str) -> None:
    watched = Insights(NOW, {"ig_reels_video_view_total_time": milliseconds})
    reel = media(MediaProductType.REELS, insights=watched)
    assert words in told(media_card.screen(_card(reel), EN))


# Stories ---------------------------------------------------------------------------------------

POSTED = datetime.fromisoformat("2025-11-21T04:00:00+00:00")


def _slide(number: int, *, age: float = 23.8, **values: int) -> Story:
    posted_at = POSTED + timedelta(minutes=number)
    return story(number, posted_at, look(posted_at + timedelta(hours=age), **values))


def _sequence(*slides: Story) -> StorySequence:
    return StorySequence(5, 1, date(2025, 11, 21), slides)


def test_a_wrap_up_names_what_stands_out() -> None:
    slides = [
        _slide(1, reach=1_000, views=1_000, replies=1, nav_tap_exit=50),
        _slide(2, reach=900, views=1_000, replies=9, nav_tap_exit=100),
        _slide(3, reach=450, views=500, replies=0, nav_tap_exit=200),
    ]
    card = SequenceCard(account(), _sequence(*slides), 0.78, NOW)
    text = told(sequence.screen(card, EN))
    assert "3 slides · all final" in text
    assert "Reach 1,000 → 900 → 450" in text
    assert "Kept to the end: 45.0%\nYour median: 78.0%" in text
    assert "Completion 86.0% · left 350 · replies 10" in text
    assert "Biggest loss: slide 3 (−50.0%)" in text
    assert "Best completion: slide 1 (95.0%) · weakest: slide 3 (60.0%)" in text
    assert "Most replies: slide 2 (9)" in text


def _wrap_up(*slides: Story) -> str:
    card = SequenceCard(account(), _sequence(*slides), None, NOW)
    return told(sequence.screen(card, EN))


def test_no_replies_may_be_the_laws_doing_and_some_are_not() -> None:
    none = _wrap_up(_slide(1, reach=1_000, views=1_000, replies=0, nav_tap_exit=50))
    assert "in the EEA and Japan the law may keep" in none
    some = _wrap_up(
        _slide(1, reach=1_000, views=1_000, replies=0, nav_tap_exit=50),
        _slide(2, reach=900, views=1_000, replies=2, nav_tap_exit=50),
    )
    assert "Japan" not in some
    unknown = _wrap_up(_slide(1, reach=1_000, views=1_000, nav_tap_exit=50))
    assert "Japan" not in unknown


def test_a_slide_tells_who_saw_it_whole_and_how_many_began_to_follow() -> None:
    taps = {"nav_tap_forward": 902, "nav_tap_back": 61, "nav_tap_exit": 118}
    slide = _slide(1, views=1_482, reach=1_371, follows=2, nav_swipe_forward=143, **taps)
    card = StoryCard(account(), slide, _sequence(slide), 0, None, NOW, 12_346)
    text = told(story_card.screen(card, EN))
    assert "→ forward 902 (60.9%) · ← back 61 (4.1%)" in text
    assert "Completion 82.4%" in text
    assert "Seen in full, without tapping on: 21.5%" in text
    assert "new followers 2 (1.5 per 1,000 reached)" in text


def test_a_hidden_slide_makes_sums_unknown_instead_of_smaller() -> None:
    hidden = story(2, POSTED, Look(POSTED + timedelta(hours=23, minutes=30), None))
    known = _slide(1, reach=1_000, views=1_000, replies=1, nav_tap_exit=50)
    text = told(sequence.screen(SequenceCard(account(), _sequence(known, hidden), None, NOW), EN))
    assert "1 final, 1 hidden" in text
    assert "Reach 1,000 → —" in text
    assert "Completion — · left — · replies —" in text
    assert "too few people" in text


def test_a_slide_tells_its_state_and_the_age_of_its_last_look() -> None:
    slides = [_slide(number, age=17.5, views=100, reach=90) for number in range(1, 9)]
    card = StoryCard(account(), slides[6], _sequence(*slides), 6, None, NOW, 1_000)
    screen = story_card.screen(card, EN)
    assert "Story 7 of 8" in told(screen)
    assert "reach 90 (9.0% of your followers then)" in told(screen)
    assert "Partial (last look at 17 h 30 min)" in told(screen)
    assert labels(screen)[:5] == ["4", "5", "6", "✓ 7", "8"]
    assert OpenStory(8) in actions(screen)


def test_a_slides_kept_picture_stands_over_its_numbers_and_the_curve_is_a_tap_away() -> None:
    slide = _slide(3, views=100, reach=90)
    states = (PictureState.KEPT, PictureState.WAITING, PictureState.LOST, None)
    shown = [
        story_card.screen(
            StoryCard(account(), slide, _sequence(slide), 0, None, NOW, None, picture=state), EN
        )
        for state in states
    ]
    assert [screen.kept_pictures for screen in shown] == [(3,), (), (), ()]
    assert ["could not be had" in told(screen) for screen in shown] == [False, False, True, False]
    assert all(OpenStoryCurve(3) in actions(screen) for screen in shown)
    assert all("Views 100" in told(screen) for screen in shown)


def test_the_slides_of_a_day_stand_side_by_side_as_far_as_there_are_pictures() -> None:
    slides = [_slide(number, reach=90) for number in (1, 2, 3)]
    kept = {1: PictureState.KEPT, 2: PictureState.LOST, 3: PictureState.KEPT}
    card = SequenceCard(account(), _sequence(*slides), None, NOW, pictures=kept)
    assert OpenSequencePictures(5) in actions(sequence.screen(card, EN))
    screen = sequence_pictures.screen(card, EN)
    assert screen.kept_pictures == (1, None, 3)
    assert "An empty place" in told(screen)
    assert [OpenStory(number) in actions(screen) for number in (1, 2, 3)] == [True] * 3
    without = SequenceCard(account(), _sequence(*slides), None, NOW)
    assert OpenSequencePictures(5) not in actions(sequence.screen(without, EN))


def test_the_life_curve_leaves_hidden_looks_as_gaps() -> None:
    first = Look(POSTED + timedelta(hours=1), None)
    slide = story(1, POSTED, first, look(POSTED + timedelta(hours=4), views=20, reach=15))
    screen = story_card.curve(StoryCard(account(), slide, _sequence(slide), 0, None, NOW, None), EN)
    assert screen.chart is not None
    assert screen.chart.kind is ChartKind.LIFE_CURVE
    assert [series.values for series in screen.chart.series] == [(None, 20), (None, 15)]


def test_a_live_story_without_numbers_says_why_and_when_the_next_look_comes() -> None:
    slide = story(9, NOW - timedelta(minutes=40), Look(NOW, None))
    live = LiveStories(account(), [slide], {9: NOW + timedelta(minutes=20)}, NOW)
    text = told(live_stories.screen(live, EN))
    assert "23 h 20 min left" in text
    assert "hides the numbers" in text
    assert "Next look: Sun 23 Nov, 09:20" in text


@pytest.mark.parametrize("earlier", [(), (Look(NOW - timedelta(hours=1), None),)])
def test_a_story_that_is_being_read_says_so_and_not_when_it_is_read_after_that(
    earlier: tuple[Look, ...],
) -> None:
    slide = story(9, NOW - timedelta(hours=2), *earlier)
    later = NOW + timedelta(minutes=11)
    live = LiveStories(account(), [slide], {9: later}, NOW, being_read=[9])
    card = StoryCard(account(), slide, _sequence(slide), 0, later, NOW, None, being_read=True)
    for text in (told(live_stories.screen(live, EN)), told(story_card.screen(card, EN))):
        assert "I am reading it just now." in text
        assert "not looked" not in text
        assert "Next look" not in text


def test_numbers_of_a_live_story_say_when_they_were_read() -> None:
    slide = story(9, NOW - timedelta(hours=2), look(NOW - timedelta(hours=1), views=20, reach=15))
    card = StoryCard(account(), slide, _sequence(slide), 0, None, NOW, None)
    assert "Read: Sun 23 Nov, 08:00" in told(story_card.screen(card, EN))
    over = replace(card, now=NOW + timedelta(hours=30))
    assert "Read:" not in told(story_card.screen(over, EN))


def test_a_look_that_is_due_already_comes_any_moment_now() -> None:
    slide = story(9, NOW - timedelta(hours=2))
    live = LiveStories(account(), [slide], {9: NOW - timedelta(seconds=3)}, NOW)
    assert "Next look: any moment now" in told(live_stories.screen(live, EN))


def test_many_live_stories_are_counted_even_where_they_are_not_listed() -> None:
    many = [story(number, NOW - timedelta(hours=1)) for number in range(27)]
    assert "…and 7 more that end later." in told(
        live_stories.screen(LiveStories(account(), many, {}, NOW), EN)
    )


# Digest, settings, errors ----------------------------------------------------------------------


def test_a_digest_is_one_picture_with_the_best_of_the_week() -> None:
    best = BestMedia(media(insights=CORE), beside(1.62))
    stories = DigestStories(0.78, MostReplies(date(2025, 11, 21), 1, 9), 1)
    screen = digest.message(a_digest(best_post=best, stories=stories), EN)
    text = told(screen)
    assert text.startswith("📬 Your week on Instagram\n@casa.verde · 7 days, 16–22 Nov")
    assert "Best post: Autumn in the garden · reach 4,812 · 1.6× your usual at 3 d" in text
    assert "completion 78% (median) · most replies: slide 2 of 21 Nov (9) · 1 lost" in text
    assert screen.chart is not None
    assert actions(screen)[0] == OpenMedia(7)


def test_what_reached_no_more_than_usual_is_not_called_the_best() -> None:
    ordinary = BestMedia(media(insights=CORE), None)
    text = told(digest.message(a_digest(best_post=ordinary), EN))
    assert "\n📷 Post: Autumn in the garden · reach 4,812" in text
    assert "est post" not in text
    assert "usual" not in text


def test_a_quiet_week_is_told_without_a_chart() -> None:
    quiet = an_overview(published={}, stories_seen=0, stories_ended=0, stories_captured=0)
    screen = digest.message(a_digest(quiet), EN)
    assert screen.chart is None
    assert "nothing was published" in told(screen)


def test_every_digest_button_names_the_whole_new_state() -> None:
    settings_result = digest_of(subscription(cadence=Cadence.DAILY))
    wanted = actions(digest_settings.screen(settings_result, EN))
    assert SetDigest(True, Cadence.WEEKLY, 9, 0, 1) in wanted
    assert SetDigest(True, Cadence.MONTHLY, 9, 0, 1) in wanted
    assert SetDigest(False, Cadence.DAILY, 9, 0, 1) in actions(
        digest_settings.pause(settings_result, EN)
    )
    assert SetDigest(True, Cadence.DAILY, 23, 0, 1) in actions(
        digest_settings.hours(settings_result, EN)
    )
    assert SetDigest(True, Cadence.DAILY, 9, 6, 1) in actions(
        digest_settings.weekdays(settings_result, EN)
    )


def test_nothing_is_offered_that_could_not_be_sent() -> None:
    now, preview = SendDigestNow(1), SendDigestNow(1, preview=True)
    offered = {
        reason: {now, preview} & set(actions(digest_settings.screen(digest_of(pause=reason), EN)))
        for reason in (None, Pause.SILENCED, Pause.NOT_SHOWN)
    }
    assert offered == {None: {now, preview}, Pause.SILENCED: {preview}, Pause.NOT_SHOWN: set()}


def test_the_choice_of_a_language_leads_back_to_where_it_was_opened() -> None:
    linked = settings.languages(Settings(person(), NOW), EN)
    assert actions(linked)[-1] == OpenSettings()
    new = replace(person(), current_account_id=None)
    assert actions(settings.languages(Settings(new, NOW), EN))[-1] == OpenHome()


def test_every_zone_of_a_region_can_be_reached_and_shows_its_time() -> None:
    result = Settings(person(), NOW)
    zones, page = [], 0
    while True:
        screen = place.cities_of(result, "Asia", page, EN)
        zones += [action.zone for action in actions(screen) if isinstance(action, SetTimeZone)]
        if "✓ 09:00 Tashkent" in labels(screen):
            break
        assert all(len(row) <= 2 for row in screen.buttons)
        assert all(len(label) <= 22 for label in labels(screen))
        page += 1
        assert OpenTimeZones("Asia", page) in actions(screen)
    assert "Asia/Tashkent" in zones
    assert "Asia/Kolkata" in zones
    assert len(zones) == len(set(zones))


def test_an_error_offers_the_step_that_helps() -> None:
    assert errors.screen(NotLinked("x"), EN).buttons[0][0].action == StartLinking()
    closed = errors.screen(InstagramRefused(Refusal.TOKEN, "secret detail"), EN)
    assert closed.buttons[0][0].action == StartLinking()
    assert "secret detail" not in closed.text
    busy = errors.screen(InstagramRefused(Refusal.THROTTLED, "x", retry_at=NOW), EN)
    assert "You can ask again: Sun 23 Nov, 09:00" in told(busy)
