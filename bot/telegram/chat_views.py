"""What is seen in a chat: the owner's use cases, for the one account, and only if allowed."""

import re
from dataclasses import dataclass

from bot.domain.chat_grants import Place
from bot.domain.errors import NotFound
from bot.presenters import (
    actions,
    album,
    chat_screens,
    live_stories,
    media_card,
    media_list,
    overview,
    sequence,
    sequence_pictures,
    story_archive,
    story_card,
)
from bot.presenters.actions import Action
from bot.presenters.chat_screens import NEEDS
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.results import ShownAccount
from bot.services.view_chat import NotShownHere
from bot.telegram.use_cases import UseCases

DAYS = re.compile(r"(\d{1,3})\s*d?")


@dataclass(frozen=True)
class ChatView:
    """Asks at every tap whether it is still allowed: a button holds no right."""

    use_cases: UseCases

    async def __call__(self, action: Action, place: Place) -> Screen:
        """Raises NotShownHere, and NotFound for what is not of an account shown there."""
        wanted = NEEDS.get(type(action))
        if wanted is None:
            raise NotShownHere("that is never shown in a chat")
        named = getattr(action, "account_id", 0)
        found = await self.use_cases.chats.find_shown(place, wanted, named)
        if isinstance(action, actions.OpenHome):
            speech = Speech(found[0].grant.language, found[0].zone)
            return chat_screens.home(found, place, speech)
        for shown in found:
            # An id says nothing of whose it is: the first account that has it shows it.
            try:
                screen = await self._screen(action, shown)
            except NotFound:
                continue
            return chat_screens.narrowed(screen, shown, place)
        raise NotFound("not of an account that is shown there")

    async def _screen(self, action: Action, shown: ShownAccount) -> Screen:
        owner, only = shown.grant.telegram_user_id, shown.account.id
        speech = Speech(shown.grant.language, shown.zone)
        ask = self.use_cases
        match action:
            case actions.OpenOverview(days, chart) | actions.SwitchOverview(_, days, chart):
                result = await ask.show_overview(owner, days, only=only)
                return overview.screen(result, speech, chart)
            case actions.OpenMediaList(kind, page) | actions.OpenChatMedia(_, kind, page):
                listed = await ask.list_media(owner, kind, page, only)
                return media_list.screen(listed, speech)
            case actions.OpenMedia(media_id):
                card = await ask.show_media(owner, media_id, only=only)
                return media_card.screen(card, speech)
            case actions.OpenAlbum(media_id, position):
                leafed = await ask.show_album(owner, media_id, position, only)
                return album.screen(leafed, speech)
            case _:
                return await self._stories(action, owner, only, speech)

    async def _stories(self, action: Action, owner: int, only: int, speech: Speech) -> Screen:
        ask = self.use_cases
        match action:
            case actions.OpenLiveStories() | actions.OpenChatLive():
                return live_stories.screen(await ask.show_live_stories(owner, only), speech)
            case actions.OpenStoryArchive(page) | actions.OpenChatStories(_, page):
                return story_archive.screen(await ask.list_stories(owner, page, only), speech)
            case actions.OpenSequence(sequence_id):
                return sequence.screen(await ask.show_sequence(owner, sequence_id, only), speech)
            case actions.OpenSequencePictures(sequence_id):
                card = await ask.show_sequence(owner, sequence_id, only)
                return sequence_pictures.screen(card, speech)
            case actions.OpenStory(story_id):
                return story_card.screen(await ask.show_story(owner, story_id, only), speech)
            case actions.OpenStoryCurve(story_id):
                return story_card.curve(await ask.show_story(owner, story_id, only), speech)
            case _:
                raise NotShownHere("that is never shown in a chat")
