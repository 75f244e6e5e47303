"""What goes out: pictures, refusals, pauses, and the honest word on how a sending ended."""

import re
from datetime import time, timedelta

import pytest
from aiogram.methods import SendMessage, SendPhoto

from bot.domain.accounts import LinkAttempt, LinkAttemptStatus, LinkState
from bot.domain.digests import Cadence
from bot.domain.errors import BotError, NotFound
from bot.domain.secret import Secret
from bot.presenters.actions import OpenHome, OpenStory
from bot.presenters.screen import Button, ChartKind, ChartSpec, Screen, Series, Style
from bot.services.link_refusals import (
    LinkGaveUp,
    LinkInterrupted,
    MissingPermissions,
    NotProfessional,
    refusal_to_initiator,
)
from bot.services.ports import (
    NewDigest,
    NotDeliverable,
    OutcomeUnknown,
    OutgoingMessage,
    Repositories,
    SendLater,
    Sent,
)
from bot.telegram.callbacks import pack
from bot.telegram.render import Renderer, without_markup
from bot.telegram.sender import ChatHeld, Sender
from bot.telegram.session import make_bot
from tests.sandbox.telegram.conftest import ANNA, png
from tests.support.clock import START
from tests.support.people import issued_token, linked_account, live_story
from tests.telegram.conftest import ON_EACH_DATABASE, World
from tests.telegram.wiring import SCOPES, make_delivery

CHART = ChartSpec(
    kind=ChartKind.LINE,
    title="Reach",
    labels=("1", "2"),
    series=(Series("reach", (1.0, None)),),
    decimal_sign=".",
    group_sign=",",
)
OTHER_CHART = ChartSpec(
    kind=ChartKind.BARS,
    title="Views",
    labels=("1",),
    series=(Series("views", (3.0,)),),
    decimal_sign=".",
    group_sign=",",
)
DENIED = OutgoingMessage("link_denied", "link_denied:1", ANNA, None, {})


@pytest.fixture
async def met(world: World) -> World:
    """Anna has started the bot, so that it may write to her."""
    await world.sandbox.say("/start")
    await world.use_cases.meet_person(ANNA, "Anna", None, "en")
    return world


async def test_a_keyboard_has_styles_addresses_and_words_to_copy(met: World) -> None:
    rows = [
        [Button("Go", action=OpenHome(), style=Style.PRIMARY)],
        [Button("There", url="https://example.com/"), Button("Copy", copy_text="abc")],
    ]
    await met.renderer.send(ANNA, Screen("<b>Hello</b>", rows))
    (message,) = await met.from_bot()

    assert message["text"] == "Hello"
    (go,), (there, copy) = message["buttons"]
    assert (go["style"], go["callback_data"]) == ("primary", "h")
    assert there["url"] == "https://example.com/"
    assert copy["text"] == "Copy"


async def test_no_message_has_a_link_preview(met: World) -> None:
    await met.renderer.send(ANNA, Screen('<a href="https://example.com/">there</a>'))
    (request,) = await met.requests("sendMessage")

    assert '"is_disabled": true' in request["params"]["link_preview_options"]


async def test_a_chart_is_drawn_once_and_uploaded_once(met: World) -> None:
    for _ in range(3):
        await met.renderer.send(ANNA, Screen("numbers", chart=CHART))

    uploads = [one for one in await met.requests("sendPhoto") if "attach" in str(one["params"])]
    assert len(met.drawing.drawn) == 1
    assert len(await met.from_bot()) == 3
    assert len(uploads) == 1


async def test_a_file_id_that_telegram_forgot_is_replaced_by_a_new_upload(met: World) -> None:
    await met.renderer.send(ANNA, Screen("numbers", chart=CHART))
    await met.sandbox.fault(
        "bad_request", method="sendPhoto", description="Wrong file identifier/HTTP URL specified"
    )
    await met.renderer.send(ANNA, Screen("numbers again", chart=CHART))

    _, second = await met.from_bot()
    assert second["photo"]
    assert len(met.drawing.drawn) == 2


