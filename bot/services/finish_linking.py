"""The person who began is back in Telegram: now the code is exchanged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.accounts import (
    MANAGE_INSIGHTS,
    REQUIRED_PERMISSIONS,
    InstagramAccount,
    LinkAttemptStatus,
    Person,
)
from bot.domain.digests import Cadence, DigestSubscription, next_digest
from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.periods import last_days
from bot.domain.secret import Secret
from bot.services.link_refusals import (
    LinkExpired,
    LinkInterrupted,
    LinkUsed,
    MissingPermissions,
    NotProfessional,
    WrongPerson,
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
    Profile,
    Purpose,
    Repositories,
    ShortLivedToken,
)
from bot.services.results import Linked

PROFESSIONAL = frozenset({"business", "media_creator"})
"""Meta documents ``Business`` and ``Media_Creator`` and sends them in capitals."""

DIGEST_AT = time(9)
MONDAY = 0

RENEW_AFTER = timedelta(days=45)
"""A token lives about 60 days; from here on it is renewed."""


@dataclass(frozen=True)
class FinishLinking:
    """The person is back in Telegram: exchange the code, check, store.

    Raises LinkExpired, LinkUsed, WrongPerson, MissingPermissions, NotProfessional or
    LinkInterrupted, and then leaves nothing behind.
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
                raise LinkExpired("no live attempt has this return code")
            if attempt.telegram_user_id != telegram_user_id:
                await stored.link_attempts.end(attempt.id, LinkAttemptStatus.REFUSED)
                await stored.outbox.put(to_initiator(attempt, "link_expired"))
        if attempt.telegram_user_id != telegram_user_id:
            raise WrongPerson("the link was begun by somebody else")
        return await self._link(telegram_user_id, attempt.id)

    async def by_typed_code(self, telegram_user_id: int, typed_code: Secret) -> Linked:
        """The fallback where Telegram did not deliver the deep link."""
        async with self.database.transaction() as stored:
            attempt_id = await stored.link_attempts.take_typed_code(telegram_user_id, typed_code)
        if attempt_id is None:
            raise LinkExpired("the typed code belongs to no live attempt")
        return await self._link(telegram_user_id, attempt_id)

    async def _link(self, telegram_user_id: int, attempt_id: int) -> Linked:
        """The attempt stays open until the link is stored: killed before, it can be finished."""
        async with self.database.reading() as stored:
            code = await stored.link_attempts.code(attempt_id, telegram_user_id)
        if code is None:
            raise LinkExpired("the code was used already, or is too old")
        try:
            return await self._exchange(telegram_user_id, attempt_id, code)
        except InstagramRefused as refused:
            await self._give_up(attempt_id)
            raise LinkInterrupted(refused.detail) from refused
        except (MissingPermissions, NotProfessional):
            await self._give_up(attempt_id)
            raise

    async def _give_up(self, attempt_id: int) -> None:
        async with self.database.transaction() as stored:
            await stored.link_attempts.end(attempt_id, LinkAttemptStatus.REFUSED)

    async def _exchange(self, telegram_user_id: int, attempt_id: int, code: Secret) -> Linked:
        short_lived = await self.oauth.exchange_code(code)
        if short_lived.permissions is not None:
            missing = REQUIRED_PERMISSIONS - short_lived.permissions
            if missing:
                raise MissingPermissions(missing)
        issued_at = self.clock.now()
        long_lived = await self.oauth.long_lived_token(short_lived.token)
        access = Access(long_lived.token, None, Purpose.PERSON)
        profile = await self.instagram.profile(access)
        if profile.user_id is None or profile.account_type.casefold() not in PROFESSIONAL:
            raise NotProfessional(profile.username)
        await self._check_insights(access, profile.user_id, short_lived)
        live_stories = await self.instagram.live_stories(access)
        token = IssuedToken(
            long_lived.token,
            short_lived.permissions,
            issued_at,
            issued_at + long_lived.expires_in,
        )
        return await self._store(telegram_user_id, attempt_id, profile, token, len(live_stories))

    async def _check_insights(
        self, access: Access, user_id: str, short_lived: ShortLivedToken
    ) -> None:
        """Where Instagram did not list what was granted, a call tells.

        Basic access is there: the profile was read with it.
        """
        if short_lived.permissions is not None:
            return
        period = last_days(1, self.clock.now(), ZoneInfo("UTC"))
        try:
            await self.instagram.account_totals(access, user_id, ACCOUNT_TOTALS[:1], period)
        except InstagramRefused as refused:
            if refused.refusal is Refusal.PERMISSION:
                raise MissingPermissions(frozenset({MANAGE_INSIGHTS})) from refused
            raise

    async def _store(
        self,
        telegram_user_id: int,
        attempt_id: int,
        profile: Profile,
        token: IssuedToken,
        live_stories: int,
    ) -> Linked:
        now = self.clock.now()
        async with self.database.transaction() as stored:
            person = await stored.people.get(telegram_user_id)
            if person is None:
                raise LinkExpired("the person has been deleted meanwhile")
            await stored.link_attempts.end(attempt_id, LinkAttemptStatus.CONFIRMED)
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
