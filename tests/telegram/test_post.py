"""``/post`` with a link or a number, and a link that is only pasted."""

from datetime import timedelta

import pytest

from tests.sandbox.telegram.conftest import ANNA
from tests.support.people import listed
from tests.telegram.conftest import World
from tests.telegram.test_conversation import labels, link

CODES = ("AbC_dEf-1", "abc_dEf-1")
LINKS = [f"https://www.instagram.com/p/{code}/" for code in CODES]
"""They differ by case, and one holds what LIKE takes for any sign."""


async def two_posts(world: World) -> None:
    now = world.clock.now()
    page = [
        listed(code, timestamp=now - timedelta(days=3 + number))
        for number, code in enumerate(CODES)
    ]
    async with world.database.transaction() as stored:
        await stored.media.save_page(1, page, now)


async def test_a_link_a_number_and_a_pasted_link_open_the_card(world: World) -> None:
    async with world.polling():
        await link(world)
        await two_posts(world)
        said = [
            await world.say(words)
            for words in (
                f"/post {LINKS[0]}?igsh=abc",
                f"/post {LINKS[1]}",
                "/post 1",
                "/post 2",
                f"Look at {LINKS[1]}",
            )
        ]
    shown = [str(one["text"] or one["caption"]) for one in said]
    assert [CODES[0] in text for text in shown] == [True, False, True, False, False]
    assert [CODES[1] in text for text in shown] == [False, True, False, True, True]


@pytest.mark.parametrize(
    "words",
    [
        "/post https://www.instagram.com/p/AbCxdEf-1/",
        "/post https://www.instagram.com/p/abc_def-1/",
        "/post 3",
        "/post nonsense",
        "https://www.instagram.com/stories/casa.verde/123/",
    ],
)
async def test_what_is_not_theirs_is_said_to_be_unknown(world: World, words: str) -> None:
    async with world.polling():
        await link(world)
        await two_posts(world)
        answer = await world.say(words)
    assert "I do not know this post" in answer["text"]


async def test_without_words_it_says_how(world: World) -> None:
    async with world.polling():
        await link(world)
        answer = await world.say("/post")
    assert "/post 1" in answer["text"]
    assert "📷 Posts" in " ".join(labels(answer))


async def test_somebody_elses_post_is_unknown(world: World) -> None:
    async with world.polling():
        await link(world)
        await two_posts(world)
        stranger = ANNA + 7
        answer = await world.say(f"/post {LINKS[0]}", user=stranger)
    assert "caption of" not in answer["text"]
