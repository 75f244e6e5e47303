"""The person who began is back in Telegram: now the code is exchanged."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.accounts import (
    MANAGE_INSIGHTS,
    REQUIRED_PERMISSIONS,
    InstagramAccount,
    Link,
    LinkAttempt,
    LinkAttemptStatus,
    LinkState,
    Person,
)
from bot.domain.digests import Cadence, DigestSubscription, next_digest
from bot.domain.errors import BotError, InstagramRefused, Refusal
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.operator_alerts import OperatorAlert
from bot.domain.periods import last_days
from bot.domain.secret import Secret
from bot.domain.security import SecurityEvent
from bot.services.due_work import RUN_TTL
from bot.services.first_sync import at_first
from bot.services.follow_linked import LINKED
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

logger = logging.getLogger(__name__)

PROFESSIONAL = frozenset({"business", "media_creator"})
"""Meta documents ``Business`` and ``Media_Creator`` and sends them in capitals."""

DIGEST_AT = time(9)
MONDAY = 0

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
                refusal = await _pending_or_expired(stored, telegram_user_id)
            elif attempt.telegram_user_id != telegram_user_id:
                await stored.link_attempts.end(attempt.id, LinkAttemptStatus.REFUSED)
                await stored.outbox.put(to_initiator(attempt, "link_expired"))
                await stored.audit.note(SecurityEvent.LINK_WRONG_USER, telegram_user_id)
                await stored.operator_alerts.happened(OperatorAlert.WRONG_PERSON)
            else:
                ref = await _take_up(stored, attempt)
        if attempt is None:
            # Not inside: what was noted of it must stay.
            raise refusal
        if attempt.telegram_user_id != telegram_user_id:
            logger.warning("Somebody came back with a link that another person had begun")
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
            await stored.audit.note(SecurityEvent.LINK_FAILED, attempt.telegram_user_id)
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
            await stored.audit.note(SecurityEvent.LINK_CONFIRMED, attempt.telegram_user_id)
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
        before = await stored.links.of(telegram_user_id, account.id)
        is_new = before is None or before.state is LinkState.UNLINKED
        await _pass_history_on(stored, account, telegram_user_id, now)
        link = await stored.links.save(telegram_user_id, account.id, token)
        await stored.people.set_current_account(telegram_user_id, account.id)
        await stored.discoveries.start(account.id, now)
        await stored.refreshes.start(account.id, now)
        await stored.newest_media.start(account.id, now)
        await stored.captures.hasten(account.id)
        await stored.webhook_subscriptions.start(account.id, now)
        await stored.token_renewals.start(link.id, link.token_life.renewed_from)
        digest = await stored.digests.of(telegram_user_id, account.id)
        if is_new and digest is None:
            digest = await _subscribe(stored, person, account, now)
        if is_new:
            for other in await stored.accounts.followers(account.id):
                if other.telegram_user_id != telegram_user_id:
                    await stored.outbox.put(_second_owner(other, account, link, now))
        return Linked(
            account,
            token.permissions,
            tuple(self.scopes),
            live_stories,
            relinked=before is not None,
            digest=digest,
            sync=at_first(account),
            zone_guessed=not person.time_zone_known,
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
    if retry_at is not None:
        return LinkPending(retry_at)
    await stored.audit.note(SecurityEvent.LINK_EXPIRED, telegram_user_id)
    return LinkExpired("no live attempt has this code")


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
        LINKED,
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


async def _pass_history_on(
    stored: Repositories, account: InstagramAccount, telegram_user_id: int, now: datetime
) -> None:
    """Whoever kept the history of an account gives it up to who proves that it is theirs now.

    What is read from now on comes through a link that the keeper has no part in.
    """
    for kept in await stored.links.of_account(account.id):
        if kept.state is LinkState.UNLINKED and kept.telegram_user_id != telegram_user_id:
            await stored.links.remove(kept.telegram_user_id, account.id)
            await stored.outbox.put(
                OutgoingMessage(
                    kind="history_passed_on",
                    key=f"history_passed_on:{kept.id}:{now.isoformat()}",
                    chat_id=kept.telegram_user_id,
                    message_thread_id=None,
                    payload={"username": account.username, "at": now.isoformat()},
                )
            )


def _second_owner(
    other: Person, account: InstagramAccount, link: Link, now: datetime
) -> OutgoingMessage:
    """Detect and remediate: the first one learns that somebody else linked the same account.

    Not who: a name on Telegram is the other's own affair, and whoever means ill would choose one
    that is trusted. What helps needs no name.
    """
    return OutgoingMessage(
        kind="second_owner",
        key=f"second_owner:{link.id}:{link.token_issued_at.isoformat()}:{other.telegram_user_id}",
        chat_id=other.telegram_user_id,
        message_thread_id=None,
        payload={"username": account.username, "at": now.isoformat()},
        silent=False,
    )
