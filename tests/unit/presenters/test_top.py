"""The best and the weakest: what stands there, what is left out, and where each tap leads."""

from datetime import timedelta

import pytest

from bot.domain.media import MediaProductType
from bot.domain.periods import Period
from bot.domain.same_age import BesideUsual, Measure, Ranked, Ranking
from bot.presenters import media_card, media_list, top
from bot.presenters.actions import (
    OpenBestTime,
    OpenHome,
    OpenMedia,
    OpenMediaList,
    OpenTop,
    OpenTopMeasures,
)
from bot.presenters.origins import origin_of, way_back
from bot.presenters.speech import Speech
from bot.services.results import MediaList, MediaRanking
from tests.unit.presenters.results import NOW, TASHKENT, account, media
from tests.unit.presenters.test_screens import CORE, _card, actions, told

EN = Speech("en", TASHKENT)
RU = Speech("ru", TASHKENT)
PERIOD = Period((NOW - timedelta(days=29)).date(), NOW.date(), TASHKENT)


def ranking(
    *times: float, immature: int = 0, without: int = 0, measure: Measure = Measure.REACH
) -> MediaRanking:
    value = 1_000 if measure.is_count else 0.05
    ranked = [
        Ranked(
            media(caption=f"number {n}"),
            BesideUsual(timedelta(days=7), one * value, value, one, 12),
        )
        for n, one in enumerate(times, start=1)
    ]
    return MediaRanking(
        account(), measure, PERIOD, Ranking(ranked, immature, without), NOW, syncing=False
    )


def test_the_best_five_stand_beside_what_is_usual() -> None:
    screen = top.screen(ranking(3.2, 1.5, 1.2, 1.0, 0.9, 0.4), EN, worst=False)
    text = told(screen)
    assert text.startswith("🏆 What did best · @casa.verde\nReach · 30 days, 25 Oct – 23 Nov")
    assert "1. 3.2× your usual · 🖼 Carousel" in text
    assert "3,200 at 7 d; your usual at that age: 1,000" in text
    assert "number 5" in text
    assert "number 6" not in text
    assert "Compared: 6 posts and reels" in text
    here = OpenTop(Measure.REACH, 30)
    assert actions(screen)[:5] == [OpenMedia(7, origin=origin_of(here))] * 5


def test_the_weakest_come_first_among_the_weakest() -> None:
    text = told(top.screen(ranking(3.2, 1.5, 1.2, 1.0, 0.9, 0.4), EN, worst=True))
    assert text.index("number 6") < text.index("number 5") < text.index("number 2")
    assert "number 1" not in text


def test_rates_are_told_as_rates() -> None:
    text = told(top.screen(ranking(2.0, measure=Measure.ENGAGEMENT), EN, worst=False))
    assert "10.0% at 7 d; your usual at that age: 5.0%" in text


def test_what_is_left_out_is_said() -> None:
    text = told(top.screen(ranking(1.1, immature=2, without=3), EN, worst=False))
    assert "Left out: 2 younger than 48 h" in text
    assert "Left out: 3 of formats of which I know fewer than five" in text
    assert "Без 1 публикации младше 48 ч" in told(
        top.screen(ranking(1.1, immature=1), RU, worst=False)
    )


@pytest.mark.parametrize(
    ("immature", "without", "words"),
    [
        (0, 4, "it needs five more of a kind"),
        (2, 0, "younger than 48 h: its numbers still move"),
        (0, 0, "Nothing was published in this time"),
    ],
)
def test_where_there_is_nothing_to_rank_the_reason_stands_there(
    immature: int, without: int, words: str
) -> None:
    screen = top.screen(ranking(immature=immature, without=without), EN, worst=False)
    assert words in told(screen)
    assert OpenTop(Measure.REACH, 90) in actions(screen)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", OpenTop()),
        ("saves", OpenTop(Measure.SAVES)),
        ("Saves by reach", OpenTop(Measure.SAVES)),
        ("er 90d", OpenTop(Measure.ENGAGEMENT, 90)),
        ("30 views", OpenTop(Measure.VIEWS, 30)),
        ("28", OpenTop(days=30)),
        ("9999999999999999999999", OpenTop(days=90)),
        ("² ٣ <b> {x}", OpenTop()),
    ],
)
def test_what_is_said_after_the_command(said: str, meant: OpenTop) -> None:
    assert top.asked(said, OpenTop(), EN) == meant


