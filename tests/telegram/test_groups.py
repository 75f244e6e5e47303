"""Groups and channels: the owner approves once, and nobody sees or does more than that allows."""

import re
from datetime import time, timedelta

import pytest
from sqlalchemy import text as sql

from bot.domain.chat_grants import AT_FIRST, Allowed, Place
from bot.domain.digests import ON_TIME, Cadence
from bot.domain.errors import NotFound
from bot.domain.media import MediaProductType
from bot.presenters import actions
from bot.presenters.actions import Action
from bot.sandbox.bot_api.people import say
from bot.services.chat_tickets import OwnerTicket
from bot.services.ports import NewDigest, OutgoingMessage
from bot.services.send_due_digests import SendDueDigests
from bot.services.send_outbox import SendOutbox
from bot.telegram.callbacks import pack
from tests.telegram.authorization.seed import Owned, rows_of
from tests.telegram.authorization.stage import (
    ADMIN,
    BLOCKED,
    CHANNEL,
    GROUP,
    OTHER,
    OWNER,
    PRIVATE,
    SUPERGROUP,
    TOPIC,
    Stage,
    set_up,
)
from tests.telegram.conftest import ON_EACH_DATABASE, World
from tests.telegram.wiring import TICKETS, make_delivery

TICKET = re.compile(r"start=(h[A-Za-z0-9_-]{30,60})")
NOT_HERE = "Numbers and links are for your eyes only"


@pytest.fixture
async def stage(world: World) -> Stage:
    return await set_up(world)


def figures(shown: str, owned: Owned) -> list[str]:
    """Numbers and captions; the account's name may be told where it is shown."""
    return sorted(one for one in owned.canaries if one in shown and not one.endswith(".shop"))


async def here(stage: Stage, where: str, person: int = ADMIN) -> str:
    """The ticket that /here brought."""
    await stage.say("/here", person, where)
    found = TICKET.search(stage.shown())
    assert found is not None
    return found[1]


async def grants_of(world: World, person: int) -> list[int]:
    async with world.database.reading() as stored:
        return [grant.id for grant in await stored.chat_grants.of_person(person)]


async def shown_in(
    stage: Stage, where: str, owned: Owned | None = None, allowed: Allowed = AT_FIRST
) -> int:
    """The owner approves what an administrator proposed; the grant's id."""
    owned = owned or stage.owned
    person = owned.telegram_user_id
    ticket = await here(stage, where)
    await stage.tap(pack(actions.ShowThere(ticket, owned.account_id)), person, PRIVATE)
    grant_id = (await grants_of(stage.world, person))[-1]
    if allowed != AT_FIRST:
        await stage.tap(pack(actions.SetGrant(grant_id, int(allowed))), person, PRIVATE)
    stage.shown()
    return grant_id


async def tapped(stage: Stage, action: Action, person: int, where: str) -> str:
    await stage.tap(pack(action), person, where)
    return stage.shown()


async def said(stage: Stage, text: str, person: int, where: str) -> str:
    await stage.say(text, person, where)
    return stage.shown()


async def waiting(world: World) -> list[OutgoingMessage]:
    """What waits in the outbox, in order."""
    async with world.database.transaction() as stored:
        refs = await stored.outbox.claim(50, timedelta(minutes=1))
        begun = [await stored.outbox.begin_wording(ref, timedelta(minutes=1)) for ref in refs]
        for ref in refs:
            await stored.outbox.release(ref, world.clock.now())
    return [one.to_word.message for one in begun if one.to_word is not None]


# The owner approves once ----------------------------------------------------------------------


@pytest.mark.proves("S20")
@pytest.mark.parametrize("where", [GROUP, SUPERGROUP, TOPIC, CHANNEL])
async def test_what_an_owner_approved_is_seen_by_everybody_there_and_no_more(
    stage: Stage, where: str
) -> None:
    await shown_in(stage, where)
    for person in (OWNER, OTHER, ADMIN):
        overview = await said(stage, "/overview", person, where)
        assert "@anna.shop" in overview
        assert figures(overview, stage.owned)
        assert not figures(overview, stage.others), "the speaker's own account stays private"
        for text in ("/posts", "/stories", "/live", "/accounts", "/digest", "/status"):
            if where != CHANNEL or text in {"/posts", "/stories", "/live"}:
                refused = await said(stage, text, person, where)
                assert not figures(refused, stage.owned), text
                assert NOT_HERE in refused, text


