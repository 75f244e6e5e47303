"""The alarm, the summary after it, and what is said to groups."""

from datetime import timedelta

import pytest

from bot.locales import LANGUAGES
from bot.presenters import broken_link, linking
from bot.presenters.actions import Action, OpenLiveStories, StartLinking
from bot.presenters.screen import Screen, Style
from bot.presenters.speech import Speech
from bot.services.results import BrokenLink, CaughtUp
from tests.support.html import visible_text
from tests.unit.presenters.results import NOW, TASHKENT, account, look, story

EN, RU, ES = (Speech(language, TASHKENT) for language in ("en", "ru", "es"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def told(screen: Screen) -> str:
    return visible_text(screen.text).replace("\u00a0", " ")


def actions(screen: Screen) -> list[Action]:
    return [button.action for row in screen.buttons for button in row if button.action]


def broken(**changes: object) -> BrokenLink:
    values: dict[str, object] = {
        "account": account(),
        "since": NOW,
        "live_stories": 3,
        "first_end": NOW + 5 * HOUR + timedelta(minutes=8),
        "last_saved": NOW - timedelta(minutes=10),
        "served": False,
        "now": NOW + timedelta(seconds=2),
    }
    return BrokenLink(**{**values, **changes})  # type: ignore[arg-type]  # tests name real fields


def caught_up(**changes: object) -> CaughtUp:
    values: dict[str, object] = {
        "account": account(),
        "since": NOW - 5 * HOUR,
        "until": NOW,
        "alive": [story(1, NOW - 2 * HOUR), story(2, NOW - 3 * HOUR)],
        "finished": [
            story(3, NOW - DAY - HOUR, look(NOW - timedelta(hours=1, minutes=30), reach=9))
        ],
        "partial": [story(4, NOW - DAY - 2 * HOUR, look(NOW - 8 * HOUR, reach=9))],
        "lost": [],
        "posts": 2,
        "own_link": True,
        "now": NOW,
    }
    return CaughtUp(**{**values, **changes})  # type: ignore[arg-type]  # tests name real fields


# The alarm -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("458", "was removed in Instagram’s settings"),
        ("459", "Open the Instagram app, log in and do what it asks"),
        ("460", "password was changed"),
        ("463", "has expired"),
        ("464", "Confirm its email or phone number"),
        ("467", "declared my access invalid"),
        ("492", "no role at this account"),
        ("190", "no exact reason"),
        ("102", "no exact reason"),
        ("token", "no exact reason"),
        ("10", "leave all switches on"),
        ("200", "leave all switches on"),
        ("299", "leave all switches on"),
        ("permission", "leave all switches on"),
        ("unreadable", "cannot read the access that I stored"),
        ("unlinked", "has unlinked the account"),
    ],
)
def test_the_alarm_says_why_and_what_to_do(reason: str, words: str) -> None:
    text = told(broken_link.alarm(broken(), reason, EN))
    assert words in text
    assert "link" in text.splitlines()[1].lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words_of_its_own(language: str) -> None:
    speech = Speech(language, TASHKENT)
    keys = {*broken_link.REASONS.values(), "linking-reason-other"}
    assert len({speech.plain(key) for key in keys}) == len(keys)


def test_the_alarm_reads_as_designed() -> None:
    screen = broken_link.alarm(broken(), "460", EN)
    assert told(screen).splitlines() == [
        "⚠️ Instagram closed the link to @casa.verde (09:00)",
        (
            "The Instagram password was changed, or Instagram ended the session for security"
            " reasons. Linking again is all it takes."
        ),
        "",
        (
            "3 stories are alive; the first one ends at 14:08. Until you link again, their"
            " numbers stop here."
        ),
        "Last look saved: 08:50",
        "",
        (
            "Link again and I carry on at once. Everything saved so far stays, and posts and reels"
            " are caught up."
        ),
    ]
    assert screen.buttons[0][0].action == StartLinking()
    assert screen.buttons[0][0].style is Style.PRIMARY


def test_an_end_on_another_day_names_the_day() -> None:
    text = told(broken_link.alarm(broken(first_end=NOW + 20 * HOUR), "460", EN))
    assert "ends at Mon 24 Nov, 05:00" in text


@pytest.mark.parametrize(
    ("speech", "words"),
    [
        (EN, "No story is alive that I know of"),
        (RU, "Активных историй я сейчас не знаю"),
        (ES, "No conozco ninguna historia activa"),
    ],
)
def test_without_a_live_story_the_alarm_says_so(speech: Speech, words: str) -> None:
    quiet = broken(live_stories=0, first_end=None, last_saved=None)
    text = told(broken_link.alarm(quiet, "460", speech))
    assert words in text
    assert "—" not in text


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "Сейчас активна 1 история. Пока вы не подключите аккаунт снова, её показатели"),
        (3, "Сейчас активны 3 истории. Пока"),
        (5, "Сейчас активно 5 историй. Пока"),
    ],
)
def test_stories_are_counted_in_russian(count: int, words: str) -> None:
    assert words in told(broken_link.alarm(broken(live_stories=count), "460", RU))


