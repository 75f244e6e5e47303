"""T-COSF-7: people, browsers and Instagram accounts that take the steps of linking in any order.

After every step it holds: whoever owns a token pressed connect themselves, came back themselves,
and the token is of the account that consented in a browser flow which they began. And Instagram
was never asked to exchange a code before that.
"""

import asyncio
from collections.abc import Awaitable, Coroutine, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from yarl import URL

from bot.domain.errors import BotError
from bot.domain.secret import Secret
from bot.services.delete_me import DeleteMe
from bot.services.link_refusals import (
    LinkExpired,
    LinkInterrupted,
    LinkPending,
    LinkUsed,
    MissingPermissions,
    NotProfessional,
    TooManyAttempts,
    WrongPerson,
)
from bot.services.manage_accounts import MeetPerson, UnlinkAccount
from bot.services.results import Linked
from bot.services.resume_linking import CancelLinking, ResumeLinking, TryLinkingNow
from bot.services.start_linking import ATTEMPTS_AN_HOUR
from bot.storage.crypto import Place
from tests.security.linking_world import Codes, LinkingWorld
from tests.support.product import BASIC, INSIGHTS, PUBLISH, SCOPES

T = TypeVar("T")

TAKES_TURNS = ContextVar("TAKES_TURNS", default=False)
"""Whether several steps go on beside one another just now."""

PEOPLE = (7, 8, 9, 10, 11, 12)
NOBODYS = Secret("x" * 43)
WRONG = Secret("WR0NGWR0")
TEN_MINUTES, HOUR = timedelta(minutes=10), timedelta(hours=1)
AWAY = ("POST /oauth/access_token", "GET /access_token", "GET /me")


@dataclass
class Totals:
    """Over all runs of a machine."""

    flows: int = 0
    """Links asked for that the bot gave."""
    tokens: int = 0
    """That were stored for somebody."""
    wrong_tokens: int = 0
    wrong_exchanges: int = 0
    """Calls to Instagram for an attempt whose own person had not come back."""
    refused: int = 0
    """Ways back to Telegram that were not let through."""


@dataclass(eq=False)
class Flow:
    """What one press of the connect button has led to so far."""

    person: int
    ticket: Secret
    expires_at: datetime
    pages: list[URL] = field(default_factory=list)
    """Consent pages of Instagram to which our start page led; only the last one counts."""
    is_open: bool = True
    """Neither replaced, given up nor ended."""
    is_forgotten: bool = False
    """The person deleted everything: of codes that come with its state nothing is known."""
    back: set[int] = field(default_factory=set)
    """Who has brought its code to the bot, in time and while it was open."""

    def is_live(self, now: datetime) -> bool:
        return self.is_open and now < self.expires_at


@dataclass(eq=False)
class Consent:
    """What Instagram sent a browser back with; it began with ``flow``."""

    flow: Flow
    callback: URL
    account: str
    scopes: tuple[str, ...]
    opened: bool = False
    known: bool = False
    """The bot remembers its code."""

    @property
    def code(self) -> str | None:
        return self.callback.query.get("code")


@dataclass(eq=False)
class Returned:
    """The last page of a browser, which belongs to the attempt ``flow``."""

    flow: Flow
    consent: Consent
    codes: Codes
    wrong_tries: int = 0


index = st.sampled_from((0, 0, 0, 0, 1, 1, 2, 3, 5, 8))
"""The newest one mostly: it is still alive."""
account = st.sampled_from((0, 1, 2, 0, 1, 2, 3))
granted = st.sampled_from((SCOPES, SCOPES, SCOPES, SCOPES, (BASIC, INSIGHTS), (BASIC, PUBLISH)))
person = st.sampled_from(PEOPLE)