def test_a_measure_can_be_said_in_the_persons_language() -> None:
    assert top.asked("Охват 90д", OpenTop(Measure.VIEWS), RU) == OpenTop(Measure.REACH, 30)
    assert top.asked("просмотры 90", OpenTop(), RU) == OpenTop(Measure.VIEWS, 90)


def test_the_measures_lead_back_to_the_same_place() -> None:
    screen = top.measures(OpenTopMeasures(Measure.VIEWS, 90, worst=True), EN)
    wanted = [OpenTop(measure, 90, worst=True) for measure in Measure]
    assert actions(screen) == [*wanted, OpenTop(Measure.VIEWS, 90, worst=True)]
    assert len(wanted) <= 5


def test_a_card_leads_back_to_where_it_was_opened() -> None:
    here = OpenTop(Measure.SAVES, 90, worst=True)
    card = media_card.screen(_card(media(insights=CORE)), EN, origin_of(here))
    assert actions(card)[-1] == here
    assert OpenMedia(7, force=True, origin=origin_of(here)) in actions(card)
    of_top = ("top", "top.likes.30.0", "top.reach.30.2", "top.reach.1234.0", "top.reach.30.0.s1")
    for nowhere in ("", *of_top, "p", "s1", "p12345", "overview.7.", "x" * 99):
        assert way_back(nowhere) is None
    plain = media_card.screen(_card(media(insights=CORE)), EN, "top.likes.30.0")
    assert isinstance(actions(plain)[-1], OpenMediaList)


@pytest.mark.parametrize("kind", [MediaProductType.FEED, MediaProductType.REELS])
def test_from_a_list_by_its_best_ones_to_a_card_and_all_the_way_back(
    kind: MediaProductType,
) -> None:
    page = OpenMediaList(kind, 1_999)
    listed = MediaList(account(), kind, [media(kind)], page.page, 2_000, NOW, None)
    (to_top,) = [one for one in actions(media_list.screen(listed, EN)) if isinstance(one, OpenTop)]
    best = top.screen(ranking(3.2), EN, worst=False, origin=to_top.origin)
    assert actions(best)[-1] == page
    others = [one for one in actions(best) if isinstance(one, OpenTop | OpenTopMeasures)]
    assert {one.origin for one in others} == {to_top.origin}
    (by_what,) = [one for one in others if isinstance(one, OpenTopMeasures)]
    measures = actions(top.measures(by_what, EN))
    assert {one.origin for one in measures if isinstance(one, OpenTop)} == {to_top.origin}
    to_card = actions(best)[0]
    assert isinstance(to_card, OpenMedia)
    card = media_card.screen(_card(media(insights=CORE)), EN, to_card.origin)
    assert actions(card)[-1] == to_top


def test_a_way_back_that_we_never_said_is_said_no_further() -> None:
    for origin in ("x" * 40, origin_of(OpenTop(Measure.ENGAGEMENT, 90, worst=True)), "tag.7"):
        best = actions(top.screen(ranking(3.2), EN, worst=False, origin=origin))
        measures = actions(top.measures(OpenTopMeasures(Measure.REACH, origin=origin), EN))
        assert best[-1] == OpenHome()
        assert {one.origin for one in [*best, *measures] if isinstance(one, OpenTop)} == {""}


def test_the_best_time_of_a_list_is_that_of_its_format_and_leads_back_to_the_page() -> None:
    for kind in (MediaProductType.FEED, MediaProductType.REELS):
        listed = MediaList(account(), kind, [media(kind)], 3, 9, NOW, None)
        (asked,) = [
            one for one in actions(media_list.screen(listed, EN)) if isinstance(one, OpenBestTime)
        ]
        assert asked.kind == kind.value
        assert way_back(asked.origin) == OpenMediaList(kind, 3)


def test_an_empty_list_leads_nowhere_that_would_be_empty_too() -> None:
    empty = MediaList(account(), MediaProductType.FEED, [], 0, 1, NOW, None)
    assert actions(media_list.screen(empty, EN)) == [OpenHome()]
