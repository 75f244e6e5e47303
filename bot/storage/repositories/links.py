"""Who is linked to which account, and the tokens: the only place that opens them."""

from datetime import datetime

from sqlalchemy import bindparam, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.accounts import Link, LinkState
from bot.domain.secret import Secret
from bot.services.ports import AccountToken, Clock, IssuedToken, TokenUnreadable
from bot.storage.crypto import Keyring, Place, Undecryptable
from bot.storage.repositories.base import AnyRow, Repository, table_of
from bot.storage.tables import LinkRow, PersonRow

WIPED = ""
"""In place of a token that is no more."""

LINK = table_of(LinkRow)
HEALTHY = (
    select(LINK)
    .where(LINK.c.account_id == bindparam("of"), LINK.c.state == LinkState.ACTIVE)
    .order_by(LINK.c.token_expires_at.desc(), LINK.c.id)
    .limit(1)
)


def link(row: LinkRow) -> Link:
    return Link(
        id=row.id,
        telegram_user_id=row.telegram_user_id,
        account_id=row.account_id,
        state=LinkState(row.state),
        reason=row.reason,
        permissions=None if row.permissions is None else frozenset(row.permissions),
        linked_at=row.linked_at,
        token_issued_at=row.token_issued_at,
        token_expires_at=row.token_expires_at,
        state_since=row.state_since,
    )


def token_place(row: LinkRow | AnyRow) -> Place:
    return Place("link", "token", row.id, row.telegram_user_id)


class SqlLinks(Repository):
    """Implements the Links port."""

    def __init__(self, session: AsyncSession, clock: Clock, keyring: Keyring) -> None:
        super().__init__(session, clock)
        self._keyring = keyring

    async def save(self, telegram_user_id: int, account_id: int, token: IssuedToken) -> Link:
        renewed = {
            "state": LinkState.ACTIVE,
            "reason": None,
            "permissions": None if token.permissions is None else sorted(token.permissions),
            "token_issued_at": token.issued_at,
            "token_expires_at": token.expires_at,
            "state_since": self._now,
        }
        let_go = LinkRow.state == LinkState.UNLINKED
        rows = await self._session.scalars(
            self._insert(LinkRow)
            .values(
                telegram_user_id=telegram_user_id,
                account_id=account_id,
                linked_at=self._now,
                token="",  # the row's id, known from here on, goes into the encryption
                **renewed,
            )
            .on_conflict_do_update(
                index_elements=[LinkRow.telegram_user_id, LinkRow.account_id],
                set_={
                    "linked_at": case((let_go, self._now), else_=LinkRow.linked_at),
                    **renewed,
                },
            )
            .returning(LinkRow)
        )
        row = rows.one()
        await self._change(
            update(LinkRow)
            .where(LinkRow.id == row.id)
            .values(token=self._keyring.encrypt(token.token, token_place(row)))
        )
        return link(row)

    async def remove(self, telegram_user_id: int, account_id: int) -> bool:
        await self._change(
            update(PersonRow)
            .where(
                PersonRow.telegram_user_id == telegram_user_id,
                PersonRow.current_account_id == account_id,
            )
            .values(current_account_id=None)
        )
        removed = await self._change(
            delete(LinkRow).where(
                LinkRow.telegram_user_id == telegram_user_id, LinkRow.account_id == account_id
            )
        )
        await self._forget_ready_digests(telegram_user_id)
        return removed == 1

    async def let_go(self, link_id: int) -> None:
        await self._change(
            update(LinkRow)
            .where(LinkRow.id == link_id)
            .values(
                state=LinkState.UNLINKED,
                state_since=self._now,
                reason=None,
                permissions=None,
                token=WIPED,
            )
        )

    async def wipe_token(self, link_id: int) -> bool:
        wiped = await self._change(
            update(LinkRow).where(LinkRow.id == link_id, LinkRow.token != WIPED).values(token=WIPED)
        )
        return wiped == 1

    async def of(self, telegram_user_id: int, account_id: int) -> Link | None:
        row = await self._session.scalar(
            select(LinkRow).where(
                LinkRow.telegram_user_id == telegram_user_id, LinkRow.account_id == account_id
            )
        )
        return None if row is None else link(row)

    async def of_account(self, account_id: int) -> list[Link]:
        rows = await self._session.scalars(
            select(LinkRow)
            .where(LinkRow.account_id == account_id)
            .order_by(LinkRow.linked_at, LinkRow.id)
        )
        return [link(row) for row in rows]

    async def healthy_token(self, account_id: int) -> AccountToken | None:
        row = (await self._session.execute(HEALTHY, {"of": account_id})).first()
        return None if row is None else self._open(row)

    async def token_of(self, link_id: int) -> AccountToken | None:
        row = await self._session.get(LinkRow, link_id)
        return None if row is None or row.token == WIPED else self._open(row)

    async def renew(
        self, link_id: int, old: Secret, new: Secret, issued_at: datetime, expires_at: datetime
    ) -> bool:
        # Held from here on: a key rotation must not replace the ciphertext in between.
        row = await self._session.get(LinkRow, link_id, with_for_update=True)
        if row is None or row.token == WIPED or self._open(row).token != old:
            return False
        renewed = await self._change(
            update(LinkRow)
            # Compared again as it is replaced: a renewal that came in between wins.
            .where(LinkRow.id == link_id, LinkRow.token == row.token)
            .values(
                token=self._keyring.encrypt(new, token_place(row)),
                token_issued_at=issued_at,
                token_expires_at=expires_at,
            )
        )
        return renewed == 1

    async def get(self, link_id: int) -> Link | None:
        row = await self._session.get(LinkRow, link_id)
        return None if row is None else link(row)

    async def set_state(self, link_id: int, state: LinkState, reason: str | None) -> bool:
        changed = await self._change(
            update(LinkRow)
            .where(LinkRow.id == link_id, LinkRow.state.not_in([state, LinkState.UNLINKED]))
            .values(state=state, reason=reason, state_since=self._now)
        )
        return changed == 1

    def _open(self, row: LinkRow | AnyRow) -> AccountToken:
        try:
            token = self._keyring.decrypt(row.token, token_place(row))
        except Undecryptable as reason:
            raise TokenUnreadable(row.id) from reason
        return AccountToken(
            link_id=row.id,
            telegram_user_id=row.telegram_user_id,
            token=token,
            issued_at=row.token_issued_at,
            expires_at=row.token_expires_at,
        )
