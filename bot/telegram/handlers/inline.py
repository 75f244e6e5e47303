"""``@bot 7d`` in any chat: the asking person's own cards, from what is stored."""

import logging
from collections.abc import Sequence

from aiogram import F, Router
from aiogram.exceptions import AiogramError
from aiogram.types import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
)

from bot.domain.errors import NotLinked
from bot.presenters import inline_cards
from bot.presenters.inline_cards import InlineCard
from bot.presenters.speech import Speech
from bot.telegram.render import Renderer
from bot.telegram.sender import describe
from bot.telegram.use_cases import UseCases

logger = logging.getLogger(__name__)

CACHED_FOR = 10
"""Seconds that Telegram may answer the same person without asking us."""

FROM_INLINE = "inline"
"""The start parameter with which people come who are not linked."""

Results = Sequence[InlineQueryResultArticle | InlineQueryResultCachedPhoto]


async def answer(
    query: InlineQuery, use_cases: UseCases, renderer: Renderer, speech: Speech
) -> None:
    button = None
    results: Results = []
    try:
        cards = await use_cases.list_cards(query.from_user.id, query.query)
    except NotLinked:
        words = inline_cards.connect_first(speech)
        button = InlineQueryResultsButton(text=words, start_parameter=FROM_INLINE)
    else:
        own = Speech(cards.person.language, cards.person.zone)
        results = [_result(inline_cards.card(one, own), renderer) for one in cards.overviews]
    try:
        await query.answer(list(results), cache_time=CACHED_FOR, is_personal=True, button=button)
    except AiogramError as error:
        # Whoever typed on has asked anew by now.
        logger.info("An inline query could not be answered: %s", describe(error))


async def leave_card(_: Message) -> None:
    """A card that was dropped into this very chat is no question."""


def router() -> Router:
    router = Router(name=__name__)
    router.inline_query.register(answer)
    router.message.register(leave_card, F.via_bot)
    return router


def _result(
    card: InlineCard, renderer: Renderer
) -> InlineQueryResultArticle | InlineQueryResultCachedPhoto:
    """With its chart where Telegram has that picture already; nothing is drawn for a query."""
    file_id = renderer.known_picture(card.screen)
    if file_id is not None:
        return InlineQueryResultCachedPhoto(
            id=card.key,
            photo_file_id=file_id,
            title=card.title,
            description=card.description,
            caption=card.screen.text,
        )
    return InlineQueryResultArticle(
        id=card.key,
        title=card.title,
        description=card.description,
        input_message_content=InputTextMessageContent(message_text=card.screen.text),
    )
