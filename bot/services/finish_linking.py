"""The person who began is back in Telegram: now the code is exchanged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.accounts import (
    MANAGE_INSIGHTS,
    REQUIRED_PERMISSIONS,
    InstagramAccount,
    LinkAttempt,
    LinkAttemptStatus,
    Person,
)
from bot.domain.digests import Cadence, DigestSubscription, next_digest
from bot.domain.errors import BotError, InstagramRefused, Refusal
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.periods import last_days
from bot.domain.secret import Secret
from bot.services.due_work import RUN_TTL
from bot.services.link_refusals import (
    LinkExpired,
    LinkGaveUp,
    LinkInterrupted,
    LinkPending,
    LinkUsed,
    MissingPermissions,
    NotProfessional,
    WrongPerson,
    refusal_to_initiator,
    to_initiator,
)
from bot.services.ports import (
    Access,
    Clock,
    Database,
    InstagramApi,
    InstagramOAuth,
    IssuedToken,
    NewDigest,
    OutgoingMessage,
    PendingLink,
    Profile,
    Purpose,
    Ref,
    Repositories,
)
from bot.services.results import Linked

PROFESSIONAL = frozenset({"business", "media_creator"})
"""Meta documents ``Business`` and ``Media_Creator`` and sends them in capitals."""

DIGEST_AT = time(9)
MONDAY = 0

RENEW_AFTER = timedelta(days=45)
"""A token lives about 60 days; from here on it is renewed."""

CODE_LIVES = timedelta(hours=1)
"""Meta: an authorization code lives an hour and works once."""

SHORT_LIVED = timedelta(hours=1)
"""Meta: so long a short-lived token is valid."""

PENDING_AT_MOST = timedelta(hours=24)
"""So long we try with a long-lived token in hand, counted from the person's return."""

MINUTE = timedelta(minutes=1)
FIRST_PAUSE, LONGEST_PAUSE = MINUTE, timedelta(minutes=15)
"""Between tries within the hour of a code or a short-lived token."""

RETRY_AFTER = timedelta(seconds=3600)
"""Between tries when there is time, unless Instagram says otherwise."""