@pytest.mark.parametrize("where", [GROUP, TOPIC])
async def test_each_choice_opens_its_screens_and_no_others(stage: Stage, where: str) -> None:
    owned = stage.owned
    screens: dict[Allowed, list[Action]] = {
        Allowed.OVERVIEW: [actions.OpenOverview(28), actions.SwitchOverview(owned.account_id)],
        Allowed.MEDIA: [
            actions.OpenChatMedia(owned.account_id, MediaProductType.FEED),
            actions.OpenMedia(owned.media_id),
        ],
        Allowed.STORIES: [
            actions.OpenChatStories(owned.account_id),
            actions.OpenStory(owned.story_id),
            actions.OpenSequence(owned.sequence_id),
        ],
    }
    grant_id = await shown_in(stage, where)
    for allowed in (Allowed.OVERVIEW, Allowed.MEDIA, Allowed.STORIES, Allowed.DIGESTS):
        await stage.tap(pack(actions.SetGrant(grant_id, int(allowed))), OWNER, PRIVATE)
        stage.shown()
        stage.take_time()
        for needed, taps in screens.items():
            for action in taps:
                seen = await tapped(stage, action, OTHER, where)
                assert bool(figures(seen, owned)) is (needed == allowed), (allowed, action)


async def test_a_screen_in_a_group_has_no_button_to_anything_private(stage: Stage) -> None:
    await shown_in(stage, SUPERGROUP, allowed=Allowed.OVERVIEW | Allowed.MEDIA)
    for text in ("/overview", "/posts", "/start"):
        shown = await said(stage, text, OTHER, SUPERGROUP)
        data = re.findall(r'"callback_data": ?"([^"]+)"', shown.replace("\\", ""))
        assert data, text
        prefixes = {one.partition(":")[0] for one in data}
        assert prefixes <= {"h", "os", "gm", "c", "al"}, text


async def test_the_owner_comes_with_the_bot_and_has_approved_by_that(stage: Stage) -> None:
    asked = await tapped(stage, actions.InviteToChat(stage.owned.account_id), OWNER, PRIVATE)
    found = re.search(r"startgroup=(g[A-Za-z0-9_-]+)", asked)
    assert found is not None
    assert len(found[1]) <= 64
    told = await said(stage, f"/start@farolero_sandbox_bot {found[1]}", OWNER, SUPERGROUP)

    assert "From now on @anna.shop is shown here" in told
    assert figures(await said(stage, "/overview", OTHER, SUPERGROUP), stage.owned)


async def test_a_topic_shows_its_own_account(stage: Stage) -> None:
    await shown_in(stage, TOPIC)
    chat_id, _ = stage.chats[TOPIC]
    stage.chats["general"] = (chat_id, None)

    assert figures(await said(stage, "/overview", OTHER, TOPIC), stage.owned)
    assert NOT_HERE in await said(stage, "/overview", OTHER, "general")


async def test_two_accounts_in_one_group_are_told_apart(stage: Stage) -> None:
    await shown_in(stage, GROUP)
    await shown_in(stage, GROUP, stage.others)
    home = await said(stage, "/start", ADMIN, GROUP)
    assert "@anna.shop" in home
    assert "@boris.shop" in home
    boris = await tapped(stage, actions.SwitchOverview(stage.others.account_id), ADMIN, GROUP)

    assert figures(boris, stage.others)
    assert not figures(boris, stage.owned)


# Forged and foreign ---------------------------------------------------------------------------


async def test_a_ticket_of_somebody_else_shows_nothing(stage: Stage) -> None:
    """Anna's own link, brought into the group by Boris: even if he is an administrator."""
    now = stage.world.clock.now()
    ticket = TICKETS.of_owner(OwnerTicket(OWNER, stage.owned.account_id), now)
    for person in (OTHER, ADMIN):
        assert NOT_HERE in await said(
            stage, f"/start@farolero_sandbox_bot {ticket}", person, SUPERGROUP
        )
    await stage.say_anonymously(f"/start@farolero_sandbox_bot {ticket}")
    foreign = TICKETS.of_owner(OwnerTicket(OTHER, stage.owned.account_id), now)
    stage.shown()
    # Boris is an administrator now, and has a genuine ticket for an account that is not his.
    chat_id, _ = stage.chats[SUPERGROUP]
    await stage.world.sandbox.control(
        "POST", f"/telegram/groups/{chat_id}/members/{OTHER}", status="administrator"
    )
    await stage.say(f"/start@farolero_sandbox_bot {foreign}", OTHER, SUPERGROUP)

    assert await grants_of(stage.world, OWNER) == []
    assert await grants_of(stage.world, OTHER) == []


