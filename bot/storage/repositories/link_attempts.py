"""Tries to link. Every step is one conditional UPDATE, so that each happens once."""

import asyncio
import hashlib
import hmac
import logging
import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.accounts import LinkAttempt, LinkAttemptStatus
from bot.domain.secret import Secret
from bot.services.ports import Clock, IssuedToken, PendingLink
from bot.storage.crypto import Keyring, Place, Undecryptable
from bot.storage.repositories.base import Repository
from bot.storage.tables import LinkAttemptRow, LinkCodeRow, PendingLinkRow

logger = logging.getLogger(__name__)

OFFERED, ISSUED, RETURNED, PENDING, CONFIRMED, REFUSED = LinkAttemptStatus
UNFINISHED = (OFFERED, ISSUED, RETURNED, PENDING)
SECRETS = (
    LinkAttemptRow.code,
    LinkAttemptRow.short_lived_token,
    LinkAttemptRow.long_lived_token,
)
WIPED = {column.key: None for column in SECRETS}
MOST_WRONG_TYPED_CODES = 5
MOST_CODES = 100
SALT_BYTES = 16
SCRYPT_COST = 2**14
"""Takes 16 MiB and some 50 ms a guess."""


def link_attempt(row: LinkAttemptRow) -> LinkAttempt:
    return LinkAttempt(
        id=row.id,
        telegram_user_id=row.telegram_user_id,
        chat_id=row.chat_id,
        status=LinkAttemptStatus(row.status),
        created_at=row.created_at,
        expires_at=row.expires_at,
    )


def place(row: LinkAttemptRow, column: str) -> Place:
    return Place("link_attempt", column, row.id, row.telegram_user_id)


def sha256(secret: Secret) -> str:
    return hashlib.sha256(secret.reveal().encode()).hexdigest()


