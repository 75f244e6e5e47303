"""Everything that can be asked for about one's digests."""

from dataclasses import dataclass

from bot.services.add_digest import AddDigest, OfferDigest
from bot.services.change_digest import (
    ChangeDigest,
    ListDigests,
    MuteDigest,
    RemoveDigest,
    SendDigestNow,
)
from bot.services.ports import Clock, Database
from bot.services.view_chat import ListDigestsHere


@dataclass(frozen=True)
class DigestUseCases:
    list: ListDigests
    change: ChangeDigest
    mute: MuteDigest
    remove: RemoveDigest
    send_now: SendDigestNow
    offer: OfferDigest
    add: AddDigest
    here: ListDigestsHere


def digest_use_cases(database: Database, clock: Clock) -> DigestUseCases:
    return DigestUseCases(
        list=ListDigests(database, clock),
        change=ChangeDigest(database, clock),
        mute=MuteDigest(database, clock),
        remove=RemoveDigest(database),
        send_now=SendDigestNow(database, clock),
        offer=OfferDigest(database),
        add=AddDigest(database, clock),
        here=ListDigestsHere(database, clock),
    )