@pytest.mark.parametrize("old", [timedelta(hours=2), timedelta(days=-1)])
async def test_an_old_ticket_is_none(stage: Stage, old: timedelta) -> None:
    made_at = stage.world.clock.now() - old
    ticket = TICKETS.of_owner(OwnerTicket(OWNER, stage.owned.account_id), made_at)
    await stage.say(f"/start@farolero_sandbox_bot {ticket}", OWNER, SUPERGROUP)
    assert await grants_of(stage.world, OWNER) == []


async def test_a_changed_ticket_is_none(stage: Stage) -> None:
    chat_id, _ = stage.chats[SUPERGROUP]
    good = TICKETS.of_place(Place(chat_id), stage.world.clock.now())
    for position in range(0, len(good), 3):
        sign = "A" if good[position] != "A" else "B"
        forged = good[:position] + sign + good[position + 1 :]
        await stage.tap(pack(actions.ShowThere(forged, stage.owned.account_id)), OWNER, PRIVATE)
        await stage.say(f"/start {forged}", OWNER, PRIVATE)
    for forged in ("h", "g", "h" + "A" * 38, good[:-1], good + "A", "hé", "h ", "h" * 64):
        await stage.say(f"/start {forged}", OWNER, PRIVATE)
        await stage.say(f"/start@farolero_sandbox_bot {forged}", OWNER, SUPERGROUP)

    assert await grants_of(stage.world, OWNER) == []


async def test_nobody_approves_for_an_account_of_somebody_else(stage: Stage) -> None:
    ticket = await here(stage, SUPERGROUP)
    for person in (OTHER, ADMIN):
        shown = await tapped(
            stage, actions.ShowThere(ticket, stage.owned.account_id), person, PRIVATE
        )
        assert not figures(shown, stage.owned)
    assert NOT_HERE in await said(stage, "/overview", OTHER, SUPERGROUP)


async def test_who_is_not_in_the_chat_shows_nothing_there(stage: Stage) -> None:
    ticket = await here(stage, SUPERGROUP)
    chat_id, _ = stage.chats[SUPERGROUP]
    for status in ("left", "kicked"):
        await stage.world.sandbox.control(
            "POST", f"/telegram/groups/{chat_id}/members/{OTHER}", status=status
        )
        question = await said(stage, f"/start {ticket}", OTHER, PRIVATE)
        assert "I cannot find that chat" in question
        await stage.tap(pack(actions.ShowThere(ticket, stage.others.account_id)), OTHER, PRIVATE)
    assert await grants_of(stage.world, OTHER) == []


async def test_a_subscriber_shows_nothing_in_a_channel(stage: Stage) -> None:
    ticket = await here(stage, CHANNEL)
    chat_id, _ = stage.chats[CHANNEL]
    await stage.world.sandbox.control(
        "POST", f"/telegram/groups/{chat_id}/members/{OTHER}", status="member"
    )
    await stage.tap(pack(actions.ShowThere(ticket, stage.others.account_id)), OTHER, PRIVATE)
    assert await grants_of(stage.world, OTHER) == []


async def test_another_owner_cannot_see_change_or_end_a_grant(stage: Stage) -> None:
    grant_id = await shown_in(stage, GROUP)
    before = await rows_of(stage.world.database, stage.owned)
    for action in (
        actions.OpenGrant(grant_id),
        actions.SetGrant(grant_id, 15),
        actions.EndGrant(grant_id),
    ):
        shown = await tapped(stage, action, OTHER, PRIVATE)
        assert "anna.shop" not in shown
    assert await rows_of(stage.world.database, stage.owned) == before


# Administrators manage, members view ----------------------------------------------------------


@pytest.mark.parametrize("where", [GROUP, SUPERGROUP, TOPIC])
async def test_a_member_proposes_and_manages_nothing(stage: Stage, where: str) -> None:
    grant_id = await shown_in(stage, where)
    before = await rows_of(stage.world.database, stage.owned)
    for text in ("/here", "/settings"):
        refused = await said(stage, text, OTHER, where)
        assert "Only administrators" in refused
        assert not TICKET.search(refused)
    for action in (
        actions.OpenChatSettings(),
        actions.OpenChatLanguages(),
        actions.SetChatLanguage("ru"),
        actions.TakeAway(grant_id),
    ):
        refused = await tapped(stage, action, OTHER, where)
        assert "Only administrators" in refused
        assert "editMessage" not in refused
    assert await rows_of(stage.world.database, stage.owned) == before