@dataclass(frozen=True)
class FinishLinking:
    """The person is back in Telegram: exchange the code, check, store.

    Raises LinkExpired, LinkUsed, WrongPerson, MissingPermissions, NotProfessional, LinkInterrupted
    or LinkGaveUp, and then leaves nothing behind. Raises LinkPending when Instagram is away: what
    was obtained is kept, and ResumeLinking goes on from there.
    """

    database: Database
    clock: Clock
    oauth: InstagramOAuth
    instagram: InstagramApi
    scopes: Sequence[str]

    async def by_return_code(self, telegram_user_id: int, return_code: Secret) -> Linked:
        async with self.database.transaction() as stored:
            attempt = await stored.link_attempts.by_return_code(return_code)
            if attempt is None:
                if await stored.link_attempts.was_confirmed(telegram_user_id, return_code):
                    raise LinkUsed("the person has come back with this code before")
                raise await _pending_or_expired(stored, telegram_user_id)
            if attempt.telegram_user_id != telegram_user_id:
                await stored.link_attempts.end(attempt.id, LinkAttemptStatus.REFUSED)
                await stored.outbox.put(to_initiator(attempt, "link_expired"))
            else:
                ref = await _take_up(stored, attempt)
        if attempt.telegram_user_id != telegram_user_id:
            raise WrongPerson("the link was begun by somebody else")
        return await self.go_on(ref, by_outbox=False)

    async def by_typed_code(self, telegram_user_id: int, typed_code: Secret) -> Linked:
        """The fallback where Telegram did not deliver the deep link."""
        async with self.database.transaction() as stored:
            attempt = await stored.link_attempts.take_typed_code(telegram_user_id, typed_code)
            if attempt is None:
                refusal = await _pending_or_expired(stored, telegram_user_id)
            else:
                ref = await _take_up(stored, attempt)
        if attempt is None:
            # Not inside: that a wrong code was typed must stay counted.
            raise refusal
        return await self.go_on(ref, by_outbox=False)

    async def go_on(self, ref: Ref, *, by_outbox: bool) -> Linked:
        """Go on with a pending attempt, lent as ``ref``, from the furthest that it has got.

        Killed anywhere in it, the next try begins there. With ``by_outbox`` the person does not
        wait for the answer: how it ended is put out in the transaction that ends it.
        """
        async with self.database.reading() as stored:
            pending = await stored.link_attempts.pending(ref.id)
        if pending is None:
            raise LinkExpired("the attempt was ended meanwhile")
        try:
            token = await self._long_lived(ref, pending)
            return await self._check_and_store(ref, pending.attempt, token, by_outbox)
        except InstagramRefused as refused:
            raise await self._later_or_never(ref, refused, by_outbox) from refused
        except (LinkGaveUp, MissingPermissions, NotProfessional) as refusal:
            await self._give_up(ref, pending.attempt, refusal, by_outbox)
            raise

    # From code to long-lived token ----------------------------------------------------------

    async def _long_lived(self, ref: Ref, pending: PendingLink) -> IssuedToken:
        if pending.long_lived is not None:
            return pending.long_lived
        short_lived = pending.short_lived or await self._short_lived(ref, pending)
        asked_at = self.clock.now()
        given = await self.oauth.long_lived_token(short_lived.token)
        token = IssuedToken(
            given.token, short_lived.permissions, asked_at, asked_at + given.expires_in
        )
        async with self.database.transaction() as stored:
            await _hold(stored, ref)
            until = pending.since + PENDING_AT_MOST
            await stored.link_attempts.keep_long_lived(ref.id, token, until)
        return token

    async def _short_lived(self, ref: Ref, pending: PendingLink) -> IssuedToken:
        if pending.code is None:
            raise LinkGaveUp("the code or the token ran out")
        asked_at = self.clock.now()
        given = await self.oauth.exchange_code(pending.code)
        if given.permissions is not None:
            missing = REQUIRED_PERMISSIONS - given.permissions
            if missing:
                raise MissingPermissions(missing)
        token = IssuedToken(given.token, given.permissions, asked_at, asked_at + SHORT_LIVED)
        async with self.database.transaction() as stored:
            await _hold(stored, ref)
            await stored.link_attempts.keep_short_lived(ref.id, token)
        return token

    # When Instagram refuses -----------------------------------------------------------------

    async def _later_or_never(
        self, ref: Ref, refused: InstagramRefused, by_outbox: bool
    ) -> BotError:
        async with self.database.transaction() as stored:
            pending = await stored.link_attempts.pending(ref.id)
            if pending is None:
                return LinkExpired("the attempt was ended meanwhile")
            retry_at = next_try(pending, refused, self.clock.now())
            if retry_at is not None:
                await stored.pending_links.rearm(ref, retry_at)
                return LinkPending(retry_at)
        given_up = LinkGaveUp if refused.retryable else LinkInterrupted
        refusal = given_up(refused.detail)
        await self._give_up(ref, pending.attempt, refusal, by_outbox)
        return refusal

    async def _give_up(
        self, ref: Ref, attempt: LinkAttempt, refusal: BotError, by_outbox: bool
    ) -> None:
        async with self.database.transaction() as stored:
            await _end(stored, ref, LinkAttemptStatus.REFUSED)
            if by_outbox:
                await stored.outbox.put(refusal_to_initiator(attempt, refusal))

    # With the long-lived token --------------------------------------------------------------

    async def _check_and_store(
        self, ref: Ref, attempt: LinkAttempt, token: IssuedToken, by_outbox: bool
    ) -> Linked:
        access = Access(token.token, None, Purpose.PERSON)
        profile = await self.instagram.profile(access)
        if profile.user_id is None or not _may_be_professional(profile.account_type):
            raise NotProfessional(profile.username)
        if token.permissions is None:
            await self._check_insights(access, profile.user_id)
        live_stories = len(await self.instagram.live_stories(access))
        async with self.database.transaction() as stored:
            await _end(stored, ref, LinkAttemptStatus.CONFIRMED)
            linked = await self._store(stored, attempt, profile, token, live_stories)
            if by_outbox:
                await stored.outbox.put(_linked(attempt, linked))
        return linked

    async def _check_insights(self, access: Access, user_id: str) -> None:
        """Where Instagram did not list what was granted, a call tells.

        Basic access is there: the profile was read with it.
        """
        period = last_days(1, self.clock.now(), ZoneInfo("UTC"))
        try:
            await self.instagram.account_totals(access, user_id, ACCOUNT_TOTALS[:1], period)
        except InstagramRefused as refused:
            if refused.refusal is Refusal.PERMISSION:
                raise MissingPermissions(frozenset({MANAGE_INSIGHTS})) from refused
            raise

    async def _store(
        self,
        stored: Repositories,
        attempt: LinkAttempt,
        profile: Profile,
        token: IssuedToken,
        live_stories: int,
    ) -> Linked:
        now = self.clock.now()
        telegram_user_id = attempt.telegram_user_id
        person = await stored.people.get(telegram_user_id)
        if person is None:
            raise LinkExpired("the person has been deleted meanwhile")
        account = await stored.accounts.save_profile(profile, person.time_zone, now)
        others = await stored.accounts.followers(account.id)
        link = await stored.links.save(telegram_user_id, account.id, token)
        await stored.people.set_current_account(telegram_user_id, account.id)
        await stored.discoveries.start(account.id, now)
        await stored.refreshes.start(account.id, now)
        await stored.newest_media.start(account.id, now)
        await stored.token_renewals.start(link.id, token.issued_at + RENEW_AFTER)
        digest = await _subscribe(stored, person, account, now)
        relinked = any(other.telegram_user_id == telegram_user_id for other in others)
        if not relinked:
            for other in others:
                await stored.outbox.put(_second_owner(other, account, link.id))
        return Linked(
            account, token.permissions, tuple(self.scopes), live_stories, relinked, digest
        )


