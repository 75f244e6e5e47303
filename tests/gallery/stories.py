"""Stories, their days and months."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.domain.story_coverage import Cause, Coverage, Why
from bot.domain.story_life import Look, PictureState, StorySequence
from bot.presenters import (
    live_stories,
    sequence,
    sequence_pictures,
    story_archive,
    story_card,
    story_month,
)
from bot.services.ports import StoryDay
from bot.services.results import (
    LiveStories,
    SequenceCard,
    StoryArchive,
    StoryCard,
    StoryMonth,
)
from tests.gallery.builders import (
    Make,
    a_sequence,
    an_account,
    lost_story,
    story,
)
from tests.gallery.states import State
from tests.unit.presenters import results
from tests.unit.presenters.results import NOW


def _story_card(
    state: State, sequence_: StorySequence, position: int, **changes: object
) -> StoryCard:
    card = StoryCard(
        an_account(state),
        sequence_.stories[position],
        sequence_,
        position,
        None,
        NOW,
        state.number(12_300),
        picture=PictureState.KEPT,
    )
    return replace(card, **changes)  # type: ignore[arg-type]  # real fields


def _month(state: State) -> StoryMonth:
    first = NOW.date().replace(day=1)
    days = [StoryDay(day, first.replace(day=day), day % 5 + 1) for day in range(1, 22, 2)]
    before = first - timedelta(days=30)
    return StoryMonth(
        an_account(state),
        month=first,
        days=days if state.media else [],
        older=before if state.media else None,
        newer=None,
        asked=None,
        now=NOW,
    )


def stories_of(state: State) -> Mapping[str, Make]:
    ended = a_sequence(state)
    alive = [story(state, slide, ended=False) for slide in (1, 2)] if state.media else []
    hidden = results.story(9, NOW - timedelta(minutes=40), Look(NOW, None))
    young = StorySequence(6, 1, hidden.posted_at.date(), [hidden])
    with_lost = StorySequence(
        7, 1, ended.local_date, [*ended.stories[:3], lost_story(), ended.stories[4]]
    )
    lost_why = Why(Cause.NO_ANSWER, NOW - timedelta(hours=12), NOW - timedelta(hours=2))
    kept = {story.id: PictureState.KEPT for story in ended.stories}
    card = SequenceCard(
        *(an_account(state), ended, state.share(0.78), NOW, state.share(0.81)), pictures=kept
    )
    return {
        "live stories": lambda speech: live_stories.screen(
            LiveStories(*(an_account(state), alive, {1: NOW + timedelta(minutes=50)}, NOW, (2,))),
            speech,
        ),
        "story archive": lambda speech: story_archive.screen(
            StoryArchive(
                an_account(state),
                [ended, with_lost] if state.media else [],
                0,
                3 if state.media else 1,
                NOW,
                [Coverage(ended.local_date.replace(day=1), 96, 2, 3, 1, 4, [])]
                if state.media
                else [],
            ),
            speech,
        ),
        "story month": lambda speech: story_month.screen(_month(state), speech),
        "a page of a story month": lambda speech: story_month.screen(_month(state), speech, 1),
        "unreadable day": lambda speech: story_month.unreadable("32.13", NOW.date(), speech),
        "sequence": lambda speech: sequence.screen(card, speech),
        "sequence with a lost slide": lambda speech: sequence.screen(
            replace(card, sequence=with_lost, whys={4: lost_why}), speech
        ),
        "sequence pictures": lambda speech: sequence_pictures.screen(card, speech),
        "story card": lambda speech: story_card.screen(_story_card(state, ended, 1), speech),
        "life curve": lambda speech: story_card.curve(_story_card(state, ended, 1), speech),
        "hidden story": lambda speech: story_card.screen(
            _story_card(state, young, 0, next_look_at=NOW + timedelta(minutes=20)), speech
        ),
        "lost story": lambda speech: story_card.screen(
            _story_card(state, with_lost, 3, why=lost_why, picture=None), speech
        ),
    }