async def test_who_was_an_administrator_when_the_screen_came_is_asked_again(stage: Stage) -> None:
    grant_id = await shown_in(stage, SUPERGROUP)
    assert "For administrators" in await said(stage, "/settings", ADMIN, SUPERGROUP)
    chat_id, _ = stage.chats[SUPERGROUP]
    await stage.world.sandbox.control(
        "POST", f"/telegram/groups/{chat_id}/members/{ADMIN}", status="member"
    )
    assert "Only administrators" in await tapped(
        stage, actions.TakeAway(grant_id), ADMIN, SUPERGROUP
    )
    assert await grants_of(stage.world, OWNER) == [grant_id]


async def test_an_administrator_takes_an_account_away(stage: Stage) -> None:
    grant_id = await shown_in(stage, SUPERGROUP)
    other_chat = await shown_in(stage, GROUP)
    # A grant of another chat is none of this administrator's business.
    await tapped(stage, actions.TakeAway(other_chat), ADMIN, SUPERGROUP)
    assert len(await grants_of(stage.world, OWNER)) == 2
    gone = await tapped(stage, actions.TakeAway(grant_id), ADMIN, SUPERGROUP)

    assert "@anna.shop is not shown here any more" in gone
    assert NOT_HERE in await said(stage, "/overview", OTHER, SUPERGROUP)
    assert await grants_of(stage.world, OWNER) == [other_chat]


async def test_a_chat_speaks_a_language_of_its_own(stage: Stage) -> None:
    await shown_in(stage, SUPERGROUP)
    changed = await tapped(stage, actions.SetChatLanguage("ru"), ADMIN, SUPERGROUP)
    assert "Для администраторов" in changed
    assert "Охват" in await said(stage, "/overview", OTHER, SUPERGROUP)
    assert "Reach" in await said(stage, "/overview", OWNER, PRIVATE)


async def test_an_anonymous_administrator_proposes_and_is_nobody_in_particular(
    stage: Stage,
) -> None:
    await stage.say_anonymously("/here")
    assert TICKET.search(stage.shown())
    await shown_in(stage, SUPERGROUP)
    await stage.say_anonymously("/settings")
    assert "For administrators" in stage.shown()


# Its end --------------------------------------------------------------------------------------


async def test_the_owner_takes_it_back_and_old_buttons_show_nothing(stage: Stage) -> None:
    everything = Allowed(15)
    grant_id = await shown_in(stage, SUPERGROUP, allowed=everything)
    owned = stage.owned
    old: list[Action] = [
        actions.OpenOverview(),
        actions.SwitchOverview(owned.account_id),
        actions.OpenChatMedia(owned.account_id, MediaProductType.FEED),
        actions.OpenMedia(owned.media_id),
        actions.OpenAlbum(owned.album_id),
        actions.OpenStory(owned.story_id),
        actions.OpenSequence(owned.sequence_id),
        actions.OpenHome(),
    ]
    for action in old[:-1]:
        seen = await tapped(stage, action, OTHER, SUPERGROUP)
        assert figures(seen, owned) or isinstance(action, actions.OpenAlbum)
    await tapped(stage, actions.EndGrant(grant_id), OWNER, PRIVATE)

    for action in old:
        seen = await tapped(stage, action, OTHER, SUPERGROUP)
        assert NOT_HERE in seen
        assert not figures(seen, owned)
        assert "anna.shop" not in seen


async def test_unlinking_and_deleting_everything_end_it(stage: Stage) -> None:
    await shown_in(stage, SUPERGROUP)
    await stage.world.use_cases.unlink_account(OWNER, stage.owned.account_id, keep=True)
    assert NOT_HERE in await said(stage, "/overview", OTHER, SUPERGROUP)
    await shown_in(stage, SUPERGROUP, stage.others)
    now = int(stage.world.clock.now().timestamp())
    await stage.world.use_cases.delete_me(OTHER, now)
    assert NOT_HERE in await said(stage, "/overview", OWNER, SUPERGROUP)
    async with stage.world.database.reading() as stored:
        chat_id, _ = stage.chats[SUPERGROUP]
        assert await stored.chat_grants.in_chat(chat_id) == []


async def test_the_owner_can_look_up_when_it_began_and_ended(stage: Stage) -> None:
    grant_id = await shown_in(stage, SUPERGROUP)
    await tapped(stage, actions.TakeAway(grant_id), ADMIN, SUPERGROUP)
    log = await tapped(stage, actions.OpenSecurityLog(), OWNER, PRIVATE)
    assert "an account was shown in a group or channel" in log
    assert "an account is no longer shown" in log


