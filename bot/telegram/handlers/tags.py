"""``/tag``: the topics; ``/tag word`` makes one or opens it, ``/tag old = new`` renames it."""

from aiogram import Router

from bot.domain.accounts import Person
from bot.domain.media import MediaProductType
from bot.domain.tags import RENAMES
from bot.presenters import marking, tags
from bot.presenters.actions import (
    AskRemoveTag,
    MarkFromCard,
    MarkFromTag,
    OpenMarking,
    OpenRenameTag,
    OpenTag,
    OpenTags,
    OpenTagsOf,
    RemoveTag,
)
from bot.presenters.speech import Speech
from bot.services.ports import Target
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_tags(
    _: object,
    action: OpenTags,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
    said: str | None = None,
) -> None:
    who = person.telegram_user_id
    if not said:
        await reply(tags.screen(await use_cases.list_tags(who), speech, action.page))
        return
    old, renames, new = said.partition(RENAMES)
    if renames:
        tag = await use_cases.rename_tag(who, old, new)
    else:
        tag = await use_cases.name_tag(who, said)
    card = await use_cases.show_tag(who, tag.id)
    if card.media or card.stories:
        await reply(tags.card(card, speech))
    else:
        listed = await use_cases.show_marking(who, tag.id, MediaProductType.FEED, 0)
        await reply(marking.marking(listed, speech))


async def open_tag(
    _: object, action: OpenTag, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.show_tag(person.telegram_user_id, action.tag_id)
    await reply(tags.card(result, speech))


async def open_rename(
    _: object,
    action: OpenRenameTag,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_tag(person.telegram_user_id, action.tag_id)
    await reply(tags.rename(result, speech))


async def ask_remove(
    _: object,
    action: AskRemoveTag,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_tag(person.telegram_user_id, action.tag_id)
    await reply(tags.removal_question(result, speech))


async def remove(
    _: object, action: RemoveTag, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    result = await use_cases.remove_tag(person.telegram_user_id, action.tag_id)
    await reply(tags.screen(result, speech))


async def open_marking(
    _: object,
    action: OpenMarking,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    result = await use_cases.show_marking(
        person.telegram_user_id, action.tag_id, action.kind, action.page
    )
    await reply(marking.marking(result, speech))


async def mark_from_tag(
    _: object,
    action: MarkFromTag,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    who, target = person.telegram_user_id, Target(action.kind, action.target_id)
    await use_cases.set_mark(who, action.tag_id, target, on=action.on)
    result = await use_cases.show_marking(who, action.tag_id, action.kind, action.page)
    await reply(marking.marking(result, speech))


async def open_tags_of(
    _: object,
    action: OpenTagsOf,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    target = Target(action.kind, action.target_id)
    result = await use_cases.show_tags_of(person.telegram_user_id, target)
    await reply(marking.tags_of(result, speech, action.page))


async def mark_from_card(
    _: object,
    action: MarkFromCard,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    who, target = person.telegram_user_id, Target(action.kind, action.target_id)
    await use_cases.set_mark(who, action.tag_id, target, on=action.on)
    result = await use_cases.show_tags_of(who, target)
    await reply(marking.tags_of(result, speech, action.page))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_tags, OpenTags, {"tag": OpenTags()})
    on(router, open_tag, OpenTag)
    on(router, open_rename, OpenRenameTag)
    on(router, ask_remove, AskRemoveTag)
    on(router, remove, RemoveTag)
    on(router, open_marking, OpenMarking)
    on(router, mark_from_tag, MarkFromTag)
    on(router, open_tags_of, OpenTagsOf)
    on(router, mark_from_card, MarkFromCard)
    return router
