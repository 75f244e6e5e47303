"""What a position of a switch means to the bot: the words in which the table is written."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.errors import Refusal
from bot.domain.story_life import StoryState
from tests.services.switched.life import ASPECTS, LINKED, Life, Published, Sight

EVERYTHING = frozenset(ASPECTS)
SCREENS = ("overview", "post", "reel", "album")
"""They say when what they show is not of now."""


def all_screens(refusal: Refusal) -> Mapping[str, Refusal]:
    return dict.fromkeys(SCREENS, refusal)


@dataclass(frozen=True)
class Position:
    """A switch in one position, and what the person and the operator notice while it is on.

    What is not named here is as in any life: the link is made and stays, every number is the
    sandbox's own, the story is captured, the token is renewed, nobody is told of anything.
    """

    switch: str
    params: Mapping[str, Any] = field(default_factory=dict)
    once_linked: bool = False
    """It comes on after a first hour with everything read: it would stop the linking itself, or
    what is known already is the point."""

    link: str = LINKED
    """How the way back to Telegram ends."""
    told: Collection[str] = ()
    """Kinds of the messages that are sent until it is off again."""
    is_broken: bool = False
    """The link needs to be made anew."""

    unknown: Collection[str] = ()
    """Aspects (``story``) or numbers (``story.replies``) that are "—"."""
    last_known: Collection[str] = ()
    """Aspects that stay what they were when it came on."""
    given: Mapping[str, Any] = field(default_factory=dict)
    """Numbers that Instagram gives otherwise: the value, or what becomes of the true one."""
    marks: Mapping[str, Refusal] = field(default_factory=dict)
    """Screens that say why they are not of now."""
    story: StoryState = StoryState.FINAL
    is_renewed: bool = True

    truth_is_switched: bool = False
    """The numbers are those that Instagram gives with the switch on."""
    beside: Sequence[tuple[str, Mapping[str, Any]]] = ()
    """What else is on with it: alone it would change nothing, or would be a life of its own."""
    also: Callable[[Life, Published], Awaitable[None]] | None = None
    """What else is seen three hours after it came on."""
    seconds_of_patience: float | None = None
    account: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        values = [f"{name}={value}" for name, value in self.params.items() if value != ""]
        return "-".join([self.switch, *values, *(["once_linked"] if self.once_linked else [])])

    def expected(self, truth: Sight, earlier: Sight) -> Sight:
        """What the bot shows where Instagram, without the switch, says ``truth``."""
        return {
            aspect: {name: self._expected(aspect, name, truth, earlier) for name in ASPECTS[aspect]}
            for aspect in truth
        }

    def _expected(self, aspect: str, name: str, truth: Sight, earlier: Sight) -> Any:
        whole = f"{aspect}.{name}"
        if aspect in self.unknown or whole in self.unknown:
            return None
        if whole in self.given:
            given = self.given[whole]
            return given(truth[aspect][name]) if callable(given) else given
        if aspect in self.last_known or whole in self.last_known:
            return earlier[aspect][name]
        return truth[aspect][name]