async def set_bot(stage: Stage, where: str, status: str, by: int = ADMIN) -> None:
    chat_id, _ = stage.chats[where]
    await stage.world.sandbox.control(
        "POST", f"/telegram/groups/{chat_id}/bot", status=status, by=by
    )
    await stage._bring(by)


@pytest.mark.proves("F27")
@ON_EACH_DATABASE
@pytest.mark.parametrize("where", [GROUP, SUPERGROUP, CHANNEL])
async def test_put_out_of_a_chat_the_owner_is_told_once_and_it_has_ended(
    stage: Stage, where: str
) -> None:
    await shown_in(stage, where)
    before = len(await waiting(stage.world))
    await set_bot(stage, where, "kicked")
    await set_bot(stage, where, "left")
    told = (await waiting(stage.world))[before:]
    await set_bot(stage, where, "administrator")

    assert [(one.kind, one.chat_id) for one in told] == [("chat_put_out", OWNER)]
    assert await grants_of(stage.world, OWNER) == []
    assert NOT_HERE in await said(stage, "/overview", OWNER, where)


async def test_a_chat_in_which_the_bot_may_not_write_is_told_once(stage: Stage) -> None:
    grant_id = await shown_in(stage, SUPERGROUP)
    before = len(await waiting(stage.world))
    for _ in range(2):
        await set_bot(stage, SUPERGROUP, "restricted")
    told = (await waiting(stage.world))[before:]
    assert [(one.kind, one.chat_id) for one in told] == [("chat_silenced", OWNER)]
    shown = await tapped(stage, actions.OpenGrant(grant_id), OWNER, PRIVATE)
    assert "I may not write there" in shown
    await set_bot(stage, SUPERGROUP, "member")
    assert "I may not write there" not in await tapped(
        stage, actions.OpenGrant(grant_id), OWNER, PRIVATE
    )


async def test_who_adds_the_bot_to_a_channel_is_asked_in_private(stage: Stage) -> None:
    await set_bot(stage, CHANNEL, "left", OTHER)
    await set_bot(stage, CHANNEL, "administrator", OTHER)
    (asked,) = [one for one in await waiting(stage.world) if one.kind == "chat_added"]
    world = stage.world
    delivery = make_delivery(
        world.database, world.clock, world.instagram, world.renderer, world.chats
    )
    await (await delivery(asked))()
    question = stage.shown()

    assert asked.chat_id == OTHER
    assert "Show @boris.shop there" in question
    data = re.search(r"gy:h[A-Za-z0-9_-]+:\d+", question)
    assert data is not None
    await stage.tap(data[0], OTHER, PRIVATE)
    assert len(await grants_of(world, OTHER)) == 1
    stage.shown()
    assert figures(await said(stage, "/overview", OTHER, CHANNEL), stage.others)


# Digests --------------------------------------------------------------------------------------


async def test_a_digest_reaches_a_chat_only_while_its_owner_allows_it(stage: Stage) -> None:
    """In the chat's language, with buttons only to what is shown there."""
    grant_id = await shown_in(stage, SUPERGROUP)
    await tapped(stage, actions.SetChatLanguage("es"), ADMIN, SUPERGROUP)
    chat_id, _ = stage.chats[SUPERGROUP]
    world, owned = stage.world, stage.owned
    new = NewDigest(OWNER, owned.account_id, chat_id, Cadence.DAILY, time(9), 0, "UTC")

    async def subscribed() -> int:
        async with world.database.transaction() as stored:
            return (await stored.digests.subscribe(new, world.clock.now())).id

    delivery = make_delivery(
        world.database, world.clock, world.instagram, world.renderer, world.chats
    )
    today = world.clock.now().date().isoformat()

    async def message() -> OutgoingMessage:
        payload = {"subscription_id": await subscribed(), "local_date": today}
        return OutgoingMessage("digest", "d", chat_id, None, payload)

    await (await delivery(await message()))()
    sent = stage.shown()
    assert "@anna.shop" in sent
    assert "alcance" in sent.lower()
    data = re.findall(r'callback_data": "([^"]+)"', sent)
    assert data
    assert {one.partition(":")[0] for one in data} <= {"+os", "+h"}

    await stage.tap(pack(actions.SetGrant(grant_id, int(Allowed.OVERVIEW))), OWNER, PRIVATE)
    with pytest.raises(NotFound):
        await delivery(await message())
    stage.shown()
    assert "Paused: no digest is allowed there now" in await said(stage, "/digest", OWNER, PRIVATE)
    await stage.tap(pack(actions.EndGrant(grant_id)), OWNER, PRIVATE)
    with pytest.raises(NotFound):
        await delivery(await message())
    await shown_in(stage, SUPERGROUP)
    await (await delivery(await message()))()
    assert "@anna.shop" in stage.shown(), "it goes on by itself"