def next_try(pending: PendingLink, refused: InstagramRefused, now: datetime) -> datetime | None:
    """When to ask Instagram again; None when that cannot help, or no time is left for it.

    Without a long-lived token time is short: the pauses grow as the wait does. A time that
    Instagram names goes first, if it comes early enough.
    """
    last = pending.attempt.expires_at - MINUTE
    if not refused.retryable or now >= last:
        return None
    if pending.long_lived is not None:
        wanted = refused.retry_at or now + RETRY_AFTER
    elif refused.retry_at is not None and refused.retry_at <= last:
        wanted = refused.retry_at
    else:
        wanted = now + min(max(now - pending.since, FIRST_PAUSE), LONGEST_PAUSE)
    return min(max(wanted, now + FIRST_PAUSE), last)


def _may_be_professional(account_type: str) -> bool:
    """A type that Instagram does not tell is no personal one: ``user_id`` says enough then."""
    return not account_type or account_type.casefold() in PROFESSIONAL


async def _pending_or_expired(stored: Repositories, telegram_user_id: int) -> BotError:
    """What to say to a code that opens nothing, or nothing any more."""
    retry_at = await stored.pending_links.next_try(telegram_user_id)
    return LinkPending(retry_at) if retry_at else LinkExpired("no live attempt has this code")


async def _take_up(stored: Repositories, attempt: LinkAttempt) -> Ref:
    """From here on it is tried until it ends, whatever becomes of this process."""
    # The code was given after the attempt began.
    until = attempt.created_at + CODE_LIVES
    if not await stored.link_attempts.take_up(attempt.id, attempt.telegram_user_id, until):
        # Somebody was faster: the same words came twice.
        raise await _pending_or_expired(stored, attempt.telegram_user_id)
    return await stored.pending_links.start(attempt.id, RUN_TTL)


async def _hold(stored: Repositories, ref: Ref) -> None:
    """Raises LinkExpired when the attempt is no longer ours to finish."""
    if not await stored.pending_links.begin([ref], RUN_TTL):
        raise LinkExpired("the attempt was ended meanwhile")


async def _end(stored: Repositories, ref: Ref, status: LinkAttemptStatus) -> None:
    """The same; else it is over, and its secrets are wiped."""
    if not await stored.pending_links.finish([ref]):
        raise LinkExpired("the attempt was ended meanwhile")
    await stored.link_attempts.end(ref.id, status)


def _linked(attempt: LinkAttempt, linked: Linked) -> OutgoingMessage:
    """For somebody who does not wait for it any more; worded from what is stored by then."""
    return to_initiator(
        attempt,
        "linked",
        {
            "account_id": linked.account.id,
            "live_stories": linked.live_stories,
            "relinked": linked.relinked,
        },
    )


async def _subscribe(
    stored: Repositories, person: Person, account: InstagramAccount, now: datetime
) -> DigestSubscription:
    """Everybody begins with a weekly digest on Mondays: one message a week disturbs nobody."""
    new = NewDigest(
        telegram_user_id=person.telegram_user_id,
        account_id=account.id,
        chat_id=person.telegram_user_id,
        cadence=Cadence.WEEKLY,
        at=DIGEST_AT,
        weekday=MONDAY,
        time_zone=person.time_zone,
    )
    due = next_digest(new.cadence, new.at, new.weekday, person.zone, now)
    return await stored.digests.subscribe(new, due.due_at)


def _second_owner(other: Person, account: InstagramAccount, link_id: int) -> OutgoingMessage:
    """Detect and remediate: the first one learns that somebody else linked the same account."""
    return OutgoingMessage(
        kind="second_owner",
        key=f"second_owner:{link_id}:{other.telegram_user_id}",
        chat_id=other.telegram_user_id,
        message_thread_id=None,
        payload={"username": account.username},
        silent=False,
    )
