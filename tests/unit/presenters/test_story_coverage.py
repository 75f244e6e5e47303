"""A lost story says why, and what would have saved it; a month says what it came to."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.media import Insights
from bot.domain.story_coverage import Cause, Coverage, Unseen, Why
from bot.domain.story_life import Look, Story, StorySequence
from bot.presenters import sequence, status, story_archive, story_card
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.results import SequenceCard, Status, StoryArchive, StoryCard
from tests.support.html import visible_text
from tests.unit.presenters.results import account, account_status, look, story

POSTED = datetime(2026, 11, 21, 8, 40, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOW = POSTED + 40 * HOUR
EN, ES, RU = (Speech(language, ZoneInfo("Europe/Madrid")) for language in ("en", "es", "ru"))
SEEN = story(1, POSTED, look(POSTED + 23.9 * HOUR, reach=900, views=1000))
LOST = story(2, POSTED + HOUR)
DAY = StorySequence(1, 1, date(2026, 11, 21), (SEEN, LOST))
LINK = Why(Cause.LINK, POSTED + 3 * HOUR, POSTED + 30 * HOUR)
NOVEMBER = Coverage(date(2026, 11, 1), 41, 1, 0, 1, 2, [])
ASIDE = "A few minutes of work shortly before"


def told(screen: Screen) -> str:
    return visible_text(screen.text).replace("\xa0", " ")


def archive(speech: Speech, *months: Coverage) -> str:
    return told(story_archive.screen(StoryArchive(account(), [DAY], 0, 1, NOW, months), speech))


def test_the_wrap_up_says_of_each_lost_slide_why_and_what_would_have_saved_it() -> None:
    text = told(sequence.screen(SequenceCard(account(), DAY, None, NOW, None, {2: LINK}), EN))
    assert "1 final, 1 lost" in text
    assert (
        "• Slide 2: The link was broken from Sat 21 Nov, 12:40 to Sun 22 Nov, 15:40."
        " Linking again before Sun 22 Nov, 10:40 would have saved it." in text
    )


@pytest.mark.parametrize(
    ("speech", "words"), [(EN, "Slides 1, 3: "), (RU, "Слайды 1, 3: "), (ES, "Historias 1, 3: ")]
)
def test_slides_with_the_same_reason_share_a_line(speech: Speech, words: str) -> None:
    slides = tuple(story(number, POSTED) for number in (1, 2, 3))
    day = StorySequence(1, 1, date(2026, 11, 21), slides)
    away = Why(Cause.NO_ANSWER, POSTED, NOW)
    whys = {1: away, 2: LINK, 3: away}
    text = told(sequence.screen(SequenceCard(account(), day, None, NOW, None, whys), speech))
    assert text.count("•") == 2
    assert f"• {words}" in text


def test_a_loss_is_told_only_between_slides_with_final_numbers() -> None:
    first = story(1, POSTED, look(POSTED + 23.9 * HOUR, reach=900, views=1000))
    later = story(2, POSTED + 5 * HOUR, look(POSTED + 9 * HOUR, reach=90, views=100))
    final = story(2, POSTED + 5 * HOUR, look(POSTED + 28.9 * HOUR, reach=600, views=700))
    for second, is_told in ((later, False), (final, True)):
        day = StorySequence(1, 1, date(2026, 11, 21), (first, second))
        text = told(sequence.screen(SequenceCard(account(), day, None, NOW), EN))
        assert ("Biggest loss: slide 2" in text) is is_told


def test_a_single_slide_keeps_nobody_to_its_end() -> None:
    alone = StorySequence(1, 1, date(2026, 11, 21), (SEEN,))
    days = StoryArchive(account(), [DAY, alone], 0, 1, NOW)
    assert told(story_archive.screen(days, EN)).count("Reach 900 · kept to the end —") == 1


def test_the_wrap_up_holds_completion_against_the_own_median() -> None:
    text = told(sequence.screen(SequenceCard(account(), DAY, None, NOW, 0.81, {}), EN))
    assert "Your median completion: 81.0%" in text


def test_a_lost_story_is_not_said_to_have_had_too_few_viewers() -> None:
    card = StoryCard(account(), LOST, DAY, 1, None, NOW, None, Why(Cause.BOT_DOWN, POSTED, NOW))
    text = told(story_card.screen(card, EN))
    assert "Lost: I have no numbers of it" in text
    assert ASIDE in text
    assert "enough people" not in text


def card_of(slide: Story, now: datetime) -> str:
    day = StorySequence(1, 1, date(2026, 11, 21), (slide,))
    return told(story_card.screen(StoryCard(account(), slide, day, 0, None, now, None), EN))


def test_too_few_viewers_are_named_only_where_instagram_named_them() -> None:
    early, late = POSTED + 2 * HOUR, POSTED + 23.5 * HOUR
    hidden, hidden_late = story(3, POSTED, Look(early, None)), story(3, POSTED, Look(late, None))
    empty = story(3, POSTED, Look(early, Insights(early)))
    assert "hides the numbers until enough people" in card_of(hidden, early)
    assert "At the last look too few people had seen it" in card_of(hidden, NOW)
    assert card_of(hidden_late, NOW).count("too few") == 1
    assert "Instagram has given no numbers yet" in card_of(empty, early)
    assert "few" not in card_of(empty, NOW)
    assert "enough" not in card_of(empty, NOW)


@pytest.mark.parametrize("cause", list(Cause))
@pytest.mark.parametrize("speech", [EN, ES, RU])
def test_every_cause_has_words(cause: Cause, speech: Speech) -> None:
    card = StoryCard(account(), LOST, DAY, 1, None, NOW, None, Why(cause, POSTED, NOW))
    without = StoryCard(account(), LOST, DAY, 1, None, NOW, None)
    assert len(told(story_card.screen(card, speech))) > len(
        told(story_card.screen(without, speech))
    )


@pytest.mark.parametrize(
    ("speech", "words"),
    [
        (EN, "November 2026: 41 of 43 stories captured to 23 h or later · 1 partial · 1 lost"),
        (ES, "Noviembre 2026: 41 de 43 historias leídas a las 23 h o más tarde · 1 parcial"),
        (RU, "Ноябрь 2026: в возрасте 23 ч и позже снято 41 из 43 историй · неполных: 1"),
    ],
)
def test_the_archive_counts_every_story_of_the_month(speech: Speech, words: str) -> None:
    assert words in archive(speech, NOVEMBER)


def test_the_archive_says_what_nobody_can_know() -> None:
    blind: Sequence[Unseen] = [Unseen(POSTED - 60 * HOUR, POSTED)]
    text = archive(EN, Coverage(date(2026, 11, 1), 0, 0, 0, 0, 1, blind))
    assert "November 2026: no story has ended yet · 1 live" in text
    assert "Nothing could be seen from Wed 18 Nov, 21:40 to Sat 21 Nov, 09:40" in text


def test_the_status_tells_this_months_coverage() -> None:
    one = account_status(coverage=NOVEMBER)
    text = told(status.screen(Status([one], 200, None, [], [], NOW, None), EN))
    assert "November 2026: 41 of 43 stories captured to 23 h or later" in text
