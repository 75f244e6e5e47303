"""Buttons: what fits, what comes back, and what an old or forged one does."""

import random
from dataclasses import fields
from typing import Any, get_args, get_type_hints
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.accounts import LANGUAGES
from bot.domain.media import MediaProductType
from bot.domain.metrics import RETIRED
from bot.domain.same_age import Measure
from bot.presenters import actions
from bot.presenters.actions import Action
from bot.presenters.metric_words import NAMES
from bot.telegram.callbacks import LONGEST, PREFIXES, is_lasting, pack, unpack

ACTIONS: tuple[type[Action], ...] = get_args(Action)
LARGEST = 2**63 - 1
TO_A_CARD = [f"tag.{LARGEST}", *(f"top.{measure.value}.90.1.p9999" for measure in Measure)]
"""Origins that only the button of a card holds; of a story that was marked with a topic."""
WORDS = {
    "ticket": ["h" + "A" * 38],
    "language": list(LANGUAGES),
    "zone": sorted(available_timezones()),
    "region": sorted({zone.partition("/")[0] for zone in available_timezones()}),
    "name": sorted({*NAMES, *RETIRED}),
    "kind": ["", *(kind.value for kind in MediaProductType)],
    "month": ["2026-10"],
    "origin": ["", "r9999", "overview.999.followers"],
    "chart": ["reach", "followers", "total_interactions"],
}


def values(action: type[Action]) -> st.SearchStrategy[Action]:
    kinds = get_type_hints(action)
    strategies: dict[str, st.SearchStrategy[Any]] = {}
    for field in fields(action):
        kind = kinds[field.name]
        if kind is bool:
            strategies[field.name] = st.booleans()
        elif kind is int:
            strategies[field.name] = st.integers(0, LARGEST if "id" in field.name else 9_999_999)
        elif action in {actions.OpenMedia, actions.OpenStory} and field.name == "origin":
            strategies[field.name] = st.sampled_from(TO_A_CARD)
        elif kind is str:
            strategies[field.name] = st.sampled_from(WORDS[field.name])
        else:
            strategies[field.name] = st.sampled_from(kind)
    return st.builds(action, **strategies)


@given(st.one_of([values(action) for action in ACTIONS]), st.booleans())
@settings(max_examples=500, deadline=None)
def test_every_action_fits_into_a_button_and_comes_back(action: Action, lasting: bool) -> None:
    data = pack(action, lasting=lasting)

    assert 1 <= len(data.encode()) <= LONGEST
    assert unpack(data) == action
    assert is_lasting(data) is lasting


@pytest.mark.parametrize("zone", sorted(available_timezones(), key=len)[-3:])
def test_the_longest_time_zones_fit(zone: str) -> None:
    assert unpack(pack(actions.SetTimeZone(zone), lasting=True)) == actions.SetTimeZone(zone)


def test_every_action_has_a_prefix_of_its_own() -> None:
    assert set(PREFIXES.values()) == set(ACTIONS)
    assert len(PREFIXES) == len(ACTIONS)


def test_ten_thousand_forged_buttons_raise_nothing() -> None:
    chance = random.Random(20261122)
    signs = "+::::-_/0123456789aceghlmoqstuzFEDRLSé\u0661\U0001f600"
    for _ in range(10_000):
        prefix = chance.choice([*PREFIXES, "", "+"])
        data = prefix + "".join(chance.choices(signs, k=chance.randrange(24)))
        found = unpack(data)
        assert found is None or isinstance(found, ACTIONS)


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "nosuch",
        "c",
        "c:",
        "c:x",
        "c:1:2",
        "c:١",
        "c:1_0",
        "c: 1",
        "c:9223372036854775808",
        "m:AD",
        "m:FEED:x",
        "sd:2:weekly:9:0",
        "sd:1:hourly:9:0",
        "h:1",
        "c:1.0",
    ],
)
def test_what_we_never_sent_is_no_action(data: str) -> None:
    assert unpack(data) is None


@pytest.mark.parametrize(
    ("data", "action"),
    [
        ("o", actions.OpenOverview(7, "reach")),
        ("o:28", actions.OpenOverview(28, "reach")),
        ("a", actions.OpenStoryArchive(0)),
        ("c:7:1", actions.OpenMedia(7, force=True)),
        ("tz:Europe", actions.OpenTimeZones("Europe", 0)),
        ("tp:save_rate:90:1", actions.OpenTop(Measure.SAVES, 90, worst=True)),
        ("tm:reach:30:0", actions.OpenTopMeasures(Measure.REACH)),
        ("bt:REELS", actions.OpenBestTime("REELS")),
        ("au:engaged:city", actions.OpenAudience(actions.Who.ENGAGED, actions.By.CITY)),
    ],
)
def test_a_button_older_than_a_field_still_works(data: str, action: Action) -> None:
    assert unpack(data) == action


def test_what_does_not_fit_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        pack(actions.SetTimeZone("x" * 64))
    with pytest.raises(ValueError, match="separator"):
        pack(actions.SetTimeZone("a:b"))
