"""What people read about the machinery, about single numbers, and about albums."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.accounts import LinkState
from bot.domain.errors import Refusal
from bot.domain.formulas import FORMULAS
from bot.domain.media import MediaKind
from bot.domain.metrics import ACCOUNT_METRICS, MEDIA_METRICS
from bot.domain.story_life import PictureLoss
from bot.locales import LANGUAGES
from bot.presenters import album, status, why
from bot.presenters.actions import (
    Action,
    MetricTopic,
    OpenAlbum,
    OpenMedia,
    OpenMetric,
    OpenMetrics,
    OpenWhy,
    StartLinking,
)
from bot.presenters.metric_words import NAMES, metric_called, metric_meaning, metric_name
from bot.presenters.refused_words import KINDS
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.explain_metric import explain
from bot.services.ports import MediaPicture, Purpose, RefusedMetric, ServedVersion, Usage
from bot.services.results import Album, Stale
from tests.support.html import visible_text
from tests.unit.presenters.results import (
    ASKED,
    NOW,
    TASHKENT,
    account,
    account_status,
    linked_account,
    media,
)
from tests.unit.presenters.results import (
    status as a_status,
)

EN = Speech("en", TASHKENT)
REFUSED_SINCE = NOW - timedelta(days=11)


def told(screen: Screen) -> str:
    return visible_text(screen.text).replace("\u00a0", " ")


def actions(screen: Screen) -> list[Action]:
    return [button.action for row in screen.buttons for button in row if button.action]


def refused(kind: str, metric: str = "reposts") -> RefusedMetric:
    return RefusedMetric(kind, metric, REFUSED_SINCE, NOW - timedelta(days=4), "(#100) secret")


# Status ----------------------------------------------------------------------------------------


def test_when_all_is_well_the_status_is_calm() -> None:
    screen = status.screen(a_status(), EN)
    text = told(screen)
    assert "✅ All is well." in text
    assert text.splitlines()[3:] == [
        "✅ @casa.verde · linked",
        "Access: 1 min old, until 22 Jan 2026, renewed in time",
        "Allowed: see your profile and your posts, publish posts, read your insights",
        (
            "Last look: stories Sun 23 Nov, 08:55 · posts Sun 23 Nov, 08:00"
            " · profile Sun 23 Nov, 09:00"
        ),
        "Calls in the last hour: 7 of 200",
        "Calls today (UTC): 42",
        "For: people’s questions 12 · stories 30",
    ]
    assert StartLinking() not in actions(screen)


def test_a_broken_link_is_the_first_thing_that_can_be_mended() -> None:
    broken = account_status(linked=linked_account(LinkState.NEEDS_RELINK), served=False)
    screen = status.screen(a_status(account_status(), broken), EN)
    assert "⚠️ @casa.verde · link closed 08:00. Please link again" in told(screen)
    assert "Instagram accepts my access no longer and gave no exact reason." in told(screen)
    assert "All is well" not in told(screen)
    assert actions(screen)[0] == StartLinking()


def test_a_broken_link_beside_one_that_serves_does_not_say_that_nothing_is_read() -> None:
    replaced = account_status(linked=linked_account(LinkState.NEEDS_RELINK), served=True)
    text = told(status.screen(a_status(replaced), EN))
    assert "Numbers come through somebody else’s" in text
    assert "nothing new is read" not in text


def test_a_kept_history_is_named_and_nothing_is_wrong_with_it() -> None:
    kept = account_status(linked=linked_account(LinkState.UNLINKED), served=False)
    screen = status.screen(a_status(kept), EN)
    assert told(screen).splitlines()[1:] == [
        "✅ All is well.",
        "",
        "🗂 @casa.verde · not linked, history kept since 23 Nov 2025",
    ]
    assert StartLinking() not in actions(screen)


@pytest.mark.parametrize(
    ("granted", "words"),
    [
        (None, ["Allowed: Instagram did not say"]),
        (
            ASKED[:2],
            [
                "Allowed: see your profile and your posts, read your insights",
                "Declined, not needed: publish posts",
            ],
        ),
        (
            ASKED[:1],
            [
                "Allowed: see your profile and your posts",
                "⚠️ Missing: read your insights. Please link again.",
                "Declined, not needed: publish posts",
            ],
        ),
    ],
)
def test_permissions_are_told_as_granted_missing_and_declined(
    granted: tuple[str, ...] | None, words: list[str]
) -> None:
    linked = linked_account()
    permissions = None if granted is None else frozenset(granted)
    linked = replace(linked, link=replace(linked.link, permissions=permissions))
    declined = [] if granted is None else [name for name in ASKED if name not in granted]
    text = told(status.screen(a_status(account_status(linked=linked, declined=declined)), EN))
    assert text.splitlines()[5 : 5 + len(words)] == words


def test_what_was_never_looked_at_is_a_dash_and_an_old_token_tells_its_age() -> None:
    linked = linked_account()
    linked = replace(linked, link=replace(linked.link, token_issued_at=NOW - timedelta(days=12)))
    fresh = account_status(linked=linked, media_as_of=None, stories_as_of=None)
    text = told(status.screen(a_status(fresh), EN))
    assert "Access: 12 d old" in text
    assert "stories — · posts — · profile" in text


def test_stories_that_were_listed_count_as_looked_at_where_none_is_alive() -> None:
    listed = replace(account(), stories_listed_at=NOW - timedelta(minutes=2))
    none_alive = account_status(linked=linked_account(of=listed), stories_as_of=None)
    assert "stories Sun 23 Nov, 08:58" in told(status.screen(a_status(none_alive), EN))


def test_metrics_that_are_not_offered_say_since_when_and_when_they_are_tried_again() -> None:
    text = told(status.screen(a_status(refused=[refused("STORY"), refused("LIST")]), EN))
    assert "• reposts: not offered for stories since 12 Nov; tried again on 26 Nov" in text
    assert "• Lists come without numbers since 12 Nov" in text
    assert "secret" not in text


def test_a_silent_change_of_version_is_told() -> None:
    served = ServedVersion("v26.0", "v25.0", REFUSED_SINCE)
    text = told(status.screen(a_status(versions=[served]), EN))
    assert "Meta answers with v25.0 though I ask for v26.0, since 12 Nov." in text
    assert "All is well" not in text


def test_instagrams_own_count_and_its_pauses_are_told_with_their_time() -> None:
    busy = account_status(
        usage=Usage(28, 4, 61, NOW - timedelta(hours=1)), cooling_until=NOW + timedelta(hours=1)
    )
    text = told(status.screen(a_status(busy, app_usage=Usage(3, 1, 2, NOW)), EN))
    assert "Of Instagram’s own limit 61% is used, as told Sun 23 Nov, 08:00" in text
    assert "Instagram asked for a pause. I carry on: Sun 23 Nov, 10:00" in text
    assert "All accounts together: 3%" in text


def test_what_was_missed_or_given_up_is_told() -> None:
    text = told(status.screen(a_status(account_status(missed_looks=2, given_up=1)), EN))
    assert "Looks at stories missed in the last three days: 2" in text
    assert "Given up in the last three days, after failing again and again: 1." in text
    assert "All is well" not in text


def test_with_many_accounts_every_one_is_named_even_where_its_details_have_no_room() -> None:
    many = [
        account_status(linked=linked_account(of=account(f"account.{number:02}")))
        for number in range(30)
    ]
    text = told(status.screen(a_status(*many), EN))
    assert all(f"@account.{number:02}" in text for number in range(30))
    assert "For: people" in text


def test_every_purpose_and_kind_has_words() -> None:
    assert set(status.PURPOSES) == set(Purpose)
    assert set(KINDS) == {*MediaKind, "ACCOUNT"}


# What numbers mean -----------------------------------------------------------------------------


def explained(words: str, speech: Speech = EN, *refusals: RefusedMetric) -> str:
    return told(why.screen(explain(words, refusals, NOW), speech))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_metric_and_formula_has_a_name_of_its_own_and_a_meaning(language: str) -> None:
    speech = Speech(language, TASHKENT)
    names = [metric_name(name, speech) for name in NAMES]
    assert len({name.casefold() for name in names}) == len(NAMES)
    assert all(metric_meaning(name, speech).endswith(".") for name in NAMES)
    assert [metric_called(name.upper(), speech) for name in names] == list(NAMES)


def test_every_breakdown_has_words() -> None:
    of_media = {metric.breakdown for metric in MEDIA_METRICS if metric.breakdown}
    of_accounts = {name for metric in ACCOUNT_METRICS for name in metric.breakdowns}
    assert set(why.BREAKDOWNS) == of_media | of_accounts


def test_a_metric_says_what_it_counts_and_where_it_is_given() -> None:
    text = explained("reach")
    assert text.startswith("ℹ️ Reach · reach\nHow many different accounts saw it")
    assert "Unit: a count" in text
    assert "Given for: photos, albums, old feed videos, reels, stories" in text
    assert "Broken down by: followers and others; posts, reels, stories, ads" in text
    assert "cannot be added up" in text
    assert "Ads do not count on a post but do count for the account" in text
    assert "up to 48 h" in text
    assert "with Instagram Login, which you use here" in text
    assert "retired" not in text


def test_a_retired_name_says_what_took_its_place_and_that_the_unit_changes() -> None:
    text = explained("clips_replays_count")
    assert text.startswith("ℹ️ Total watch time · ig_reels_video_view_total_time")
    assert "Meta has retired the name clips_replays_count" in text
    assert "the old one was a count, the new one is watch time in milliseconds" in text


def test_a_name_that_became_a_part_says_of_what() -> None:
    text = explained("taps_forward")
    assert "it is now the part tap_forward of navigation" in text
    assert "unit changes" not in text


def test_impressions_are_views_now_but_hold_for_old_posts() -> None:
    text = explained(" IMPRESSIONS ")
    assert text.startswith("ℹ️ Views · views")
    assert "before 2 Jul 2024 Instagram still gives impressions" in text


def test_what_only_facebook_login_gives_is_said_to_be_out_of_reach() -> None:
    text = explained("link_clicks")
    assert "with Facebook Login only, so not here" in text
    assert "Meta has it since 22 Jun 2026" in text


def test_saves_go_by_two_names() -> None:
    for words in ("saved", "saves"):
        text = explained(words)
        assert "Given for: photos, albums, old feed videos, reels" in text
        assert "For the account: a total" in text
        assert "saved on a post and saves on an account" in text


def test_a_metric_that_is_refused_at_present_says_so() -> None:
    text = explained("reposts", EN, refused("STORY"), refused("REELS", "views"))
    assert "reposts: not offered for stories since 12 Nov" in text
    assert "views: not" not in text


@pytest.mark.parametrize(
    ("words", "name"),
    [("ER", "engagement_rate_by_reach"), ("story completion", "story_completion")],
)
def test_a_formula_is_printed_from_where_it_is_worked_out(words: str, name: str) -> None:
    text = explained(words)
    assert f"{name} = {FORMULAS[name]}" in text
    assert "fewer than 20" in text


def test_an_unknown_name_answers_with_the_nearest_and_the_way_to_all() -> None:
    screen = why.screen(explain("reeach<", [], NOW), EN)
    text = told(screen)
    assert text.startswith("I know no number called “reeach<”.\nPerhaps you mean: reach")
    assert actions(screen)[0] == OpenMetric("reach")
    assert OpenWhy() in actions(screen)
    assert sum(name in text.split(": ")[1].split(", ") for name in NAMES) <= 3


@pytest.mark.parametrize(
    ("language", "summed"), [("en", "total of"), ("ru", "сумма"), ("es", "total de")]
)
def test_a_number_of_different_accounts_is_never_called_a_sum(language: str, summed: str) -> None:
    speech = Speech(language, TASHKENT)
    for metric in ACCOUNT_METRICS:
        if metric.unique:
            assert summed not in explained(metric.name, speech)
    assert summed in explained("views", speech)


def test_choosing_takes_a_place_and_a_number() -> None:
    rates = [MetricTopic.POST_RATES, MetricTopic.STORY_RATES, MetricTopic.GROWTH]
    places = [topic for topic in MetricTopic if topic not in rates]
    assert actions(why.choose(EN))[:-1] == [OpenMetrics(topic) for topic in places]
    of_rates = actions(why.topic_screen(MetricTopic.RATES, EN))
    assert of_rates == [*(OpenMetrics(topic) for topic in rates), OpenWhy()]
    for topic in set(MetricTopic) - {MetricTopic.RATES}:
        screen = why.topic_screen(topic, EN)
        wanted = [one.name for one in actions(screen) if isinstance(one, OpenMetric)]
        assert wanted
        assert set(wanted) <= set(why.names_of(topic))
        assert all(len(row) <= 2 for row in screen.buttons)
    everywhere = {name for topic in MetricTopic for name in why.names_of(topic)}
    assert everywhere == set(NAMES)


# Albums ----------------------------------------------------------------------------------------

PICTURES = [
    MediaPicture("1", "IMAGE", "https://cdn.example/1.jpg", None),
    MediaPicture("2", "VIDEO", "https://cdn.example/2.mp4", "https://cdn.example/2.jpg"),
    MediaPicture("3", "IMAGE", None, None),
]


def test_leafing_through_an_album_goes_round() -> None:
    first = album.screen(Album(media(), PICTURES, 0, None), EN)
    assert first.picture_url == "https://cdn.example/1.jpg"
    assert [button.text for button in first.buttons[0]] == ["◀", "1/3", "▶"]
    assert actions(first) == [OpenAlbum(7, 2), OpenAlbum(7, 0), OpenAlbum(7, 1), OpenMedia(7)]
    assert "Picture 1 of 3" in told(first)
    assert "never for single pictures" in told(first)


def test_a_video_shows_its_cover_and_never_the_video() -> None:
    screen = album.screen(Album(media(), PICTURES, 1, None), EN)
    assert screen.picture_url == "https://cdn.example/2.jpg"
    assert "This one is a video" in told(screen)


def test_a_picture_that_instagram_withholds_is_said_to_be_missing() -> None:
    screen = album.screen(Album(media(), PICTURES, 2, None), EN)
    assert screen.picture_url is None
    assert "does not show this one" in told(screen)


def test_pictures_that_are_known_are_shown_although_instagram_is_silent() -> None:
    screen = album.screen(Album(media(), PICTURES, 0, Stale(Refusal.TRANSIENT)), EN)
    assert screen.picture_url is not None
    assert "not answering" not in told(screen)


def test_without_pictures_the_reason_and_the_way_back_to_the_card_are_there() -> None:
    silent = Stale(Refusal.TRANSIENT, NOW + timedelta(hours=1))
    screen = album.screen(Album(media(), [], 0, silent), EN)
    assert "Instagram is not answering right now." in told(screen)
    assert "You can ask again: Sun 23 Nov, 10:00" in told(screen)
    assert actions(screen) == [OpenMedia(7)]
    broken = album.screen(Album(replace(media(), id=8), [], 0, Stale(Refusal.TOKEN)), EN)
    assert actions(broken) == [StartLinking(), OpenMedia(8)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lost_pictures_are_counted_with_every_reason_in_words(language: str) -> None:
    speech = Speech(language, TASHKENT)
    lost = dict.fromkeys(PictureLoss, 2)
    text = told(status.screen(a_status(account_status(lost_pictures=lost)), speech))
    assert f": {2 * len(PictureLoss)} (" in text
    (line,) = [line for line in text.splitlines() if line.startswith("🖼")]
    assert line.count(": 2") == 1 + len(PictureLoss), "20 in all, and 2 for each reason"
    assert "_" not in line
