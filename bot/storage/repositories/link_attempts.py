"""Tries to link. Every step is one conditional UPDATE, so that each happens once."""

import asyncio
import hashlib
import hmac
import os
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.accounts import LinkAttempt, LinkAttemptStatus
from bot.domain.secret import Secret
from bot.services.ports import Clock
from bot.storage.crypto import Keyring, Place
from bot.storage.repositories.base import Repository
from bot.storage.tables import LinkAttemptRow

OFFERED, ISSUED, RETURNED, CONFIRMED, REFUSED = LinkAttemptStatus
UNFINISHED = (OFFERED, ISSUED, RETURNED)
MOST_WRONG_TYPED_CODES = 5
SALT_BYTES = 16


def link_attempt(row: LinkAttemptRow) -> LinkAttempt:
    return LinkAttempt(
        id=row.id,
        telegram_user_id=row.telegram_user_id,
        chat_id=row.chat_id,
        status=LinkAttemptStatus(row.status),
        created_at=row.created_at,
        expires_at=row.expires_at,
    )


def code_place(row: LinkAttemptRow) -> Place:
    return Place("link_attempt", "code", row.id, row.telegram_user_id)


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
        await self._change(
            update(LinkAttemptRow)
            .where(
                LinkAttemptRow.telegram_user_id == telegram_user_id,
                LinkAttemptRow.status.in_(UNFINISHED),
            )
            .values(status=REFUSED, code=None)
        )
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

    async def keep_code(
        self, attempt_id: int, code: Secret, return_code: Secret, typed_code: Secret
    ) -> None:
        row = await self._locked(LinkAttemptRow.id == attempt_id, *self._returned)
        if row is None:
            return
        await self._step(
            LinkAttemptRow.id == attempt_id,
            code=self._keyring.encrypt(code, code_place(row)),
            return_sha256=sha256(return_code),
            typed_code_scrypt=await _scrypt(typed_code, os.urandom(SALT_BYTES)),
        )

    async def by_return_code(self, return_code: Secret) -> LinkAttempt | None:
        row = await self._session.scalar(
            select(LinkAttemptRow).where(
                LinkAttemptRow.return_sha256 == sha256(return_code), *self._returned
            )
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

    async def code(self, attempt_id: int, telegram_user_id: int) -> Secret | None:
        row = await self._session.scalar(
            select(LinkAttemptRow).where(
                LinkAttemptRow.id == attempt_id,
                LinkAttemptRow.telegram_user_id == telegram_user_id,
                *self._returned,
            )
        )
        if row is None or row.code is None:
            return None
        return self._keyring.decrypt(row.code, code_place(row))

    async def has_returned(self, telegram_user_id: int) -> bool:
        """Also when the time is over: somebody who types the code then is told so."""
        found = await self._session.scalar(
            select(LinkAttemptRow.id)
            .where(
                LinkAttemptRow.telegram_user_id == telegram_user_id,
                LinkAttemptRow.status == RETURNED,
            )
            .limit(1)
        )
        return found is not None

    async def take_typed_code(self, telegram_user_id: int, typed_code: Secret) -> int | None:
        row = await self._locked(
            LinkAttemptRow.telegram_user_id == telegram_user_id,
            LinkAttemptRow.typed_code_scrypt.is_not(None),
            *self._returned,
        )
        if row is None or row.typed_code_scrypt is None:
            return None
        salt = bytes.fromhex(row.typed_code_scrypt.partition(":")[0])
        if hmac.compare_digest(row.typed_code_scrypt, await _scrypt(typed_code, salt)):
            return row.id
        wrong = LinkAttemptRow.wrong_typed_codes + 1
        void = wrong >= MOST_WRONG_TYPED_CODES
        await self._step(
            LinkAttemptRow.id == row.id,
            wrong_typed_codes=wrong,
            status=case((void, REFUSED.value), else_=LinkAttemptRow.status),
            code=case((void, None), else_=LinkAttemptRow.code),
        )
        return None

    async def end(self, attempt_id: int, status: LinkAttemptStatus) -> None:
        await self._step(LinkAttemptRow.id == attempt_id, status=status, code=None)

    async def wipe_expired(self) -> int:
        return await self._change(
            update(LinkAttemptRow)
            .where(LinkAttemptRow.code.is_not(None), LinkAttemptRow.expires_at <= self._now)
            .values(code=None)
        )

    async def forget_before(self, before: datetime) -> int:
        return await self._change(delete(LinkAttemptRow).where(LinkAttemptRow.expires_at < before))

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
        hashlib.scrypt, code.reveal().encode(), salt=salt, n=2**14, r=8, p=1
    )
    return f"{salt.hex()}:{hashed.hex()}"