async def test_a_preview_in_private_looks_as_the_digest_does_in_its_chat(stage: Stage) -> None:
    grant_id = await shown_in(stage, SUPERGROUP)
    await tapped(stage, actions.SetChatLanguage("es"), ADMIN, SUPERGROUP)
    world = stage.world
    add = actions.AddDigest(stage.owned.account_id, grant_id, Cadence.WEEKLY)
    await tapped(stage, add, OWNER, PRIVATE)
    async with world.database.reading() as stored:
        digest_id = (await stored.digests.of_person(OWNER))[-1].id
    for preview in (True, False):
        await tapped(stage, actions.SendDigestNow(digest_id, preview=preview), OWNER, PRIVATE)
    delivery = make_delivery(
        world.database, world.clock, world.instagram, world.renderer, world.chats
    )
    told = []
    for message in await waiting(world):
        if message.kind == "digest":
            stage.shown()
            await (await delivery(message))()
            told.append((message.chat_id, re.sub(r"chat_id': -?\d+", "", stage.shown())))
    (here, preview_text), (there, sent) = told
    assert (here, there) == (OWNER, stage.chats[SUPERGROUP][0])
    assert "semana" in preview_text
    for word in ("Seguidores", "+os:"):
        assert preview_text.count(word) == sent.count(word)


async def test_what_comes_to_a_chat_is_told_there_to_read_only(stage: Stage) -> None:
    grant_id = await shown_in(stage, TOPIC)
    add = actions.AddDigest(stage.owned.account_id, grant_id, Cadence.WEEKLY)
    await tapped(stage, add, OWNER, PRIVATE)
    await shown_in(stage, SUPERGROUP)

    told = await said(stage, "/digest", OTHER, TOPIC)
    assert "Digests that come here" in told
    assert "@anna.shop" in told
    assert "every Monday at 09:00, Madrid time" in told
    assert "callback_data" not in told
    assert "start=digest" in told
    assert NOT_HERE in await said(stage, "/digest", OTHER, SUPERGROUP)

    async with stage.world.database.reading() as stored:
        digest_id = (await stored.digests.of_person(OWNER))[-1].id
    await tapped(stage, actions.MuteDigest(digest_id), OWNER, PRIVATE)
    assert NOT_HERE in await said(stage, "/digest", OTHER, TOPIC)


async def test_only_an_owner_who_is_an_administrator_changes_the_language_of_a_chat(
    stage: Stage,
) -> None:
    """It is the whole chat's, not only of the owner's account."""
    chat_id, _ = stage.chats[SUPERGROUP]
    language = stage.world.use_cases.chats.language
    of_a_member = await shown_in(stage, SUPERGROUP, stage.others)
    refused = await tapped(stage, actions.SetGrantLanguage(of_a_member, "es"), OTHER, PRIVATE)
    assert "administrators" in refused
    assert await language(chat_id) == "en"

    of_the_creator = await shown_in(stage, SUPERGROUP)
    await tapped(stage, actions.SetGrantLanguage(of_the_creator, "es"), OTHER, PRIVATE)
    assert await language(chat_id) == "en", "somebody else's grant"
    await tapped(stage, actions.SetGrantLanguage(of_the_creator, "es"), OWNER, PRIVATE)
    assert await language(chat_id) == "es"


# Another id -----------------------------------------------------------------------------------


@pytest.mark.proves("F29")
@ON_EACH_DATABASE
async def test_a_group_that_becomes_a_supergroup_takes_everything_along(stage: Stage) -> None:
    await shown_in(stage, GROUP)
    old_id, _ = stage.chats[GROUP]
    async with stage.world.database.transaction() as stored:
        await stored.outbox.put(OutgoingMessage("linked", "waits", old_id, None, {}))
    await stage.upgrade_group()
    new_id, _ = stage.chats[GROUP]
    stage.shown()

    assert new_id != old_id
    assert figures(await said(stage, "/overview", OTHER, GROUP), stage.owned)
    chats = {one.chat_id for one in await waiting(stage.world)}
    assert new_id in chats
    assert old_id not in chats


