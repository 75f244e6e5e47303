"""Whatever a use case answers, its screen can be sent: in every language, however extreme."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.alerts import AlertGroup, AlertKind
from bot.domain.chat_grants import Place
from bot.domain.errors import BotError, InstagramRefused, NotFound, NotLinked, Refusal
from bot.domain.exports import ExportKind, ExportSpan
from bot.domain.media import Insights
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.same_age import Measure
from bot.domain.story_life import StorySequence
from bot.locales import LANGUAGES
from bot.presenters import (
    accounts,
    album,
    alert_cards,
    alerts,
    api_keys,
    audience,
    best_time,
    broken_link,
    chat_screens,
    compare,
    compare_tags,
    delete_me,
    digest,
    digest_list,
    digest_settings,
    errors,
    example,
    export,
    export_numbers,
    help,  # noqa: A004 - the screen of that name
    hint,
    home,
    inline_cards,
    linking,
    live_stories,
    marking,
    media_card,
    media_list,
    overview,
    place,
    post_link,
    privacy,
    security_log,
    sequence,
    sequence_pictures,
    shown_in,
    status,
    story_archive,
    story_card,
    story_month,
    tags,
    top,
    unknown_send,
    why,
)
from bot.presenters import (
    settings as settings_screens,
)
from bot.presenters.actions import MetricTopic, OpenNewApiKey, OpenTopMeasures
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.time_zones import REGIONS
from bot.services.explain_metric import explain
from bot.services.instagram_access import NoHealthyLink
from bot.services.results import (
    ExportedNumbers,
    FoundZone,
    MediaCard,
    SequenceCard,
    TagComparison,
    Total,
)
from tests.support.html import utf16_length, visible_text
from tests.support.menus import DIALS, MOST, WITHOUT_BACK, choices, entries, leads_back
from tests.unit.presenters import alert_results, digest_results, results

SPEECHES = {language: Speech(language, results.TASHKENT) for language in LANGUAGES}

RAW_KEY = re.compile(
    r"(?<!#)\b(?:overview|linking|card|story|sequence|digests|digest|list|home|error|button|caught|accounts|unlink|stale|why|metric|status|purpose|kind|album|privacy|export|delete|security|besttime|audience|gender|archive|month|table|note|report|top|tag|tags|marking|compare|grant|chat|place|invite|shown|allowed|here|operator)-\w"
)

SCREENS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any, Speech], Screen]]] = {
    "home": (results.homes, home.screen),
    "invitation": (results.invitations, linking.invitation),
    "linked": (results.links, linking.linked),
    "linked no more": (st.none(), lambda _, speech: linking.no_more(speech)),
    "personal account": (results.NASTY, linking.personal_account),
    "second owner": (
        st.tuples(results.NASTY, results.MOMENTS),
        lambda drawn, speech: linking.second_owner(drawn[0], drawn[1], speech),
    ),
    "history passed on": (
        st.tuples(results.NASTY, results.MOMENTS),
        lambda drawn, speech: linking.history_passed_on(drawn[0], drawn[1], speech),
    ),
    "missing permission": (
        st.lists(st.sampled_from(results.ASKED), min_size=1, unique=True),
        linking.missing_permission,
    ),
    "too many attempts": (results.MOMENTS, linking.too_many_attempts),
    "link pending": (results.MOMENTS, linking.pending),
    "link still pending": (results.MOMENTS, linking.still_pending),
    "link broken": (
        st.tuples(results.broken_links, st.sampled_from([*broken_link.REASONS, "190", "token"])),
        lambda drawn, speech: broken_link.alarm(drawn[0], drawn[1], speech),
    ),
    "link broken, for a group": (
        st.tuples(results.NASTY, results.NASTY),
        lambda drawn, speech: broken_link.group_alarm(
            drawn[0], drawn[1], "https://t.me/farolero_bot?start=accounts", speech
        ),
    ),
    "caught up": (results.catch_ups, broken_link.caught_up),
    "link ends": (
        st.tuples(results.NASTY, results.MOMENTS, st.booleans()),
        lambda drawn, speech: linking.link_ends(drawn[0], drawn[1], speech, refused=drawn[2]),
    ),
    "overview": (results.overviews(), overview.screen),
    "overview with followers": (
        results.overviews(),
        lambda result, speech: overview.screen(result, speech, overview.FOLLOWERS),
    ),
    "overview with other accounts": (
        st.tuples(results.overviews(), results.homes),
        lambda drawn, speech: overview.screen(drawn[0], speech, overview.REACH, drawn[1].accounts),
    ),
    "media list": (results.media_lists, media_list.screen),
    "media card": (results.media_cards, media_card.screen),
    "post link": (st.none(), lambda _, speech: post_link.screen(speech)),
    "top": (
        st.tuples(results.rankings(), st.booleans()),
        lambda drawn, speech: top.screen(drawn[0], speech, worst=drawn[1]),
    ),
    "tags": (
        st.tuples(results.tag_lists, st.integers(-1, 12)),
        lambda drawn, speech: tags.screen(drawn[0], speech, drawn[1]),
    ),
    "tag": (results.tag_cards(), tags.card),
    "rename tag": (results.tag_cards(), tags.rename),
    "remove tag": (results.tag_cards(), tags.removal_question),
    "tags of a post": (
        st.tuples(results.tags_of_targets, st.integers(-1, 12)),
        lambda drawn, speech: marking.tags_of(drawn[0], speech, drawn[1]),
    ),
    "marking": (results.marking_lists(), marking.marking),
    "compare": (st.none(), lambda _, speech: compare.menu(speech)),
    "compare periods": (results.period_comparisons(), compare.periods),
    "compare posts": (results.post_comparisons, compare.posts),
    "compare topics": (
        st.builds(TagComparison, results.tag_cards(), results.tag_cards()),
        compare_tags.tags,
    ),
    "pick a post": (
        st.tuples(results.media_lists, st.sampled_from([0, 1, 7])),
        lambda drawn, speech: compare.pick_post(drawn[0], drawn[1], speech),
    ),
    "pick a topic": (
        st.tuples(results.tag_lists, st.sampled_from([0, 1]), st.integers(-1, 12)),
        lambda drawn, speech: compare_tags.pick_tag(drawn[0], drawn[1], drawn[2], speech),
    ),
    "top measures": (
        st.builds(OpenTopMeasures, st.sampled_from(Measure)),
        top.measures,
    ),
    "live stories": (results.live_stories, live_stories.screen),
    "story archive": (results.archives, story_archive.screen),
    "story month": (results.story_months(), story_month.screen),
    "a page of a story month": (
        st.tuples(results.story_months(), st.integers(-1, 9)),
        lambda drawn, speech: story_month.screen(drawn[0], speech, drawn[1]),
    ),
    "unreadable day": (
        results.NASTY,
        lambda said, speech: story_month.unreadable(said, date(2026, 11, 21), speech),
    ),
    "sequence": (results.sequence_cards, sequence.screen),
    "sequence pictures": (results.sequence_cards, sequence_pictures.screen),
    "story card": (results.story_cards(), story_card.screen),
    "life curve": (results.story_cards(), story_card.curve),
    "best time": (results.best_times(), best_time.screen),
    "audience": (results.audiences(), audience.screen),
    "accounts": (results.homes, accounts.screen),
    "a page of accounts": (
        st.tuples(results.homes, st.integers(-1, 9)),
        lambda drawn, speech: accounts.screen(drawn[0], speech, drawn[1]),
    ),
    "unlink question": (results.questions, accounts.unlink_question),
    "unlinked": (results.let_go, accounts.unlinked),
    "deletion question": (results.deletions, delete_me.question),
    "deletion question after the file": (results.deletions, delete_me.question_after_file),
    "instagram data deleted": (results.homes, linking.instagram_data_deleted),
    "export": (st.none(), lambda _, speech: export.screen(speech)),
    "export is being made": (st.none(), lambda _, speech: export.gathering(speech)),
    "export sent": (st.integers(1, 100), export.sent),
    "export kinds": (st.none(), lambda _, speech: export_numbers.kinds(speech)),
    "export spans": (
        st.tuples(st.sampled_from(ExportKind), st.booleans()),
        lambda drawn, speech: export_numbers.spans(drawn[0], drawn[1], speech),
    ),
    "export formats": (
        st.tuples(st.sampled_from(ExportKind), st.sampled_from(ExportSpan)),
        lambda drawn, speech: export_numbers.formats(drawn[0], drawn[1], speech),
    ),
    "export not understood": (results.NASTY, export_numbers.not_understood),
    "export of numbers is being made": (st.none(), lambda _, speech: export_numbers.making(speech)),
    "numbers exported": (results.exported, export_numbers.numbers_sent),
    "no numbers to export": (results.exported, export_numbers.nothing_to_send),
    "reports": (
        st.lists(st.dates(), min_size=1, max_size=5),
        export_numbers.reports,
    ),
    "no report": (st.dates(), export_numbers.no_report),
    "report sent": (st.none(), lambda _, speech: export_numbers.report_sent(speech)),
    "deleted": (st.none(), lambda _, speech: delete_me.deleted(speech)),
    "settings": (results.settings, settings_screens.screen),
    "languages": (results.settings, settings_screens.languages),
    "regions": (results.settings, place.regions),
    "cities": (
        st.tuples(results.settings, st.sampled_from(REGIONS), st.integers(-1, 9)),
        lambda drawn, speech: place.cities_of(drawn[0], drawn[1], drawn[2], speech),
    ),
    "cities found": (results.found_cities(least=1), place.found_cities),
    "no city found": (results.found_cities(most=0), place.found_cities),
    "location asked": (st.none(), lambda _, speech: place.ask_location(speech)),
    "location not shared": (st.none(), lambda _, speech: place.not_shared(speech)),
    "location taken": (results.found_zones(saved=True), place.found_zone),
    "location told": (results.found_zones(saved=False), place.found_zone),
    "location at sea": (
        st.builds(FoundZone, results.persons, st.none(), st.just(False), st.just(results.NOW)),
        place.found_zone,
    ),
    "location offered": (
        results.found_zones(saved=False),
        lambda result, speech: place.offer(result, result.zone, speech),
    ),
    "keys": (
        st.tuples(results.api_key_lists, st.integers(-1, 9)),
        lambda drawn, speech: api_keys.screen(drawn[0], "https://x.y/api/docs", speech, drawn[1]),
    ),
    "a key": (
        results.api_key_lists.filter(lambda listed: bool(listed.keys)),
        lambda listed, speech: api_keys.card(listed, listed.keys[0], speech),
    ),
    "a new key": (
        st.tuples(
            results.api_key_lists,
            st.builds(OpenNewApiKey, st.integers(-1, 9), st.integers(-9, 99), st.integers(-1, 400)),
        ),
        lambda drawn, speech: api_keys.new(drawn[0], drawn[1], speech),
    ),
    "digest": (digest_results.digests, digest.message),
    "monthly digest": (digest_results.digests_of_a_month(), digest.message),
    "digest of all accounts": (digest_results.digests_of_all, digest.message),
    "digest settings": (results.digest_settings, digest_settings.screen),
    "digest hours": (results.digest_settings, digest_settings.hours),
    "digest weekdays": (results.digest_settings, digest_settings.weekdays),
    "pause of a digest": (results.digest_settings, digest_settings.pause),
    "question before a digest goes": (
        results.digest_settings,
        digest_settings.removal_question,
    ),
    "digests": (results.digest_lists, digest_list.listed),
    "new digest, of what": (
        st.tuples(results.digest_offers, st.integers(-1, 9)),
        lambda drawn, speech: digest_list.next_question(drawn[0], drawn[1], speech),
    ),
    "digests of a chat": (
        results.digests_here,
        lambda result, speech: digest_list.here(result, "https://t.me/farolero_bot", speech),
    ),
    "alerts": (alert_results.alerts_shown, alerts.screen),
    "alerts of stories": (
        st.tuples(alert_results.alerts_shown, st.sampled_from(AlertGroup)),
        lambda drawn, speech: alerts.kinds(drawn[0], drawn[1], speech),
    ),
    "quiet hours": (alert_results.alerts_shown, alerts.quiet_hours),
    "quiet from": (alert_results.alerts_shown, alerts.quiet_begin),
    "quiet until": (alert_results.alerts_shown, alerts.quiet_end),
    "alert muted": (alert_results.mutes, alerts.muted),
    "alert stories end unseen": (alert_results.unseen_stories, alert_cards.unseen_stories),
    "alert take-off": (
        st.tuples(
            alert_results.post_news, st.sampled_from([AlertKind.TAKE_OFF, AlertKind.NEW_REEL])
        ),
        lambda drawn, speech: alert_cards.post(drawn[0], drawn[1], speech),
    ),
    "alert milestone": (alert_results.milestones, alert_cards.milestone),
    "alert drop": (alert_results.drops, alert_cards.drop),
    "alert wrap-up": (
        results.sequence_cards,
        lambda card, speech: alerts.with_mutes(
            sequence.screen(card, speech), AlertKind.WRAP_UP, card.account.id, speech
        ),
    ),
    "privacy": (results.kept, privacy.screen),
    "security log": (results.security_logs, security_log.screen),
    "hint": (st.booleans(), hint.screen),
    "error": (
        st.sampled_from(
            [
                BotError("x"),
                NotFound("x"),
                NotLinked("x"),
                NoHealthyLink("x"),
                *(InstagramRefused(refusal, "x", retry_at=results.NOW) for refusal in Refusal),
            ]
        ),
        errors.screen,
    ),
    "example": (results.MOMENTS, example.screen),
    "unknown send": (
        results.MOMENTS,
        lambda moment, speech: unknown_send.screen(10**15, moment, speech),
    ),
    "status": (results.statuses, status.screen),
    "why": (st.none(), lambda _, speech: why.choose(speech)),
    "topic": (st.sampled_from(MetricTopic), why.topic_screen),
    "metric": (
        st.tuples(results.named, st.lists(results.refused_metrics, max_size=3)),
        lambda drawn, speech: why.screen(explain(drawn[0], drawn[1], results.NOW), speech),
    ),
    "album": (results.albums, album.screen),
    "album without pictures": (results.albums_without_pictures, album.screen),
    "help": (st.none(), lambda _, speech: help.screen(speech)),
    "denied": (st.none(), lambda _, speech: linking.denied(speech)),
    "expired": (st.none(), lambda _, speech: linking.expired(speech)),
    "replayed": (st.none(), lambda _, speech: linking.replayed(speech)),
    "interrupted": (st.none(), lambda _, speech: linking.interrupted(speech)),
    "gave up": (st.none(), lambda _, speech: linking.gave_up(speech)),
    "nothing pending": (st.none(), lambda _, speech: linking.nothing_pending(speech)),
    "cancelled": (st.none(), lambda _, speech: linking.cancelled(speech)),
    "wrong person": (st.none(), lambda _, speech: linking.wrong_person(speech)),
    "wrong code": (st.none(), lambda _, speech: linking.wrong_code(speech)),
    "only in private": (
        st.none(),
        lambda _, speech: chat_screens.nothing_here("https://t.me/farolero_bot", speech),
    ),
    "invitation to a chat": (
        results.chat_invitations,
        lambda result, speech: shown_in.invitation(result, "https://t.me/farolero_bot", speech),
    ),
    "question about a place": (results.place_questions, shown_in.question),
    "shown in": (results.shown_in, shown_in.listed),
    "grant": (results.shown_accounts, shown_in.grant),
    "languages of a grant": (results.shown_accounts, shown_in.languages),
    "grant ended": (results.shown_accounts, shown_in.ended),
    "put out of a chat": (
        st.tuples(results.NASTY, results.NASTY),
        lambda drawn, speech: shown_in.put_out(drawn[0], drawn[1], speech),
    ),
    "silenced in a chat": (
        st.tuples(results.NASTY, results.NASTY),
        lambda drawn, speech: shown_in.silenced(drawn[0], drawn[1], speech),
    ),
    "home of a chat": (
        st.lists(results.shown_accounts, min_size=1, max_size=9),
        lambda shown, speech: chat_screens.home(shown, Place(-5), speech),
    ),
    "an overview in a chat": (
        st.tuples(results.overviews(), results.shown_accounts),
        lambda drawn, speech: chat_screens.narrowed(
            overview.screen(drawn[0], speech), drawn[1], Place(-5)
        ),
    ),
    "proposal in a chat": (
        st.none(),
        lambda _, speech: chat_screens.proposal("https://t.me/farolero_bot", speech),
    ),
    "granted, told to the chat": (results.shown_accounts, chat_screens.granted),
    "settings of a chat": (results.chat_settings, chat_screens.settings),
    "languages of a chat": (results.chat_settings, chat_screens.languages),
    "inline card": (
        results.overviews(),
        lambda result, speech: inline_cards.card(result, speech).screen,
    ),
    "taken away": (results.shown_accounts, chat_screens.taken_away),
    "unexpected": (st.none(), lambda _, speech: errors.unexpected(speech)),
}

MAY_LACK_BACK = {*WITHOUT_BACK, "an overview in a chat"}
"""A chat whose topic shows nothing has no start to go back to."""


def _check_button(button: Button) -> None:
    asked = [part for part in (button.action, button.url, button.copy_text) if part is not None]
    assert len(asked) == 1
    assert 1 <= utf16_length(button.text) <= 64
    assert "{" not in button.text
    if button.copy_text is not None:
        assert utf16_length(button.copy_text) <= 256


def check(screen: Screen) -> str:
    """What Telegram and good manners ask of any screen; answers its visible text."""
    text = visible_text(screen.text)
    assert 1 <= utf16_length(text) <= (1024 if screen.has_picture else 4096)
    assert not re.search(r"\bNone\b|\bnan\b|\binf\b|\{|\?\?\?", text)
    assert not RAW_KEY.search(text)
    buttons = [button for row in screen.buttons for button in row]
    assert all(len(row) > 0 for row in screen.buttons)
    assert len(buttons) <= 100
    for button in buttons:
        _check_button(button)
    if screen.chart is not None:
        for series in screen.chart.series:
            assert len(series.values) == len(series.labels or screen.chart.labels)
            if series.words:
                assert len(series.words) == len(series.values)
    return text


@pytest.mark.proves("F28", "S9")
@pytest.mark.parametrize("name", SCREENS)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_a_screen_can_always_be_sent(name: str, data: st.DataObject) -> None:
    strategy, make = SCREENS[name]
    result = data.draw(strategy)
    for speech in SPEECHES.values():
        screen = make(result, speech)
        check(screen)
        assert len(choices(screen, speech)) <= MOST
        assert entries(screen, speech) <= MOST or name in DIALS
        assert leads_back(screen, speech) or name in MAY_LACK_BACK


@settings(max_examples=100, deadline=None)
@given(result=results.exported)
def test_what_stands_under_an_exported_file_fits(result: ExportedNumbers) -> None:
    for speech in SPEECHES.values():
        text = visible_text(export_numbers.numbers_caption(result, speech))
        assert 1 <= utf16_length(text) <= 1024
        assert "•" in text, "the notes are not what is left out"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_account_without_any_number_shows_dashes_and_no_zero(language: str) -> None:
    speech = SPEECHES[language]
    nothing = results.overview(
        account=results.account(followers=None),
        totals=[Total(name, None, None, None) for name in ACCOUNT_TOTALS],
        reach_not_followers=None,
        followers_came=None,
        followers_left=None,
        published={},
        stories_captured=0,
        stories_seen=0,
        stories_ended=0,
        reach_by_day=[],
        reach_by_day_before=[],
        followers_by_day={},
        as_of=None,
    )
    screen = overview.screen(nothing, speech)
    text = visible_text(screen.text)
    numbers = "\n".join(text.splitlines()[1:])
    assert numbers.count("—") == 6
    assert not re.search(r"\d", numbers)
    assert screen.chart is not None
    assert screen.chart.series[0].values == (None,) * 7
    assert screen.chart.note


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_post_without_any_number_shows_dashes_and_no_zero(language: str) -> None:
    speech = SPEECHES[language]
    empty = results.media(insights=Insights(results.NOW))
    card = MediaCard(
        results.account(followers=None), empty, 0, results.NOW, None, None, None, 0, None, None
    )
    numbers = visible_text(media_card.screen(card, speech).text).splitlines()[3:]
    numbers = [line for line in numbers if "1.6×" not in line and "1,6×" not in line]
    assert not re.search(r"\b0\b", "\n".join(numbers).replace("312", ""))
    assert sum(line.count("—") for line in numbers) >= 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_that_was_lost_says_so_and_shows_no_zero(language: str) -> None:
    speech = SPEECHES[language]
    gone = results.story(1, results.NOW - timedelta(days=3))
    sequence_result = SequenceCard(
        results.account(),
        StorySequence(5, 1, gone.posted_at.date(), [gone]),
        None,
        results.NOW,
    )
    text = visible_text(sequence.screen(sequence_result, speech).text)
    assert speech.plain("story-count-lost", count=1) in text
    assert not re.search(r"\b0\b", text)
