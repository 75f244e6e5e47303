"""Whatever a use case answers, its screen can be sent: in every language, however extreme."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import BotError, InstagramRefused, NotFound, NotLinked, Refusal
from bot.domain.media import Insights
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.story_life import StorySequence
from bot.locales import LANGUAGES
from bot.presenters import (
    accounts,
    album,
    delete_me,
    digest,
    errors,
    example,
    help,  # noqa: A004 - the screen of that name
    hint,
    home,
    linking,
    live_stories,
    media_card,
    media_list,
    overview,
    privacy,
    sequence,
    status,
    story_archive,
    story_card,
    unknown_send,
    why,
)
from bot.presenters import (
    settings as settings_screens,
)
from bot.presenters.actions import MetricTopic
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.time_zones import REGIONS
from bot.services.explain_metric import explain
from bot.services.instagram_access import NoHealthyLink
from bot.services.results import MediaCard, SequenceCard, Total
from tests.support.html import utf16_length, visible_text
from tests.unit.presenters import results

SPEECHES = {language: Speech(language, results.TASHKENT) for language in LANGUAGES}

RAW_KEY = re.compile(
    r"\b(?:overview|linking|card|story|sequence|digest|list|home|error|button|why|metric|status|purpose|kind|album)-\w"
)

SCREENS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any, Speech], Screen]]] = {
    "home": (results.homes, home.screen),
    "invitation": (results.invitations, linking.invitation),
    "linked": (results.links, linking.linked),
    "personal account": (results.NASTY, linking.personal_account),
    "second owner": (results.NASTY, linking.second_owner),
    "missing permission": (
        st.lists(st.sampled_from(results.ASKED), min_size=1, unique=True),
        linking.missing_permission,
    ),
    "too many attempts": (results.MOMENTS, linking.too_many_attempts),
    "link pending": (results.MOMENTS, linking.pending),
    "link still pending": (results.MOMENTS, linking.still_pending),
    "link broken": (
        st.tuples(
            results.NASTY,
            st.sampled_from([None, 458, 459, 460, 463, 464, 467]),
            st.integers(0, 100),
            st.none() | results.MOMENTS,
            st.none() | results.MOMENTS,
        ),
        lambda drawn, speech: linking.link_broken(
            drawn[0],
            speech,
            subcode=drawn[1],
            live_stories=drawn[2],
            first_end=drawn[3],
            last_saved=drawn[4],
        ),
    ),
    "overview": (results.overviews(), overview.screen),
    "overview with followers": (
        results.overviews(),
        lambda result, speech: overview.screen(result, speech, overview.FOLLOWERS),
    ),
    "media list": (results.media_lists, media_list.screen),
    "media card": (results.media_cards, media_card.screen),
    "live stories": (results.live_stories, live_stories.screen),
    "story archive": (results.archives, story_archive.screen),
    "sequence": (results.sequence_cards, sequence.screen),
    "story card": (results.story_cards(), story_card.screen),
    "life curve": (results.story_cards(), story_card.curve),
    "accounts": (results.homes, accounts.screen),
    "unlink question": (results.questions, accounts.unlink_question),
    "unlinked": (results.NASTY, accounts.unlinked),
    "deletion question": (results.deletions, delete_me.question),
    "deleted": (st.none(), lambda _, speech: delete_me.deleted(speech)),
    "settings": (results.settings, settings_screens.screen),
    "languages": (results.settings, settings_screens.languages),
    "regions": (results.settings, settings_screens.time_zone_regions),
    "cities": (
        st.tuples(results.settings, st.sampled_from(REGIONS), st.integers(-1, 9)),
        lambda drawn, speech: settings_screens.time_zone_cities(
            drawn[0], drawn[1], drawn[2], speech
        ),
    ),
    "digest": (results.digests, digest.message),
    "digest settings": (results.digest_settings, digest.settings),
    "digest hours": (results.digest_settings, digest.hours),
    "digest weekdays": (results.digest_settings, digest.weekdays),
    "privacy": (results.terms, privacy.screen),
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
    "only in private": (st.none(), lambda _, speech: linking.only_in_private(speech)),
    "unexpected": (st.none(), lambda _, speech: errors.unexpected(speech)),
}

WITHOUT_A_WAY_BACK = {"home", "only in private", "digest"}
"""The start itself, a word in a group, and a message that comes by itself and stays."""


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
    captioned = screen.chart is not None or screen.picture_url is not None
    assert 1 <= utf16_length(text) <= (1024 if captioned else 4096)
    assert not re.search(r"\bNone\b|\bnan\b|\binf\b|\{|\?\?\?", text)
    assert not RAW_KEY.search(text)
    buttons = [button for row in screen.buttons for button in row]
    assert all(len(row) > 0 for row in screen.buttons)
    assert len(buttons) <= 100
    for button in buttons:
        _check_button(button)
    if screen.chart is not None:
        for series in screen.chart.series:
            assert len(series.values) == len(screen.chart.labels)
    return text


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
        if name not in WITHOUT_A_WAY_BACK:
            assert speech.plain("button-back") in {b.text for row in screen.buttons for b in row}


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
