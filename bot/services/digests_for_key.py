"""A person's digests for whoever shows a key: which there are, and what one says now."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.domain.api_keys import ApiKey
from bot.domain.errors import NotFound
from bot.services.change_digest import DigestPaused, describe_digest, own_digest
from bot.services.compose_digest import ComposeDigest
from bot.services.find_account import own_accounts
from bot.services.ports import Clock, Database
from bot.services.results import Digest, DigestPreview, DigestSettings, Pause


@dataclass(frozen=True)
class ListKeyDigests:
    """Those of the key's person that tell of an account of the key, told of no other."""

    database: Database
    clock: Clock

    async def __call__(self, key: ApiKey) -> list[DigestSettings]:
        now = self.clock.now()
        async with self.database.reading() as stored:
            opened = await own_accounts(stored, key.telegram_user_id, key.account_id)
            described = [
                await describe_digest(stored, one, now)
                for one in await stored.digests.of_person(key.telegram_user_id)
            ]
        return [_narrowed(one, opened) for one in described if _concerns(one, key, opened)]


@dataclass(frozen=True)
class PreviewKeyDigest:
    """What a digest says if it is sent today, of the accounts of the key.

    As the chat's preview: the totals are asked for within the budget of digests, and nothing is
    put out. Raises NotFound, and DigestPaused where it may not be shown.
    """

    database: Database
    clock: Clock
    compose_digest: ComposeDigest

    async def __call__(self, key: ApiKey, digest_id: int) -> DigestPreview:
        now = self.clock.now()
        async with self.database.reading() as stored:
            opened = await own_accounts(stored, key.telegram_user_id, key.account_id)
            subscription = await own_digest(stored, key.telegram_user_id, digest_id)
            settings = await describe_digest(stored, subscription, now)
        if not _concerns(settings, key, opened):
            raise NotFound("a digest of other accounts")
        if settings.pause is Pause.NOT_SHOWN:
            raise DigestPaused("it may not go there at present")
        receiver = await self.compose_digest.receiver(digest_id)
        linked = [one for one in receiver.linked if one.account.id in opened]
        if not linked:
            raise NotFound("no account of the key to tell of")
        local_date = now.astimezone(subscription.zone).date()
        digest = await self.compose_digest.told(replace(receiver, linked=linked), local_date)
        told = [digest.told] if isinstance(digest, Digest) else digest.told
        return DigestPreview(_narrowed(settings, opened), receiver.language, told, now)


def _concerns(settings: DigestSettings, key: ApiKey, opened: Collection[int]) -> bool:
    """One of all accounts is there for a key of one account as long as it tells of that."""
    account_id = settings.subscription.account_id
    if account_id is not None:
        return account_id in opened
    return key.account_id is None or any(one.id in opened for one in settings.accounts)


def _narrowed(settings: DigestSettings, opened: Collection[int]) -> DigestSettings:
    return replace(settings, accounts=[one for one in settings.accounts if one.id in opened])