class SqlLinkAttempts(Repository):
    """Implements the LinkAttempts port."""

    def __init__(self, session: AsyncSession, clock: Clock, keyring: Keyring) -> None:
        super().__init__(session, clock)
        self._keyring = keyring

    async def offer(
        self, telegram_user_id: int, chat_id: int, ticket: Secret, expires_at: datetime
    ) -> LinkAttempt:
        await self._void(telegram_user_id, UNFINISHED)
        rows = await self._session.scalars(
            self._insert(LinkAttemptRow)
            .values(
                telegram_user_id=telegram_user_id,
                chat_id=chat_id,
                status=OFFERED,
                ticket_sha256=sha256(ticket),
                created_at=self._now,
                expires_at=expires_at,
            )
            .returning(LinkAttemptRow)
        )
        row = rows.one()
        return link_attempt(row)

    async def begun_since(self, telegram_user_id: int, since: datetime) -> list[datetime]:
        begun = await self._session.scalars(
            select(LinkAttemptRow.created_at)
            .where(
                LinkAttemptRow.telegram_user_id == telegram_user_id,
                LinkAttemptRow.created_at >= since,
            )
            .order_by(LinkAttemptRow.created_at)
        )
        return list(begun)

    async def by_ticket(self, ticket: Secret) -> LinkAttempt | None:
        row = await self._session.scalar(
            select(LinkAttemptRow).where(
                LinkAttemptRow.ticket_sha256 == sha256(ticket),
                LinkAttemptRow.status.in_((OFFERED, ISSUED)),
                self._unexpired,
            )
        )
        return None if row is None else link_attempt(row)

    async def issue(self, ticket: Secret, state: Secret) -> LinkAttempt | None:
        return await self._step(
            LinkAttemptRow.ticket_sha256 == sha256(ticket),
            LinkAttemptRow.status.in_((OFFERED, ISSUED)),
            self._unexpired,
            status=ISSUED,
            state_sha256=sha256(state),
        )

    async def take_state(self, state: Secret) -> LinkAttempt | None:
        return await self._step(
            LinkAttemptRow.state_sha256 == sha256(state),
            LinkAttemptRow.status == ISSUED,
            self._unexpired,
            status=RETURNED,
        )

    async def with_code(self, code: Secret) -> list[LinkAttempt]:
        rows = await self._session.scalars(
            select(LinkAttemptRow)
            .join(LinkCodeRow)
            .where(LinkCodeRow.code_sha256 == sha256(code))
            .with_for_update(of=LinkAttemptRow)
        )
        return [link_attempt(row) for row in rows]

    async def note_code(self, state: Secret, code: Secret) -> None:
        row = await self._locked(LinkAttemptRow.state_sha256 == sha256(state))
        if row is not None:
            await self._remember(row.id, code)

    async def keep_code(
        self, attempt_id: int, code: Secret, return_code: Secret, typed_code: Secret
    ) -> None:
        row = await self._locked(LinkAttemptRow.id == attempt_id, *self._returned)
        if row is None:
            return
        await self._step(
            LinkAttemptRow.id == attempt_id,
            code=self._keyring.encrypt(code, place(row, "code")),
            return_sha256=sha256(return_code),
            typed_code_scrypt=await _scrypt(typed_code, os.urandom(SALT_BYTES)),
        )
        await self._remember(attempt_id, code)

    async def by_return_code(self, return_code: Secret) -> LinkAttempt | None:
        row = await self._locked(
            LinkAttemptRow.return_sha256 == sha256(return_code), *self._returned
        )
        return None if row is None else link_attempt(row)

    async def was_confirmed(self, telegram_user_id: int, return_code: Secret) -> bool:
        found = await self._session.scalar(
            select(LinkAttemptRow.id).where(
                LinkAttemptRow.telegram_user_id == telegram_user_id,
                LinkAttemptRow.return_sha256 == sha256(return_code),
                LinkAttemptRow.status == CONFIRMED,
            )
        )
        return found is not None

    async def has_returned(self, telegram_user_id: int) -> bool:
        """Also when the time is over: somebody who types the code then is told so."""
        found = await self._session.scalar(
            select(LinkAttemptRow.id)
            .where(
                LinkAttemptRow.telegram_user_id == telegram_user_id,
                LinkAttemptRow.status.in_((RETURNED, PENDING)),
            )
            .limit(1)
        )
        return found is not None

    async def take_typed_code(
        self, telegram_user_id: int, typed_code: Secret
    ) -> LinkAttempt | None:
        row = await self._locked(
            LinkAttemptRow.telegram_user_id == telegram_user_id,
            LinkAttemptRow.typed_code_scrypt.is_not(None),
            *self._returned,
        )
        if row is None or row.typed_code_scrypt is None:
            return None
        salt = bytes.fromhex(row.typed_code_scrypt.partition(":")[0])
        if hmac.compare_digest(row.typed_code_scrypt, await _scrypt(typed_code, salt)):
            return link_attempt(row)
        wrong = LinkAttemptRow.wrong_typed_codes + 1
        void = wrong >= MOST_WRONG_TYPED_CODES
        await self._step(
            LinkAttemptRow.id == row.id,
            wrong_typed_codes=wrong,
            status=case((void, REFUSED.value), else_=LinkAttemptRow.status),
            code=case((void, None), else_=LinkAttemptRow.code),
        )
        return None

    async def take_up(self, attempt_id: int, telegram_user_id: int, until: datetime) -> bool:
        taken = await self._step(
            LinkAttemptRow.id == attempt_id,
            LinkAttemptRow.telegram_user_id == telegram_user_id,
            *self._returned,
            status=PENDING,
            pending_since=self._now,
            expires_at=until,
        )
        return taken is not None

    async def pending(self, attempt_id: int) -> PendingLink | None:
        row = await self._session.scalar(
            select(LinkAttemptRow).where(
                LinkAttemptRow.id == attempt_id, LinkAttemptRow.status == PENDING
            )
        )
        if row is None:
            return None
        assert row.pending_since is not None
        in_time = row.expires_at > self._now
        return PendingLink(
            attempt=link_attempt(row),
            since=row.pending_since,
            code=self._opened(row, "code") if in_time else None,
            short_lived=self._token(row, "short_lived_token") if in_time else None,
            long_lived=self._token(row, "long_lived_token") if in_time else None,
        )

    async def keep_short_lived(self, attempt_id: int, token: IssuedToken) -> None:
        await self._keep_token(attempt_id, "short_lived_token", token, token.expires_at)

    async def keep_long_lived(self, attempt_id: int, token: IssuedToken, until: datetime) -> None:
        await self._keep_token(attempt_id, "long_lived_token", token, until)

    async def void_pending(self, telegram_user_id: int) -> bool:
        return await self._void(telegram_user_id, (PENDING,)) > 0

    async def end(self, attempt_id: int, status: LinkAttemptStatus) -> None:
        await self._step(LinkAttemptRow.id == attempt_id, status=status, **WIPED)
        await self._change(
            delete(PendingLinkRow).where(PendingLinkRow.link_attempt_id == attempt_id)
        )

    async def wipe_expired(self) -> int:
        return await self._change(
            update(LinkAttemptRow)
            .where(
                or_(*(column.is_not(None) for column in SECRETS)),
                LinkAttemptRow.expires_at <= self._now,
            )
            .values(WIPED)
        )

    async def forget_before(self, before: datetime, limit: int) -> int:
        over = and_(LinkAttemptRow.expires_at < before, LinkAttemptRow.status != PENDING)
        return await self._delete_some(LinkAttemptRow, over, limit)

    async def _remember(self, attempt_id: int, code: Secret) -> None:
        """Whoever knows a state may bring any number of codes with it: they are not all kept."""
        known = await self._session.scalar(
            select(func.count())
            .select_from(LinkCodeRow)
            .where(LinkCodeRow.link_attempt_id == attempt_id)
        )
        if (known or 0) < MOST_CODES:
            await self._session.execute(
                self._insert(LinkCodeRow)
                .values(code_sha256=sha256(code), link_attempt_id=attempt_id)
                .on_conflict_do_nothing()
            )

    async def _void(self, telegram_user_id: int, statuses: Sequence[LinkAttemptStatus]) -> int:
        """Close the person's attempts in these states; how many there were."""
        theirs = (
            LinkAttemptRow.telegram_user_id == telegram_user_id,
            LinkAttemptRow.status.in_(statuses),
        )
        await self._change(
            delete(PendingLinkRow).where(
                PendingLinkRow.link_attempt_id.in_(select(LinkAttemptRow.id).where(*theirs))
            )
        )
        return await self._change(
            update(LinkAttemptRow).where(*theirs).values(status=REFUSED, **WIPED)
        )

    async def _keep_token(
        self, attempt_id: int, column: str, token: IssuedToken, until: datetime
    ) -> None:
        """In place of everything that was kept before."""
        row = await self._locked(LinkAttemptRow.id == attempt_id, LinkAttemptRow.status == PENDING)
        if row is None:
            return
        secrets = WIPED | {column: self._keyring.encrypt(token.token, place(row, column))}
        await self._step(
            LinkAttemptRow.id == attempt_id,
            permissions=None if token.permissions is None else sorted(token.permissions),
            token_issued_at=token.issued_at,
            token_expires_at=token.expires_at,
            expires_at=until,
            **secrets,
        )

    def _token(self, row: LinkAttemptRow, column: str) -> IssuedToken | None:
        token = self._opened(row, column)
        if token is None:
            return None
        assert row.token_issued_at is not None
        assert row.token_expires_at is not None
        permissions = None if row.permissions is None else frozenset(row.permissions)
        return IssuedToken(token, permissions, row.token_issued_at, row.token_expires_at)

    def _opened(self, row: LinkAttemptRow, column: str) -> Secret | None:
        """None also for what cannot be decrypted: like what has run out, it is of no use."""
        envelope: str | None = getattr(row, column)
        try:
            return None if envelope is None else self._keyring.decrypt(envelope, place(row, column))
        except Undecryptable as reason:
            logger.warning("Attempt %d to link is given up: %s", row.id, reason)
            return None

    @property
    def _unexpired(self) -> ColumnElement[bool]:
        return LinkAttemptRow.expires_at > self._now

    @property
    def _returned(self) -> tuple[ColumnElement[bool], ...]:
        return (LinkAttemptRow.status == RETURNED, self._unexpired)

    async def _locked(self, *conditions: ColumnElement[bool]) -> LinkAttemptRow | None:
        """The newest such attempt, held until the transaction ends."""
        return await self._session.scalar(
            select(LinkAttemptRow)
            .where(*conditions)
            .order_by(LinkAttemptRow.id.desc())
            .limit(1)
            .with_for_update()
        )

    async def _step(self, *conditions: ColumnElement[bool], **values: Any) -> LinkAttempt | None:
        """Change the attempt that meets the conditions; None when there is none."""
        row = await self._session.scalar(
            update(LinkAttemptRow)
            .where(*conditions)
            .values(**values)
            .returning(LinkAttemptRow)
            .execution_options(synchronize_session=False)
        )
        return None if row is None else link_attempt(row)


async def _scrypt(code: Secret, salt: bytes) -> str:
    """``salt:hash`` in hex. A typed code is short: a fast hash could be searched through.

    In a thread, because it takes its time on purpose.
    """
    hashed = await asyncio.to_thread(
        hashlib.scrypt, code.reveal().encode(), salt=salt, n=SCRYPT_COST, r=8, p=1
    )
    return f"{salt.hex()}:{hashed.hex()}"