async def test_the_same_chart_under_other_words_edits_the_words_only(met: World) -> None:
    sent = await met.renderer.send(ANNA, Screen("one", chart=CHART))
    await met.renderer.replace(sent, Screen("two", chart=CHART))
    await met.renderer.replace(sent, Screen("three", chart=OTHER_CHART))
    (message,) = await met.from_bot()

    assert message["caption"] == "three"
    assert (await met.calls())[-2:] == ["editMessageCaption", "editMessageMedia"]


async def test_a_photo_gives_way_to_a_text_and_a_text_becomes_a_photo(met: World) -> None:
    photo = await met.renderer.send(ANNA, Screen("one", chart=CHART))
    await met.renderer.replace(photo, Screen("two"))
    (text,) = await met.from_bot()
    assert text["text"] == "two"

    anew = await met.renderer.send(ANNA, Screen("three"))
    await met.renderer.replace(anew, Screen("four", chart=CHART))
    (_, message) = await met.from_bot()
    assert message["message_id"] == anew.message_id
    assert message["caption"] == "four"


async def test_a_message_that_is_gone_is_answered_by_a_new_one(met: World) -> None:
    sent = await met.renderer.send(ANNA, Screen("one"))
    await met.sandbox.call("deleteMessage", chat_id=ANNA, message_id=sent.message_id)
    await met.renderer.replace(sent, Screen("two"))

    assert [message["text"] for message in await met.from_bot()] == ["two"]


@pytest.mark.proves("F28")
async def test_nothing_changed_is_no_error(met: World) -> None:
    sent = await met.renderer.send(ANNA, Screen("one"))
    await met.renderer.replace(sent, Screen("one"))

    (refused,) = await met.requests("editMessageText")
    assert refused["status"] == 400


async def test_a_picture_of_instagram_is_fetched_by_us_or_left_out(met: World) -> None:
    met.fetching.pictures["http://cdn.test/there.jpg"] = png()
    await met.renderer.send(ANNA, Screen("with", picture_url="http://cdn.test/there.jpg"))
    await met.renderer.send(ANNA, Screen("without", picture_url="http://cdn.test/gone.jpg"))
    with_picture, without = await met.from_bot()

    assert with_picture["photo"]
    assert not without["photo"]
    assert without["text"] == "without"


async def test_a_kept_picture_is_read_and_uploaded_once_and_words_do_without_it(
    met: World,
) -> None:
    met.keeping.pictures[7] = png()
    for _ in range(2):
        await met.renderer.send(ANNA, Screen("with", kept_pictures=(7,)))
    await met.renderer.send(ANNA, Screen("more", kept_pictures=(7, None)))
    await met.renderer.send(ANNA, Screen("without", kept_pictures=(8,)))
    first, second, more, without = await met.from_bot()

    assert all(one["photo"] for one in (first, second, more))
    assert not without["photo"]
    assert without["text"] == "without"
    assert met.keeping.asked == [(7,), (7, None), (8,)]


async def test_a_picture_that_telegram_refuses_leaves_the_words(met: World) -> None:
    met.fetching.pictures["http://cdn.test/odd.jpg"] = png()
    await met.sandbox.fault(
        "bad_request", method="sendPhoto", description="PHOTO_INVALID_DIMENSIONS"
    )
    await met.renderer.send(ANNA, Screen("words", picture_url="http://cdn.test/odd.jpg"))
    (message,) = await met.from_bot()

    assert message["text"] == "words"


@pytest.mark.proves("F28")
@pytest.mark.parametrize("chart", [None, CHART])
async def test_wrong_markup_goes_out_as_plain_words(
    met: World, chart: ChartSpec | None, caplog: pytest.LogCaptureFixture
) -> None:
    sent = await met.renderer.send(ANNA, Screen("good", chart=chart))
    for show in (
        lambda screen: met.renderer.send(ANNA, screen),
        lambda screen: met.renderer.replace(sent, screen),
    ):
        await show(Screen("<b>5 &lt; 6</i>", chart=chart))
    messages = await met.from_bot()

    assert {message["text"] or message["caption"] for message in messages} == {"5 < 6"}
    assert "has wrong markup" in caplog.text
    assert "5 <" not in caplog.text


