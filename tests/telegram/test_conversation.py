"""A person talks to the bot: what they see for what they say and tap."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.periods import last_days
from bot.presenters import profile
from bot.presenters.actions import OpenMedia, OpenSettings, SwitchAccount
from bot.presenters.speech import Speech
from bot.services.ports import AccountTotals, MediaPicture
from bot.telegram.callbacks import pack
from tests.sandbox.telegram.conftest import ANNA, png
from tests.support.people import issued_token, listed
from tests.support.people import profile as a_profile
from tests.telegram.conftest import World
from tests.telegram.incoming import BORIS, as_bytes, message
from tests.telegram.wiring import go_through_instagram


def labels(message: dict[str, object]) -> list[str]:
    rows = message["buttons"]
    assert isinstance(rows, list)
    return [button["text"] for row in rows for button in row]


async def link(world: World, user: int = ANNA) -> dict[str, object]:
    """Through Instagram and back by the deep link."""
    welcome = await world.say("/start", user)
    await world.tap(welcome, welcome["buttons"][0][0]["text"], user)
    shown = await world.until(user, lambda shown: bool(shown[-1]["buttons"][0][0].get("url")))
    returned = await go_through_instagram(
        world.database, world.clock, world.instagram, shown[-1]["buttons"][0][0]["url"]
    )
    return await world.say(f"/start L{returned.return_code.reveal()}", user)


async def test_start_shows_one_primary_button(world: World) -> None:
    async with world.polling():
        welcome = await world.say("/start")

    styles = [button.get("style") for row in welcome["buttons"] for button in row]
    assert styles.count("primary") == 1
    assert welcome["buttons"][0][0]["style"] == "primary"


async def test_a_tap_is_answered_before_the_work_and_edits_in_place(world: World) -> None:
    async with world.polling():
        message = await world.say("/help")
        await world.tap_data(message, pack(OpenSettings()))
        (edited,) = await world.until(ANNA, lambda shown: shown[0]["text"] != message["text"])
        calls = await world.calls()

    assert edited["message_id"] == message["message_id"]
    assert edited["edited"]
    assert calls.index("answerCallbackQuery") < calls.index("editMessageText")


async def test_tapping_the_same_button_twice_is_answered_twice_and_changes_nothing(
    world: World,
) -> None:
    async with world.polling():
        message = await world.say("/settings")
        for _ in range(2):
            assert await world.tap_data(message, pack(OpenSettings())) is not None
        after = await world.say("/help")

    assert after["message_id"] > message["message_id"]
    assert len(await world.from_bot()) == 2
    assert len(await world.requests("answerCallbackQuery")) == 2


async def test_a_screen_with_a_chart_takes_the_place_of_a_text_and_gives_it_back(
    world: World,
) -> None:
    async with world.polling():
        welcome = await world.say("/start")
        await world.tap(welcome, labels(welcome)[1])
        (chart,) = await world.until(ANNA, lambda shown: bool(shown[0]["photo"]))
        await world.tap(chart, labels(chart)[-1])
        (text,) = await world.until(ANNA, lambda shown: len(shown) == 1 and not shown[0]["photo"])

    assert chart["message_id"] == welcome["message_id"]
    assert text["text"] == welcome["text"]
    assert len(world.drawing.drawn) == 1


async def test_unknown_words_commands_and_pictures_get_a_hint(world: World) -> None:
    async with world.polling():
        hints = [(await world.say(words))["text"] for words in ("hello?", "/nosuch", "🙂")]

    assert len(set(hints)) == 1
    assert "/help" in hints[0]


async def test_a_sticker_gets_a_hint_too(world: World) -> None:
    await world.sandbox.say("/start")
    update = message(1, "")
    update["message"]["dice"] = {"emoji": "🎲", "value": 3}
    inbox = world.inbox()
    async with inbox.open():
        await inbox.feed(as_bytes(update))
    (hint,) = await world.from_bot()

    assert "/help" in hint["text"]


async def test_a_button_that_we_cannot_read_is_answered_in_words(world: World) -> None:
    async with world.polling():
        message = await world.say("/help")
        old = await world.sandbox.call(
            "sendMessage",
            chat_id=ANNA,
            text="an old message",
            reply_markup={"inline_keyboard": [[{"text": "?", "callback_data": "zz:1:%:"}]]},
        )
        answer = await world.tap_data(old, "zz:1:%:")

    assert "out of date" in answer["text"]
    assert (await world.from_bot())[0]["text"] == message["text"]


async def test_somebody_elses_media_and_accounts_are_not_found(world: World) -> None:
    async with world.polling():
        await link(world, BORIS)
        message = await world.say("/help")
        for action in (OpenMedia(1), SwitchAccount(1)):
            await world.tap_data(message, pack(action))
            (shown,) = await world.until(ANNA, lambda shown: "cannot find" in shown[0]["text"])
            await world.tap_data(shown, pack(OpenSettings()))
            await world.until(ANNA, lambda shown: "cannot find" not in shown[0]["text"])


async def test_linking_by_deep_link_ends_with_the_linked_account(world: World) -> None:
    async with world.polling():
        linked = await link(world)
        home = await world.say("/start")

    assert "@ana" in str(linked["text"])
    assert "@ana" in home["text"]


async def test_a_return_code_works_once_and_for_its_person_only(world: World) -> None:
    async with world.polling():
        welcome = await world.say("/start")
        await world.tap(welcome, labels(welcome)[0])
        shown = await world.until(ANNA, lambda shown: bool(shown[-1]["buttons"][0][0].get("url")))
        returned = await go_through_instagram(
            world.database, world.clock, world.instagram, shown[-1]["buttons"][0][0]["url"]
        )
        stranger = await world.say(f"/start L{returned.return_code.reveal()}", BORIS)
        late = await world.say(f"/start L{returned.return_code.reveal()}")
        home = await world.use_cases.show_home(ANNA)

    assert "@ana" not in stranger["text"]
    assert "@ana" not in late["text"]
    assert home.accounts == []


async def test_the_typed_code_links_where_the_deep_link_was_lost(world: World) -> None:
    async with world.polling():
        invitation = await world.say("/link")
        await go_through_instagram(
            world.database, world.clock, world.instagram, invitation["buttons"][0][0]["url"]
        )
        wrong = await world.say("9XD7KQ2M")
        linked = await world.say("7kq2m9xd")

    assert "@ana" not in wrong["text"]
    assert "@ana" in linked["text"]


@pytest.mark.parametrize("word", ["breakers", "Bastante", "7KQ2M9XD"])
async def test_what_looks_like_a_code_is_ordinary_text_while_none_is_awaited(
    world: World, word: str
) -> None:
    async with world.polling():
        hint = (await world.say("hello?"))["text"]
        await world.say("/link")
        answer = (await world.say(word))["text"]

    assert answer == hint


async def test_words_are_no_wrong_tries_while_a_code_is_awaited(world: World) -> None:
    async with world.polling():
        invitation = await world.say("/link")
        await go_through_instagram(
            world.database, world.clock, world.instagram, invitation["buttons"][0][0]["url"]
        )
        for _ in range(6):
            await world.say("Bastante")
        linked = await world.say("7KQ2M9XD")

    assert "@ana" in linked["text"]


@pytest.mark.parametrize(
    "command",
    ["overview", "posts", "reels", "stories", "archive", "live", "digest", "status"],
)
async def test_without_a_linked_account_a_command_offers_to_connect(
    world: World, command: str
) -> None:
    async with world.polling():
        answer = await world.say(f"/{command}")

    assert answer["buttons"][0][0]["style"] == "primary"


async def test_every_command_answers_a_linked_person(world: World) -> None:
    commands = (
        "overview posts reels stories live archive besttime audience accounts unlink"
        " digest status why settings help privacy delete_me"
    )
    async with world.polling():
        await link(world)
        answers = [await world.say(f"/{command}") for command in commands.split()]

    assert all(answer["text"] or answer["caption"] for answer in answers)
    assert not any("went wrong" in (answer["text"] or "") for answer in answers)


async def test_what_follows_a_command_is_read(world: World) -> None:
    async with world.polling():
        await link(world)
        reels = await world.say("/besttime reels")
        no_day = await world.say("/archive the other day")
        day = await world.say("/archive 1.2.2020")

    assert "✓ 🎬 Reels" in labels(reels)
    assert "I cannot read “the other day” as a day" in no_day["text"]
    assert "/archive 2026-11-02" in no_day["text"]
    assert "Stories of February 2020" in day["text"].replace("\xa0", " ")
    assert "I have no stories of 1 Feb 2020" in day["text"].replace("\xa0", " ")


async def test_every_command_of_the_menu_is_answered(world: World) -> None:
    menu = profile.commands(Speech("en", ZoneInfo("UTC")))
    async with world.polling():
        hint = await world.say("/nosuch")
        answers = [await world.say(f"/{command.name}") for command in menu]

    assert {"status", "why"} <= {command.name for command in menu}
    assert hint["text"] not in [answer["text"] for answer in answers]


async def test_the_status_shows_the_own_account_and_nobody_elses(world: World) -> None:
    async with world.polling():
        await link(world)
        world.instagram.profile_of = a_profile("17841400000000002", "boris.shop")
        await link(world, BORIS)
        own = (await world.say("/status"))["text"]
        other = (await world.say("/status", BORIS))["text"]

    assert "@ana" in own
    assert "boris.shop" not in own
    assert "@boris.shop" in other
    assert "@ana" not in other


async def test_why_explains_a_name_that_is_written_and_one_that_is_tapped(world: World) -> None:
    async with world.polling():
        written = await world.say("/why clips_replays_count")
        choice = await world.say("/why")
        await world.tap(choice, "🎬 Reels")
        (*_, names) = await world.until(ANNA, lambda shown: shown[-1]["edited"])
        await world.tap(names, "Total watch time")
        (*_, tapped) = await world.until(ANNA, lambda shown: "watched by" in shown[-1]["text"])
        unknown = await world.say("/why reeach")
        await world.tap(unknown, "reach")
        (*_, nearest) = await world.until(ANNA, lambda shown: "ℹ️ Reach" in shown[-1]["text"])

    assert "has retired the name clips_replays_count" in written["text"]
    assert tapped["message_id"] == choice["message_id"]
    assert "retired" not in tapped["text"]
    assert nearest["message_id"] == unknown["message_id"]


async def test_why_understands_the_words_that_our_own_screens_use(world: World) -> None:
    async with world.polling():
        settings = await world.say("/settings")
        await world.tap_data(settings, "sl:ru")
        await world.until(ANNA, lambda shown: shown[-1]["text"] != settings["text"])
        explained = await world.say("/why охват")

    assert explained["text"].startswith("ℹ️ Охват · reach")


async def test_reading_anew_asks_instagram_and_edits_in_place_however_often(
    world: World,
) -> None:
    async with world.polling():
        await link(world)
        now = world.clock.now()
        person = (await world.use_cases.show_home(ANNA)).person
        week = last_days(7, now, person.zone)
        async with world.database.transaction() as stored:
            for window in (week, week.before()):
                parts = {"reach": {"follower": 9_000}, "follows_and_unfollows": {}}
                known = AccountTotals(now - timedelta(minutes=1), {"reach": 21_530}, parts)
                await stored.account_numbers.save_totals(1, window, known)
        shown = await world.say("/overview")
        asked = world.instagram.totals_asked
        for _ in range(2):
            assert await world.tap(shown, "↻ Refresh") is not None
        after = await world.say("/help")

    assert asked == 0, "what is known is fresh"
    assert world.instagram.totals_asked == 2
    assert after["message_id"] == shown["message_id"] + 2
    assert not any("went wrong" in (one["text"] or "") for one in await world.from_bot())


async def test_an_album_is_leafed_through_in_place_and_leads_back_to_its_card(
    world: World,
) -> None:
    world.instagram.pictures = [
        MediaPicture(str(number), "IMAGE", f"http://cdn.example/{number}.jpg", None)
        for number in range(3)
    ]
    world.fetching.pictures = {
        one.media_url: png() for one in world.instagram.pictures if one.media_url
    }
    async with world.polling():
        await link(world)
        post = listed("album")
        details = replace(post.details, media_type="CAROUSEL_ALBUM", media_url=None)
        async with world.database.transaction() as stored:
            await stored.media.save_page(1, [replace(post, details=details)], world.clock.now())
        posts = await world.say("/posts")
        await world.tap(posts, "1")
        (*_, card) = await world.until(ANNA, lambda shown: "Carousel" in shown[-1]["text"][:12])
        await world.tap(card, "🖼 Pictures")
        (*_, first) = await world.until(ANNA, lambda shown: bool(shown[-1]["photo"]))
        await world.tap(first, "▶")
        (*_, second) = await world.until(ANNA, lambda shown: "2 of 3" in shown[-1]["caption"])
        await world.tap(second, labels(second)[-1])
        (*_, back) = await world.until(ANNA, lambda shown: not shown[-1]["photo"])

    assert "Picture 1 of 3" in first["caption"]
    assert labels(second)[:3] == ["◀", "2/3", "▶"]
    assert second["message_id"] == first["message_id"]
    assert back["text"] == card["text"]


async def test_a_chosen_language_speaks_at_once(world: World) -> None:
    async with world.polling():
        settings = await world.say("/settings")
        await world.tap_data(settings, "sl:ru")
        await world.until(ANNA, lambda shown: shown[-1]["text"] != settings["text"])
        help_text = await world.say("/help")

    assert "и" in help_text["text"]


async def test_unlinking_asks_first_and_then_forgets(world: World) -> None:
    async with world.polling():
        await link(world)
        accounts = await world.say("/accounts")
        account = (await world.use_cases.show_home(ANNA)).accounts[0].account
        await world.tap_data(accounts, f"ua:{account.id}")
        question = (await world.until(ANNA, lambda shown: shown[-1]["edited"]))[-1]
        keep, for_good, _ = [row[0] for row in question["buttons"]]
        assert (keep["style"], for_good["style"]) == (None, "danger")
        await world.tap(question, for_good["text"])
        await world.until(ANNA, lambda shown: shown[-1]["text"] != question["text"])

    assert (await world.use_cases.show_home(ANNA)).accounts == []


async def test_a_kept_history_is_found_again_and_can_be_deleted(world: World) -> None:
    async with world.polling():
        await link(world)
        question = await world.say("/accounts")
        await world.tap(question, "Unlink @ana")
        asked = (await world.until(ANNA, lambda shown: shown[-1]["edited"]))[-1]
        await world.tap(asked, "Unlink, keep the history")
        await world.until(ANNA, lambda shown: "history stays for you" in shown[-1]["text"])
        accounts = await world.say("/accounts")
        assert "not linked, history kept since" in accounts["text"]
        digest = await world.say("/digest")
        assert "kept its history" in digest["text"]
        accounts = await world.say("/accounts")
        await world.tap(accounts, "🗑 Delete history")
        asked = (await world.until(ANNA, lambda shown: "Delete the history" in shown[-1]["text"]))[
            -1
        ]
        await world.tap(asked, "🗑 Delete history")
        await world.until(ANNA, lambda shown: "Unlinked" in shown[-1]["text"])

    assert (await world.use_cases.show_home(ANNA)).accounts == []


async def test_an_unlink_button_from_before_histories_were_kept_deletes_all(world: World) -> None:
    async with world.polling():
        await link(world)
        accounts = await world.say("/accounts")
        account = (await world.use_cases.show_home(ANNA)).accounts[0].account
        await world.tap_data(accounts, f"u:{account.id}")
        await world.until(ANNA, lambda shown: "Unlinked" in shown[-1]["text"])

    assert (await world.use_cases.show_home(ANNA)).accounts == []


async def test_the_overview_switches_between_accounts(world: World) -> None:
    async with world.polling():
        await link(world)
        async with world.database.transaction() as stored:
            cafe = await stored.accounts.save_profile(
                a_profile("17841400000000002", "cafe"), "UTC", world.clock.now()
            )
            await stored.links.save(ANNA, cafe.id, issued_token())
        overview = await world.say("/overview")
        assert "@ana" in overview["caption"]
        await world.tap(overview, "⇄ @cafe")
        await world.until(ANNA, lambda shown: "@cafe" in str(shown[-1]["caption"]))

    assert (await world.use_cases.show_home(ANNA)).person.current_account_id == cafe.id


async def test_the_alarm_of_a_group_leads_to_the_accounts(world: World) -> None:
    async with world.polling():
        welcome = await world.say("/start accounts")
        await link(world)
        accounts = await world.say("/start accounts")

    assert "🔗 Connect Instagram" in welcome["buttons"][0][0]["text"]
    assert "1 linked account" in accounts["text"]


async def test_deep_links_lead_to_screens_and_unknown_ones_home(world: World) -> None:
    async with world.polling():
        example = await world.say("/start example")
        welcome = await world.say("/start group")
        await link(world)
        async with world.database.transaction() as stored:
            (linked,) = await stored.accounts.linked_to(ANNA)
            await stored.media.save_page(linked.account.id, [listed("m1")], world.clock.now())
        invitation = await world.say("/start group")
        home = await world.say("/start")
        post = await world.say("/start post_1")
        gone = await world.say("/start post_999")
        harmless = ("post_", "post_x", "post_" + "9" * 30, "L", "h", "hAA", "inline", "__proto__")
        answers = [(await world.say(f"/start {one}"))["text"] for one in harmless]

    assert "made-up numbers" in example["caption"]
    assert "Connect Instagram" in str(welcome["buttons"])
    assert "in a group or channel" in invitation["text"]
    assert "?startgroup=g" in str(invitation["buttons"])
    assert "caption of m1" in str(post)
    assert "caption of m1" not in str(gone)
    for parameter, text in zip(harmless, answers, strict=True):
        assert (text == home["text"]) is (parameter != "L"), parameter


async def test_send_now_puts_one_digest_out_and_says_so(world: World) -> None:
    async with world.polling():
        await link(world)
        digest = await world.say("/digest")
        await world.tap_data(digest, "dn")
        (*_, shown) = await world.until(ANNA, lambda shown: shown[-1]["edited"])
    async with world.database.transaction() as stored:
        claimed = await stored.outbox.claim(10, timedelta(minutes=1))

    assert "On its way" in shown["text"]
    assert len(claimed) == 1


async def test_a_person_who_blocks_the_bot_is_remembered_as_blocked(world: World) -> None:
    async with world.polling():
        await world.say("/start")
        await world.sandbox.control("POST", f"/telegram/users/{ANNA}/block")
        await world.blocked(True)
        await world.sandbox.control("POST", f"/telegram/users/{ANNA}/unblock")
        await world.blocked(False)


async def test_in_a_group_there_is_one_line_and_the_way_to_the_private_chat(world: World) -> None:
    group = await world.sandbox.group()
    await world.sandbox.add_bot(group)
    async with world.polling():
        answer = await world.say("/overview", chat_id=group)

    (way,) = [button for row in answer["buttons"] for button in row]
    assert way["url"].startswith(f"{world.sandbox.url}/")
    assert "?start=" in way["url"]
    assert len(await world.from_bot(group)) == 1


async def test_coming_back_twice_by_the_same_link_is_told_apart_from_an_old_one(
    world: World,
) -> None:
    async with world.polling():
        invitation = await world.say("/link")
        returned = await go_through_instagram(
            world.database, world.clock, world.instagram, invitation["buttons"][0][0]["url"]
        )
        words = f"/start L{returned.return_code.reveal()}"
        linked = await world.say(words)
        again = await world.say(words)
        unknown = await world.say("/start Lno-such-code")

    assert "@ana" in linked["text"]
    assert len({again["text"], unknown["text"], linked["text"]}) == 3
    assert len((await world.use_cases.show_home(ANNA)).accounts) == 1
