"""The OAuth state is ours, fresh, and nobody else can make one."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.secret import Secret
from bot.services.link_state import VALID_FOR, LinkStates

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STATES = LinkStates(Secret("a key that nobody knows"))
STATE = STATES.make(1001, Secret("nonce"), NOW)


def test_a_state_carries_person_nonce_and_time() -> None:
    body = STATE.reveal().partition(".")[0]
    carried = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    assert carried == {
        "telegram_user_id": 1001,
        "nonce": "nonce",
        "timestamp": int(NOW.timestamp()),
    }


def test_a_state_is_good_for_ten_minutes() -> None:
    assert STATES.genuine(STATE, NOW)
    assert STATES.genuine(STATE, NOW + VALID_FOR)
    assert not STATES.genuine(STATE, NOW + VALID_FOR + timedelta(seconds=1))
    assert not STATES.genuine(STATE, NOW - timedelta(seconds=1))


def test_a_state_signed_with_another_key_is_refused() -> None:
    forged = LinkStates(Secret("another key")).make(1001, Secret("nonce"), NOW)
    assert not STATES.genuine(forged, NOW)


# The last character of each part may hold unused bits of base64: changing those changes nothing.
UNUSED_BITS = {STATE.reveal().index(".") - 1, len(STATE.reveal()) - 1}


@pytest.mark.parametrize("position", sorted(set(range(len(STATE.reveal()))) - UNUSED_BITS))
def test_every_changed_character_is_noticed(position: int) -> None:
    text = STATE.reveal()
    other = "A" if text[position] != "A" else "Q"
    changed = text[:position] + other + text[position + 1 :]
    assert not STATES.genuine(Secret(changed), NOW)


@given(text=st.text(max_size=300))
def test_nothing_made_up_is_genuine_or_raises(text: str) -> None:
    assert not STATES.genuine(Secret(text), NOW)


def test_the_same_bytes_in_another_spelling_are_not_ours() -> None:
    """The last character of 32 bytes in base64 has two bits that stand for nothing."""
    text = STATE.reveal()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    spellings = [text[:-1] + last for last in alphabet] + [text + "=", text + "\n", text + "."]
    assert [one for one in spellings if STATES.genuine(Secret(one), NOW)] == [text]