def test_while_another_link_serves_nothing_is_said_to_stop() -> None:
    screen = broken_link.alarm(broken(served=True), "460", EN)
    text = told(screen)
    assert text.startswith("ℹ️ Instagram closed your link to @casa.verde (09:00)")
    assert "numbers go on coming through somebody else’s link" in text
    assert "stop here" not in text
    assert StartLinking() in actions(screen)


def test_a_group_learns_who_must_link_again_and_no_figure() -> None:
    there = "https://t.me/farolero_bot?start=accounts"
    screen = broken_link.group_alarm("casa.verde", "Ana <b>", there, EN)
    assert told(screen).splitlines() == [
        "⚠️ The link to @casa.verde is closed, so no new numbers come here.",
        "Ana <b> has to link it again, in a private chat with me.",
    ]
    assert [[button.url for button in row] for row in screen.buttons] == [[there]]


# The summary -----------------------------------------------------------------------------------


def test_the_summary_reads_as_designed() -> None:
    screen = broken_link.caught_up(caught_up(), EN)
    assert told(screen).splitlines() == [
        "✅ @casa.verde is being read again",
        "No link worked from 04:00 to 09:00 (5 h).",
        "",
        "3 of 4 stories saved, 1 in part",
        "• 2 still alive, captured to the end as always",
        "• 1 ended in that time, with the last look made before",
        (
            "• Story of Sat 22 Nov, 07:00: in part. It ended at 07:00; my last look was at 01:00,"
            " 18 h into its life."
        ),
        "",
        "2 posts and reels missed their looks; they are made now. Totals lose nothing by that.",
    ]
    assert actions(screen)[0] == OpenLiveStories()


def test_a_story_without_any_number_is_lost() -> None:
    lost = [story(5, NOW - DAY - HOUR)]
    text = told(broken_link.caught_up(caught_up(partial=[], lost=lost, posts=0), EN))
    assert "3 of 4 stories saved, 1 lost" in text
    assert "• Story of Sat 22 Nov, 08:00: lost at 08:00; I had no numbers of it." in text
    assert "Posts and reels missed no look." in text


def test_a_story_that_was_deleted_meanwhile_is_not_said_to_have_ended() -> None:
    deleted = [story(6, NOW - 8 * HOUR, look(NOW - 6 * HOUR, reach=9))]
    unseen = [story(7, NOW - 8 * HOUR)]
    text = told(broken_link.caught_up(caught_up(partial=deleted, lost=unseen), EN))
    assert "no longer lists it. My last numbers are of 03:00." in text
    assert "no longer lists it, and I had no numbers of it." in text
    assert "ended at" not in text


@pytest.mark.parametrize(
    ("speech", "words"),
    [
        (EN, "Stories that began and ended between Sat 22 Nov, 07:00 and 09:00 could not be seen."),
        (RU, "Сколько их было, уже не узнать."),
        (ES, "Cuántas fueron, ya nadie puede saberlo."),
    ],
)
def test_what_nobody_can_know_is_said_after_a_day_and_only_then(speech: Speech, words: str) -> None:
    assert words in told(broken_link.caught_up(caught_up(since=NOW - DAY - 2 * HOUR), speech))
    assert words not in told(broken_link.caught_up(caught_up(since=NOW - DAY + HOUR), speech))


def test_without_stories_the_summary_says_so() -> None:
    nothing = caught_up(alive=[], finished=[], partial=[], lost=[])
    assert "No story that I know of was alive" in told(broken_link.caught_up(nothing, EN))


def test_who_has_not_linked_again_is_told_that_somebody_else_has() -> None:
    screen = broken_link.caught_up(caught_up(own_link=False), EN)
    assert "through somebody else’s link; yours is still closed" in told(screen)
    assert actions(screen)[0] == StartLinking()


def test_a_summary_of_very_many_stories_still_fits() -> None:
    many = [story(number, NOW - 25 * HOUR, look(NOW - 9 * HOUR, reach=1)) for number in range(99)]
    text = told(broken_link.caught_up(caught_up(partial=many), EN))
    assert "3 of 102 stories saved, 99 in part" in text
    assert "2 posts and reels" in text


# Several people --------------------------------------------------------------------------------


def test_the_first_owner_learns_the_date_how_to_find_out_who_and_what_to_do() -> None:
    text = told(linking.second_owner("casa.verde", NOW, EN))
    assert "Somebody else has linked @casa.verde on Telegram, too: Sun 23 Nov, 09:00." in text
    assert "nothing of yours: not your settings, digests or access" in text
    assert "Where you’re logged in" in text
    assert "that closes every link" in text