@pytest.mark.proves("F29")
@ON_EACH_DATABASE
async def test_a_move_that_nobody_told_is_learned_from_the_refusal(stage: Stage) -> None:
    """The messages about it were lost; the next one of ours goes to the new id."""
    await shown_in(stage, GROUP)
    old_id, _ = stage.chats[GROUP]
    moved = await stage.world.sandbox.control("POST", f"/telegram/groups/{old_id}/upgrade")
    stage._waiting()
    world = stage.world
    (message,) = [one for one in await waiting(world) if one.chat_id == old_id]
    delivery = make_delivery(
        world.database, world.clock, world.instagram, world.renderer, world.chats
    )
    await (await delivery(message))()

    (again,) = [one for one in await waiting(world) if one.kind == message.kind]
    assert again.chat_id == moved["id"]
    await (await delivery(again))()
    assert "From now on @anna.shop is shown here" in stage.shown()


async def test_a_group_that_put_the_bot_out_says_nothing_about_who_asked(stage: Stage) -> None:
    """The refusal is the group's: the person's own digests go on."""
    await shown_in(stage, SUPERGROUP)
    await stage.world.sandbox.fault("forbidden", method="sendPhoto")
    await stage.world.sandbox.fault("forbidden", method="sendMessage")
    await stage.say("/overview", OTHER, SUPERGROUP)

    assert (await stage.world.use_cases.show_home(OTHER)).person.blocked_at is None
    assert await grants_of(stage.world, OWNER) == []


async def test_a_blocked_owner_is_shown_all_the_same(stage: Stage) -> None:
    await shown_in(stage, SUPERGROUP)
    await stage.world.use_cases.note_blocked(OWNER, blocked=True)
    assert figures(await said(stage, "/overview", BLOCKED, SUPERGROUP), stage.owned)


# Refused, on the way --------------------------------------------------------------------------


async def send_waiting(stage: Stage) -> None:
    """All that is due in the outbox, as the lane sends it, when the chats may be written to again.

    On PostgreSQL their pace goes by the world's clock, which stands still by itself.
    """
    world = stage.world
    world.clock.advance(timedelta(minutes=1))
    delivery = make_delivery(
        world.database, world.clock, world.instagram, world.renderer, world.chats
    )
    async with world.database.transaction() as stored:
        refs = await stored.outbox.claim(50, timedelta(minutes=1))
    await SendOutbox(world.database, world.clock, delivery, world.pace)(refs)


async def put_digest(stage: Stage, where: str, owned: Owned, topic: int | None = None) -> int:
    """A digest of the account to that place, put out now; its subscription."""
    world = stage.world
    chat_id, thread_id = stage.chats[where]
    new = NewDigest(
        owned.telegram_user_id,
        owned.account_id,
        chat_id,
        Cadence.DAILY,
        time(9),
        0,
        "UTC",
        topic or thread_id,
    )
    now = world.clock.now()
    async with world.database.transaction() as stored:
        subscription = await stored.digests.subscribe(new, now + timedelta(days=1))
        await stored.digests.change(subscription, now)
        (ref,) = await stored.digests.claim(1, timedelta(minutes=1), ON_TIME)
    await SendDueDigests(world.database, world.clock)([ref])
    return subscription.id


async def outbox_kinds(stage: Stage) -> list[tuple[str, int]]:
    return [(one.kind, one.chat_id) for one in await waiting(stage.world)]


@pytest.mark.proves("F27")
@ON_EACH_DATABASE
@pytest.mark.parametrize("why", ["TOPIC_CLOSED", "TOPIC_DELETED", "message thread not found"])
async def test_a_topic_that_is_shut_pauses_what_goes_there_and_nothing_else(
    stage: Stage, why: str
) -> None:
    chat_id, thread_id = stage.chats[TOPIC]
    assert thread_id is not None
    stage.chats["general"] = (chat_id, None)
    await shown_in(stage, TOPIC)
    await shown_in(stage, "general", stage.others)
    await send_waiting(stage)
    stage.shown()
    if why == "TOPIC_CLOSED":
        # Administrators may write in closed topics.
        await set_bot(stage, TOPIC, "member")
        await stage.world.sandbox.control(
            "POST", f"/telegram/groups/{chat_id}/topics/{thread_id}/close"
        )
        stage._waiting()
    else:
        for method in ("sendMessage", "sendPhoto"):
            await stage.world.sandbox.fault("bad_request", 1, method=method, description=why)
    await put_digest(stage, TOPIC, stage.owned)
    await send_waiting(stage)
    assert await outbox_kinds(stage) == [("chat_silenced", OWNER)]
    await send_waiting(stage)
    stage.shown()

    # The next one is not even put out, and the owner is not told again.
    await put_digest(stage, TOPIC, stage.owned)
    assert await outbox_kinds(stage) == []
    await put_digest(stage, "general", stage.others)
    await send_waiting(stage)
    assert "@boris.shop" in stage.shown()
    assert await outbox_kinds(stage) == []