@pytest.mark.proves("F28")
@pytest.mark.parametrize(
    ("chart", "refusal"),
    [(None, "message is too long"), (CHART, "message caption is too long")],
)
async def test_what_is_too_long_is_not_lost(
    met: World, chart: ChartSpec | None, refusal: str
) -> None:
    """No screen of ours is; where Telegram counts otherwise, the words go out plain."""
    method = "sendMessage" if chart is None else "sendPhoto"
    await met.sandbox.fault("bad_request", 1, method=method, description=refusal)
    await met.renderer.send(ANNA, Screen("<b>words</b>", chart=chart))
    (message,) = await met.from_bot()

    assert (message["text"] or message["caption"]) == "words"


@pytest.mark.proves("F28")
def test_plain_words_go_as_far_as_there_is_room() -> None:
    long = SendMessage(chat_id=ANNA, text="<b>🙂</b>" * 3000)
    caption = SendPhoto(chat_id=ANNA, photo="p", caption="<i>a</i>" * 3000)

    assert without_markup(long).text == "🙂" * 2047 + "…"
    assert without_markup(caption).caption == "a" * 1023 + "…"


async def test_a_person_gets_three_messages_at_once_and_then_one_a_second(met: World) -> None:
    for number in range(5):
        await met.renderer.send(ANNA, Screen(str(number)))

    assert met.time.slept == [pytest.approx(1), pytest.approx(1)]


async def test_an_answer_waits_out_a_short_pause(met: World) -> None:
    await met.sandbox.fault("too_many_requests", retry_after=7, method="sendMessage")
    await met.renderer.send(ANNA, Screen("late"))

    assert met.time.slept == [pytest.approx(7)]
    assert [message["text"] for message in await met.from_bot()] == ["late"]


async def test_an_answer_does_not_wait_for_an_hour_and_asks_nothing_meanwhile(met: World) -> None:
    await met.sandbox.fault("too_many_requests", retry_after=3600, method="sendMessage")
    for _ in range(2):
        with pytest.raises(ChatHeld):
            await met.renderer.send(ANNA, Screen("never"))

    assert len(await met.requests("sendMessage")) == 1


@pytest.mark.proves("F26")
async def test_a_held_chat_does_not_hold_the_others(met: World) -> None:
    other = ANNA + 1
    await met.sandbox.say("/start", other)
    await met.sandbox.fault("too_many_requests", retry_after=3600, chat_id=ANNA)
    with pytest.raises(ChatHeld):
        await met.renderer.send(ANNA, Screen("never"))
    await met.renderer.send(other, Screen("now"))

    assert [message["text"] for message in await met.from_bot(other)] == ["now"]


async def deliver(world: World, message: OutgoingMessage = DENIED) -> object:
    delivery = make_delivery(
        world.database, world.clock, world.instagram, world.renderer, world.chats
    )
    try:
        send = await delivery(message)
    except NotFound as gone:
        return NotDeliverable(gone.detail)
    return await send()


async def test_a_delivered_message_speaks_the_receivers_language(met: World) -> None:
    await met.use_cases.change_settings(ANNA, language="es")
    outcome = await deliver(met)
    (message,) = await met.from_bot()

    assert outcome == Sent(message["message_id"])
    assert "Has" in message["text"] or "no" in message["text"].lower()
    assert message["buttons"][0][0]["callback_data"].startswith("+")


async def test_a_tap_under_a_delivered_message_leaves_it_there(met: World) -> None:
    await deliver(met)
    async with met.polling():
        (delivered, *_) = await met.until(ANNA, lambda shown: len(shown) == 2)
        await met.tap(delivered, delivered["buttons"][-1][0]["text"])
        shown = await met.until(ANNA, lambda shown: len(shown) == 3)

    assert shown[0] == delivered