class LinkingMachine(RuleBasedStateMachine):
    """The rules are what people, browsers, scanners, Instagram and time may do."""

    world: ClassVar[LinkingWorld]
    loop: ClassVar[asyncio.AbstractEventLoop]
    totals: ClassVar[Totals]

    def __init__(self) -> None:
        super().__init__()
        self.flows: list[Flow] = []
        self.consents: list[Consent] = []
        self.returned: list[Returned] = []
        self.begun: dict[int, list[datetime]] = {each: [] for each in PEOPLE}
        self.pending: dict[int, Returned] = {}
        self.met: set[int] = set()
        self.seen_asked = len(self.world.watch.asked)
        self.known_tokens: set[str] = set()
        self.wait(self.world.begin_anew())
        self.world.clock.jump(2 * HOUR)

    def wait(self, step: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(step)

    def now(self) -> datetime:
        return self.world.clock.now()

    # The person in Telegram ---------------------------------------------------------------------

    @rule(who=person, anew=st.booleans())
    def ask_for_a_link(self, who: int, anew: bool) -> None:
        self.ask(who, anew=anew)

    @rule(who=st.permutations(PEOPLE))
    def several_ask_for_a_link(self, who: Sequence[int]) -> None:
        for each in who[:3]:
            self.ask(each, anew=True)

    @rule(who=person, account=account, scopes=granted)
    def go_as_far_as_instagram(self, who: int, account: int, scopes: tuple[str, ...]) -> None:
        """Several steps of the usual way in one: most of what is interesting comes after them."""
        flow = self.ask(who, anew=True)
        if flow is not None:
            self.press(flow)
            self.agree(flow, flow.pages[-1], self.account(account), scopes, allow=True)

    @rule(who=person, account=account, scopes=granted)
    def go_as_far_as_the_last_page(self, who: int, account: int, scopes: tuple[str, ...]) -> None:
        before = len(self.flows)
        self.go_as_far_as_instagram(who, account, scopes)
        if len(self.flows) > before:
            self.open(self.consents[-1])

    @rule(who=person, account=account, returns=st.sampled_from((None, None, *PEOPLE)))
    def go_all_the_way(self, who: int, account: int, returns: int | None) -> None:
        """And back to Telegram, where it may be somebody else's."""
        before = len(self.flows)
        self.go_as_far_as_the_last_page(who, account, SCOPES)
        if len(self.flows) > before:
            self.bring(returns or who, self.returned[-1], typed=False)

    @precondition(lambda self: self.returned)
    @rule(which=index, who=person, typed=st.booleans())
    def somebody_comes_back(self, which: int, who: int, typed: bool) -> None:
        self.bring(who, self.pick(self.returned, which), typed=typed)

    @precondition(lambda self: self.returned)
    @rule(which=index, typed=st.booleans())
    def the_person_who_began_comes_back(self, which: int, typed: bool) -> None:
        back = self.pick(self.returned, which)
        self.bring(back.flow.person, back, typed=typed)

    @precondition(lambda self: self.returned)
    @rule(who=st.permutations(PEOPLE), which=index)
    def several_come_back_at_once(self, who: Sequence[int], which: int) -> None:
        back = self.pick(self.returned, which)
        came = [*who[:2], who[0]]
        live = self.is_takeable(back)
        if live and back.flow.person in came:
            back.flow.back.add(back.flow.person)
        outcomes = self.wait(gather([self.by_link(each, back) for each in came]))
        if not live:
            assert not any(isinstance(one, Linked) for one in outcomes), outcomes
        self.learn_what_became_of(back)

    @precondition(lambda self: self.returned)
    @rule(who=person, times=st.sampled_from((1, 1, 1, 2, 5, 6)))
    def type_a_wrong_code(self, who: int, times: int) -> None:
        for _ in range(times):
            outcome = self.wait(caught(self.world.finish_linking.by_typed_code(who, WRONG)))
            assert isinstance(outcome, LinkExpired | LinkPending), outcome
            for back in self.takeable_of(who):
                back.wrong_tries += 1
                back.flow.is_open = back.wrong_tries < 5

    @precondition(lambda self: self.flows)
    @rule(who=person)
    def bring_a_code_that_does_not_exist(self, who: int) -> None:
        outcome = self.wait(caught(self.world.finish_linking.by_return_code(who, NOBODYS)))
        assert isinstance(outcome, LinkExpired | LinkPending), outcome

    @precondition(lambda self: self.pending)
    @rule(who=person)
    def cancel(self, who: int) -> None:
        cancelled = self.wait(CancelLinking(self.world.database)(who))
        assert cancelled == (who in self.pending)
        self.give_up_pending(who)

    @precondition(lambda self: self.known_tokens)
    @rule(who=person, which=index)
    def unlink(self, who: int, which: int) -> None:
        linked = self.rows("SELECT account_id FROM link WHERE telegram_user_id = :who", who=who)
        if linked:
            (account_id,) = self.pick(linked, which)
            self.wait(UnlinkAccount(self.world.database)(who, account_id))

    @precondition(lambda self: self.met)
    @rule(who=person)
    def delete_me(self, who: int) -> None:
        clock = self.world.clock
        self.wait(DeleteMe(self.world.database, clock)(who, int(clock.now().timestamp())))
        self.give_up_pending(who)
        self.begun[who] = []
        self.met.discard(who)
        for flow in self.flows_of(who):
            flow.is_open, flow.is_forgotten = False, True
        for consent in self.consents:
            consent.known = consent.known and consent.flow.person != who

    # Browsers -----------------------------------------------------------------------------------

    @precondition(lambda self: self.flows)
    @rule(which=index)
    def a_scanner_opens_the_start_page(self, which: int) -> None:
        flow = self.pick(self.flows, which)
        shown = self.wait(self.world.steps.look(flow.ticket))
        assert shown == (flow.is_live(self.now()) and not self.has_returned(flow))

    @precondition(lambda self: self.flows)
    @rule(which=index)
    def somebody_presses_continue(self, which: int) -> None:
        self.press(self.pick(self.flows, which))

    @precondition(lambda self: any(flow.pages for flow in self.flows))
    @rule(
        which=index,
        page=index,
        account=account,
        scopes=granted,
        allow=st.sampled_from((True, True, True, False)),
    )
    def somebody_answers_at_instagram(
        self, which: int, page: int, account: int, scopes: tuple[str, ...], allow: bool
    ) -> None:
        flow = self.pick([one for one in self.flows if one.pages], which)
        self.agree(flow, self.pick(flow.pages, page), self.account(account), scopes, allow=allow)

    @precondition(lambda self: self.consents)
    @rule(which=index)
    def a_callback_is_opened(self, which: int) -> None:
        """The first time, or again."""
        self.open(self.pick(self.consents, which))

    @precondition(lambda self: any(consent.known for consent in self.consents))
    @rule(which=index, other=index)
    def a_callback_is_opened_with_a_code_of_another(self, which: int, other: int) -> None:
        """A code that has come before, found in a log or a history, under a living state."""
        state = self.pick(self.consents, which)
        found = self.pick([one for one in self.consents if one.known], other)
        if found is not state:
            self.open(state, found)

    # Instagram, and time ------------------------------------------------------------------------

    @rule(
        away=st.sampled_from((None, None, None, None, *AWAY)),
        lost=st.booleans(),
    )
    def instagram_goes_and_comes(self, away: str | None, lost: bool) -> None:
        self.away, self.lost = away, lost
        self.world.steps.instagram_is(away, lost=lost)

    @rule(minutes=st.sampled_from((1, 1, 4, 11, 61)))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.jump(timedelta(minutes=minutes))

    @precondition(lambda self: self.pending)
    @rule()
    def pending_links_are_tried(self) -> None:
        self.wait(self.resume())
        for back in list(self.pending.values()):
            self.learn_what_became_of(back)

    @precondition(lambda self: self.pending)
    @rule(who=person)
    def somebody_will_not_wait(self, who: int) -> None:
        database = self.world.database
        resume = ResumeLinking(database, self.world.clock, self.world.finish_linking)
        self.wait(TryLinkingNow(database, resume)(who))
        if who in self.pending:
            self.learn_what_became_of(self.pending[who])

    # What must hold -----------------------------------------------------------------------------

    @invariant()
    def every_token_is_of_who_asked_for_it_and_came_back(self) -> None:
        rows = self.rows(
            "SELECT link.id, telegram_user_id, token, user_id FROM link"
            " JOIN instagram_account ON instagram_account.id = account_id"
        )
        for link_id, owner, sealed, account in rows:
            token = self.opened(sealed, Place("link", "token", link_id, owner))
            if token not in self.known_tokens:
                self.known_tokens.add(token)
                self.totals.tokens += 1
                if not self.is_rightly(owner, token, account):
                    self.totals.wrong_tokens += 1
                    raise AssertionError(f"a token of {account} was stored for {owner}")

    @invariant()
    def codes_are_exchanged_for_whoever_came_back_only(self) -> None:
        asked = self.world.watch.asked
        for code in asked[self.seen_asked :]:
            if not any(self.may_exchange(back, code) for back in self.returned):
                self.totals.wrong_exchanges += 1
                raise AssertionError("a code was exchanged before its own person was back")
        self.seen_asked = len(asked)

    def is_rightly(self, owner: int, token: str, account: str) -> bool:
        code = self.world.watch.origin[token]
        return any(
            consent.code == code
            and consent.account == account
            and consent.flow.person == owner
            and owner in consent.flow.back
            for consent in self.consents
        )

    def may_exchange(self, back: Returned, code: str) -> bool:
        """The attempt that holds the code was confirmed by its own person, who also began it."""
        flow = back.flow
        return (
            back.consent.code == code
            and flow.person in flow.back
            and back.consent.flow.person == flow.person
        )

    # Steps that several rules take --------------------------------------------------------------

    away: str | None = None
    lost: bool = False

    def ask(self, who: int, *, anew: bool) -> Flow | None:
        world, now = self.world, self.now()
        if who not in self.met:
            self.wait(MeetPerson(world.database)(who, "Ana", "ana", "en"))
            self.met.add(who)
        outcome = self.wait(caught(world.start_linking(who, who, anew=anew)))
        lately = [at for at in self.begun[who] if at >= now - HOUR]
        if who in self.pending and not anew:
            assert isinstance(outcome, LinkPending), outcome
            return None
        if len(lately) >= ATTEMPTS_AN_HOUR:
            assert isinstance(outcome, TooManyAttempts), outcome
            return None
        assert not isinstance(outcome, BaseException), outcome
        for earlier in self.flows_of(who):
            earlier.is_open = False
        self.pending.pop(who, None)
        self.begun[who].append(now)
        ticket = Secret(outcome.url.rpartition("/")[2])
        flow = Flow(who, ticket, outcome.expires_at)
        self.flows.append(flow)
        self.totals.flows += 1
        return flow

    def press(self, flow: Flow) -> None:
        page = self.wait(self.world.steps.press_continue(flow.ticket))
        may = flow.is_live(self.now()) and not self.has_returned(flow)
        assert (page is not None) == may
        if page is not None:
            flow.pages.append(page)

    def agree(
        self, flow: Flow, page: URL, account: str, scopes: tuple[str, ...], *, allow: bool
    ) -> None:
        callback = self.wait(self.world.steps.consent(page, account, scopes, allow))
        self.consents.append(Consent(flow, callback, account, scopes))

    def open(self, consent: Consent, found: Consent | None = None) -> None:
        """Open a callback, with the code that was found in another one if there is one."""
        flow, callback = consent.flow, consent.callback
        if found is not None:
            callback = callback.update_query(code=found.code or "")
        is_newest = flow.pages[-1].query["state"] == callback.query["state"]
        may = is_newest and flow.is_live(self.now()) and not self.has_returned(flow)
        codes = self.wait(self.world.steps.open_callback(callback))
        brings = found or consent
        if found is None:
            again, consent.opened = consent.opened, True
            assert not (again and codes), "a callback was taken twice"
            assert (codes is not None) == (may and consent.code is not None)
            if is_newest and consent.code is not None and not flow.is_forgotten:
                consent.known = True
        else:
            assert codes is None, "a code that has come before was taken"
            # It came with two states, so one of the two who brought it is a thief.
            if may:
                for back in self.returned:
                    if back.consent.code == found.code and not self.is_over(back):
                        back.flow.is_open = False
                        self.pending = {
                            who: one for who, one in self.pending.items() if one is not back
                        }
        if may and codes is None:
            flow.is_open = False
        if codes is not None:
            self.returned.append(Returned(flow, brings, codes))

    def by_link(self, who: int, back: Returned) -> Awaitable[Linked]:
        return self.world.finish_linking.by_return_code(who, back.codes.return_code)

    def bring(self, who: int, back: Returned, *, typed: bool) -> None:
        flow, world = back.flow, self.world
        live, own = self.is_takeable(back), flow.person == who
        others = [each for each in self.takeable_of(who) if each is not back]
        was_pending = who in self.pending
        if live and own:
            flow.back.add(who)
        if typed:
            code = back.codes.typed_code
            outcome = self.wait(caught(world.finish_linking.by_typed_code(who, code)))
            if not (live and own):
                for other in others:
                    other.wrong_tries += 1
                    other.flow.is_open = other.wrong_tries < 5
        else:
            outcome = self.wait(caught(self.by_link(who, back)))
        # Before anything else, so that a wrong token is counted as one.
        self.every_token_is_of_who_asked_for_it_and_came_back()
        self.codes_are_exchanged_for_whoever_came_back_only()
        if live and own:
            self.check_own(back, outcome)
            self.learn_what_became_of(back)
            return
        self.totals.refused += 1
        if live and not typed:
            assert isinstance(outcome, WrongPerson), outcome
            flow.is_open = False
        elif was_pending:
            assert isinstance(outcome, LinkPending | LinkUsed), outcome
        else:
            assert isinstance(outcome, LinkExpired | LinkUsed), outcome
        if isinstance(outcome, LinkUsed):
            assert own, "only whoever used a code hears that it was used"

    def check_own(self, back: Returned, outcome: object) -> None:
        """The person who began is back, in time: it is linked, or there is a reason."""
        consent = back.consent
        if self.away is not None:
            assert isinstance(
                outcome,
                LinkPending | LinkInterrupted | MissingPermissions | NotProfessional,
            ), outcome
        elif INSIGHTS not in consent.scopes:
            assert isinstance(outcome, MissingPermissions), outcome
        elif consent.account in self.world.personal:
            assert isinstance(outcome, NotProfessional), outcome
        else:
            assert isinstance(outcome, Linked), outcome
            assert outcome.account.user_id == consent.account

    async def resume(self) -> None:
        world = self.world
        async with world.database.transaction() as stored:
            refs = await stored.pending_links.claim(10, timedelta(minutes=1))
        await ResumeLinking(world.database, world.clock, world.finish_linking)(refs)

    def learn_what_became_of(self, back: Returned) -> None:
        """Pending, or over."""
        who = back.flow.person
        is_pending = self.rows(
            "SELECT 1 FROM link_attempt WHERE telegram_user_id = :who AND status = 'pending'",
            who=who,
        )
        if is_pending and self.pending.get(who, back) is back and who in back.flow.back:
            self.pending[who] = back
            return
        if self.pending.get(who) is back:
            del self.pending[who]
        back.flow.is_open = False

    def give_up_pending(self, who: int) -> None:
        back = self.pending.pop(who, None)
        if back is not None:
            back.flow.is_open = False

    # What is known ------------------------------------------------------------------------------

    def has_returned(self, flow: Flow) -> bool:
        return any(back.flow is flow for back in self.returned)

    def is_over(self, back: Returned) -> bool:
        return not back.flow.is_open

    def is_takeable(self, back: Returned) -> bool:
        flow = back.flow
        return flow.is_live(self.now()) and self.pending.get(flow.person) is not back

    def takeable_of(self, who: int) -> list[Returned]:
        return [
            back for back in self.returned if back.flow.person == who and self.is_takeable(back)
        ]

    def flows_of(self, who: int) -> list[Flow]:
        return [flow for flow in self.flows if flow.person == who]

    def account(self, which: int) -> str:
        return self.world.accounts[which % len(self.world.accounts)]

    def pick(self, some: Sequence[T], which: int) -> T:
        return some[-1 - which % len(some)]

    def rows(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        return self.world.reader.execute(statement, values).fetchall()

    def opened(self, sealed: str, place: Place) -> str:
        return self.world.database.keyring.decrypt(sealed, place).reveal()


async def caught(step: Awaitable[T]) -> T | BotError:
    """What came of it; a refusal is an answer too."""
    try:
        return await step
    except BotError as refusal:
        return refusal


async def gather(steps: Sequence[Awaitable[T]]) -> list[T | BotError]:
    """At once: each goes on when another has to wait."""
    turns = TAKES_TURNS.set(True)
    try:
        return list(await asyncio.gather(*map(caught, steps)))
    finally:
        TAKES_TURNS.reset(turns)