@pytest.mark.proves("F27")
@ON_EACH_DATABASE
async def test_a_topic_that_is_opened_again_gets_its_digests_again(stage: Stage) -> None:
    await shown_in(stage, TOPIC)
    chat_id, thread_id = stage.chats[TOPIC]
    async with stage.world.database.transaction() as stored:
        await stored.chat_grants.set_silenced(
            chat_id, stage.world.clock.now(), Place(chat_id, thread_id)
        )
    say(stage.parts, stage.parts.world.user(ADMIN), "…", chat_id=chat_id)
    (update,) = stage._waiting()
    del update["message"]["text"]
    update["message"] |= {
        "forum_topic_reopened": {},
        "message_thread_id": thread_id,
        "is_topic_message": True,
    }
    await stage._feed(update)
    async with stage.world.database.reading() as stored:
        (grant,) = await stored.chat_grants.in_chat(chat_id)
    assert grant.silenced_at is None


@pytest.mark.proves("F27")
@ON_EACH_DATABASE
async def test_a_group_in_which_it_may_not_write_is_paused_and_its_owner_told_once(
    stage: Stage,
) -> None:
    await shown_in(stage, SUPERGROUP)
    await send_waiting(stage)
    description = "not enough rights to send photos to the chat"
    for method in ("sendMessage", "sendPhoto"):
        await stage.world.sandbox.fault("bad_request", method=method, description=description)
    await put_digest(stage, SUPERGROUP, stage.owned)
    await send_waiting(stage)
    await put_digest(stage, SUPERGROUP, stage.owned)

    assert await outbox_kinds(stage) == [("chat_silenced", OWNER)]
    assert len(await grants_of(stage.world, OWNER)) == 1


@pytest.mark.proves("F27")
@ON_EACH_DATABASE
@pytest.mark.parametrize("refusal", ["bot was kicked from the supergroup chat", "chat not found"])
async def test_a_digest_to_a_chat_that_put_the_bot_out_is_paused_and_its_owner_told_once(
    stage: Stage, refusal: str
) -> None:
    """The update was lost: the refusal says it."""
    await shown_in(stage, SUPERGROUP)
    await send_waiting(stage)
    kind = "bad_request" if refusal == "chat not found" else "forbidden"
    for method in ("sendMessage", "sendPhoto"):
        await stage.world.sandbox.fault(kind, method=method, description=refusal)
    await put_digest(stage, SUPERGROUP, stage.owned)
    await send_waiting(stage)

    assert await outbox_kinds(stage) == [("chat_put_out", OWNER)]
    assert await grants_of(stage.world, OWNER) == []
    # It stays, and nothing of it is put out until the account is shown there again.
    await put_digest(stage, SUPERGROUP, stage.owned)
    assert await outbox_kinds(stage) == [("chat_put_out", OWNER)]


@pytest.mark.proves("F29")
@ON_EACH_DATABASE
@pytest.mark.parametrize("told_first", [True, False])
async def test_a_digest_on_its_way_into_a_group_that_moves_arrives_once(
    stage: Stage, told_first: bool
) -> None:
    """The update before the sending, or the refusal before the update."""
    await shown_in(stage, GROUP)
    await send_waiting(stage)
    stage.shown()
    old_id, _ = stage.chats[GROUP]
    subscription_id = await put_digest(stage, GROUP, stage.owned)
    moved = await stage.world.sandbox.control("POST", f"/telegram/groups/{old_id}/upgrade")
    updates = stage._waiting()
    if not told_first:
        await send_waiting(stage)
        await send_waiting(stage)
    for update in updates:
        await stage._feed(update)
    for _ in range(3):
        await send_waiting(stage)

    new_id = moved["id"]
    shown = await stage.world.sandbox.shown(new_id)
    digests = [one for one in shown if one["from"] == "bot" and "@anna.shop" in str(one)]
    assert len(digests) == 1
    assert await outbox_kinds(stage) == []
    async with stage.world.database.reading() as stored:
        (grant,) = await stored.chat_grants.in_chat(new_id)
        subscription = await stored.digests.get(subscription_id)
    assert subscription is not None
    assert subscription.chat_id == new_id
    assert grant.telegram_user_id == OWNER
    async with stage.world.database.session() as session:
        for table in ("chat_grant", "digest_subscription", "outbox"):
            query = sql(f"SELECT count(*) FROM {table} WHERE chat_id = :old")
            assert await session.scalar(query, {"old": old_id}) == 0, table