@pytest.mark.proves("F26")
async def test_telegrams_pause_postpones_a_delivery_for_as_long(met: World) -> None:
    await met.sandbox.fault("too_many_requests", retry_after=40, method="sendMessage")
    outcome = await deliver(met)
    again = await deliver(met)

    assert isinstance(outcome, SendLater)
    assert outcome.at == met.clock.now() + timedelta(seconds=40)
    assert isinstance(again, SendLater)
    assert len(await met.requests("sendMessage")) == 1


@pytest.mark.proves("F27")
@ON_EACH_DATABASE
@pytest.mark.parametrize(
    ("fault", "params"),
    [
        ("forbidden", {}),
        ("forbidden", {"description": "user is deactivated"}),
        ("bad_request", {"description": "chat not found"}),
    ],
)
async def test_a_person_who_cannot_be_reached_is_marked_and_not_written_to_again(
    met: World, fault: str, params: dict[str, str]
) -> None:
    await met.sandbox.fault(fault, times=1, **params)
    outcome = await deliver(met)

    assert isinstance(outcome, NotDeliverable)
    assert (await met.use_cases.show_home(ANNA)).person.blocked_at == met.clock.now()


@pytest.mark.parametrize(
    ("fault", "params"),
    [
        ("reset", {"after_effect": True}),
        ("reset", {}),
        ("server_error", {"status": 500}),
        ("server_error", {"status": 502}),
        ("garbage", {}),
    ],
)
async def test_a_lost_answer_is_an_unknown_outcome(
    met: World, fault: str, params: dict[str, object]
) -> None:
    await met.sandbox.fault(fault, times=1, method="sendMessage", **params)
    outcome = await deliver(met)

    assert isinstance(outcome, OutcomeUnknown)
    assert len(await met.requests("sendMessage")) <= 1


async def test_no_connection_means_certainly_not_sent(met: World) -> None:
    nobody = make_bot(Secret(met.sandbox.token), "http://127.0.0.1:9")
    sender = Sender(nobody, met.pace)
    renderer = Renderer(sender, met.drawing, met.fetching, met.keeping)
    send = await make_delivery(met.database, met.clock, met.instagram, renderer, met.chats)(DENIED)
    outcome = await send()
    await nobody.session.close()

    assert isinstance(outcome, SendLater)


async def test_a_message_about_something_gone_is_not_deliverable(met: World) -> None:
    for message in (
        OutgoingMessage("wrap_up", "w", ANNA, None, {"sequence_id": 404}),
        OutgoingMessage(
            "digest", "d", ANNA, None, {"subscription_id": 404, "local_date": "2026-11-02"}
        ),
        OutgoingMessage("link_broken", "b", ANNA, None, {"account_id": 404, "reason": "463"}),
        OutgoingMessage("link_denied", "x", ANNA + 7, None, {}),
    ):
        assert isinstance(await deliver(met, message), NotDeliverable)
    assert await met.from_bot() == []


async def test_the_offer_to_send_again_carries_the_lost_message(met: World) -> None:
    message = OutgoingMessage(
        "send_again", "s", ANNA, None, {"outbox_id": 12, "noticed_at": START.isoformat()}
    )
    await deliver(met, message)
    (shown,) = await met.from_bot()

    assert shown["buttons"][0][0]["callback_data"] == "+ag:12"


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (LinkGaveUp("…"), "did not answer in time"),
        (LinkInterrupted("…"), "its answer was lost on the way"),
        (NotProfessional("leo.at.home"), "@leo.at.home is a personal account"),
        (MissingPermissions(frozenset({SCOPES[1]})), "• read your insights"),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_a_pending_link_that_failed_is_told_with_its_reason_and_a_way_to_start_again(
    met: World, refusal: BotError, words: str
) -> None:
    attempt = LinkAttempt(1, ANNA, ANNA, LinkAttemptStatus.REFUSED, START, START)
    message = refusal_to_initiator(attempt, refusal)
    async with met.database.transaction() as stored:
        # As it comes back from the database.
        await stored.outbox.put(message)
        (ref,) = await stored.outbox.claim(1, timedelta(minutes=1))
        begun = await stored.outbox.begin_wording(ref, timedelta(minutes=1))
    assert begun.to_word is not None
    await deliver(met, begun.to_word.message)
    (shown,) = await met.from_bot()

    assert words in shown["text"]
    assert shown["buttons"][0][0]["text"] == "🔗 Connect Instagram"


