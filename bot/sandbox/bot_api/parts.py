"""The parts of the Telegram side that methods and control calls work on."""

from dataclasses import dataclass

from bot.sandbox.bot_api.events import Events
from bot.sandbox.bot_api.files import Files
from bot.sandbox.bot_api.profile import Profile
from bot.sandbox.bot_api.queries import Queries
from bot.sandbox.bot_api.updates import Updates
from bot.sandbox.bot_api.webhook import Webhook
from bot.sandbox.bot_api.world import World
from bot.sandbox.faults import Faults


@dataclass(frozen=True)
class Parts:
    world: World
    events: Events
    updates: Updates
    webhook: Webhook
    files: Files
    profile: Profile
    queries: Queries
    faults: Faults

    @property
    def strict_urls(self) -> bool:
        """Off by default: a local Bot API server takes plain HTTP and loopback, too."""
        return self.faults.find("telegram", "strict_urls") is not None
