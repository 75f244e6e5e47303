"""The Instagram Platform with Instagram Login."""

from bot.sandbox.instagram.platform import Instagram
from bot.sandbox.instagram.switches import FAULTS

__all__ = ["FAULTS", "Instagram"]