async def test_a_broken_link_is_told_with_what_it_puts_at_risk(met: World) -> None:
    async with met.database.transaction() as stored:
        account = await linked_account(stored, ANNA)
        await live_story(stored, account.id)
        await _break_all(stored, account.id)
    payload = {"account_id": account.id, "reason": "463"}
    await deliver(met, OutgoingMessage("link_broken", "b", ANNA, None, payload, silent=False))
    (message,) = await met.from_bot()
    (request,) = await met.requests("sendMessage")

    assert "@ana" in message["text"]
    assert "1 story is alive" in message["text"]
    assert message["buttons"][0][0]["style"] == "primary"
    assert message["buttons"][0][0]["callback_data"].startswith("+l")
    assert request["params"]["disable_notification"] == "false"


async def _break_all(stored: Repositories, account_id: int) -> None:
    for link in await stored.links.of_account(account_id):
        await stored.links.set_state(link.id, LinkState.NEEDS_RELINK, "460")


async def test_a_group_is_told_in_its_persons_language_and_sent_to_the_private_chat(
    met: World,
) -> None:
    group = await met.sandbox.group()
    await met.sandbox.add_bot(group)
    async with met.database.transaction() as stored:
        account = await linked_account(stored, ANNA)
        await live_story(stored, account.id)
        await _break_all(stored, account.id)
    await met.use_cases.change_settings(ANNA, language="es")
    payload = {"account_id": account.id, "telegram_user_id": ANNA}
    await deliver(met, OutgoingMessage("link_broken_group", "g", group, None, payload))
    (message,) = await met.from_bot(group)

    assert message["text"].splitlines() == [
        "⚠️ El acceso a @ana está cerrado, así que aquí no llegan cifras nuevas.",
        "Ana tiene que volver a conectarla, en un chat privado conmigo.",
    ]
    ((way,),) = message["buttons"]
    assert way["url"] == "https://t.me/farolero_sandbox_bot?start=accounts"


async def test_an_alarm_that_is_over_when_it_would_be_sent_is_not_sent(met: World) -> None:
    group = await met.sandbox.group()
    await met.sandbox.add_bot(group)
    async with met.database.transaction() as stored:
        account = await linked_account(stored, ANNA)
    to_person = {"account_id": account.id, "reason": "463"}
    to_group = {"account_id": account.id, "telegram_user_id": ANNA}
    for message in (
        OutgoingMessage("link_broken", "b", ANNA, None, to_person),
        OutgoingMessage("link_broken_group", "g", group, None, to_group),
    ):
        assert isinstance(await deliver(met, message), NotDeliverable)


async def test_the_summary_is_worded_from_what_was_put_out(met: World) -> None:
    since, until = met.clock.now(), met.clock.now() + timedelta(hours=3)
    async with met.database.transaction() as stored:
        account = await linked_account(stored, ANNA)
        await live_story(stored, account.id, "alive", since - timedelta(hours=1))
        await live_story(stored, account.id, "lost", since - timedelta(hours=23))
    met.clock.advance(timedelta(hours=3))
    payload = {
        "account_id": account.id,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "listed": ["alive"],
        "posts": 0,
    }
    await deliver(met, OutgoingMessage("caught_up", "c", ANNA, None, payload))
    (message,) = await met.from_bot()

    assert "1 of 2 stories saved, 1 lost" in message["text"]
    assert "⭕ Live stories (1)" in [one["text"] for row in message["buttons"] for one in row]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("second_owner", "Somebody else has linked @ana"),
        ("history_passed_on", "@ana was linked by somebody else"),
    ],
)
async def test_what_others_do_with_an_account_is_told_with_its_time(
    met: World, kind: str, words: str
) -> None:
    payload = {"username": "ana", "at": met.clock.now().isoformat()}
    await deliver(met, OutgoingMessage(kind, "k", ANNA, None, payload))
    (message,) = await met.from_bot()

    assert words in message["text"]
    assert f"{met.clock.now():%H:%M}" in message["text"]


async def a_warning(met: World) -> OutgoingMessage:
    async with met.database.transaction() as stored:
        account = await linked_account(stored, ANNA)
        (linked,) = await stored.accounts.linked_to(ANNA)
    payload = {
        "account_id": account.id,
        "expires_at": linked.link.token_expires_at.isoformat(),
        "refused": True,
    }
    return OutgoingMessage("link_ends", "e", ANNA, None, payload, silent=False)


async def test_a_link_that_ends_is_told_with_a_button_to_link_again(met: World) -> None:
    await met.use_cases.change_settings(ANNA, language="es")
    await deliver(met, await a_warning(met))
    (message,) = await met.from_bot()
    (request,) = await met.requests("sendMessage")

    assert "El acceso a @ana está a punto de terminar" in message["text"]
    assert message["buttons"][0][0]["style"] == "primary"
    assert request["params"]["disable_notification"] == "false"


@pytest.mark.parametrize("averted", ["renewed", "broken", "removed"])
async def test_an_end_that_was_averted_or_has_come_is_not_told(met: World, averted: str) -> None:
    """Renewed, broken or unlinked between the decision and the sending."""
    warning = await a_warning(met)
    async with met.database.transaction() as stored:
        (linked,) = await stored.accounts.linked_to(ANNA)
        match averted:
            case "renewed":
                await stored.links.save(ANNA, linked.account.id, issued_token("IGAA-new", days=75))
            case "broken":
                await stored.links.set_state(linked.link.id, LinkState.NEEDS_RELINK, "460")
            case "removed":
                await stored.links.remove(ANNA, linked.account.id)

    assert isinstance(await deliver(met, warning), NotDeliverable)
    assert await met.from_bot() == []


async def test_a_wrap_up_is_silent_and_leads_to_its_slides(met: World) -> None:
    async with met.database.transaction() as stored:
        account = await linked_account(stored, ANNA)
        story_id = await live_story(stored, account.id)
        sequence = await stored.stories.sequence_of(story_id)
    assert sequence is not None
    payload = {"sequence_id": sequence.id}
    met.clock.advance(timedelta(hours=25))
    await deliver(met, OutgoingMessage("wrap_up", "w", ANNA, None, payload))
    (message,) = await met.from_bot()
    (request,) = await met.requests("sendMessage")

    assert "@ana" in message["text"]
    assert message["buttons"][0][0]["callback_data"] == pack(OpenStory(story_id), lasting=True)
    assert request["params"]["disable_notification"] == "true"


async def test_a_digest_is_worded_when_it_is_sent(met: World) -> None:
    async with met.database.transaction() as stored:
        account = await linked_account(stored, ANNA)
        new = NewDigest(ANNA, account.id, ANNA, Cadence.WEEKLY, time(9), 0, "Europe/Madrid")
        subscription = await stored.digests.subscribe(new, met.clock.now())
    await met.use_cases.change_settings(ANNA, language="ru")
    payload = {"subscription_id": subscription.id, "local_date": "2026-11-02"}
    outcome = await deliver(met, OutgoingMessage("digest", "d", ANNA, None, payload))
    (message,) = await met.from_bot()

    assert outcome == Sent(message["message_id"])
    assert "@ana" in (message["text"] or message["caption"])
    assert re.search("[а-я]{4}", message["text"] or message["caption"])


async def test_a_public_picture_that_telegram_cannot_load_is_uploaded_by_us(met: World) -> None:
    url = "https://127.0.0.1:9/picture.jpg"
    met.fetching.pictures[url] = png()
    await met.renderer.send(ANNA, Screen("words", picture_url=url))
    (message,) = await met.from_bot()
    by_address, uploaded = await met.requests("sendPhoto")

    assert message["photo"]
    assert by_address["params"]["photo"] == url
    assert uploaded["status"] == 200
