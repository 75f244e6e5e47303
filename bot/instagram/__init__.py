"""The Instagram Platform client: the only room that talks to Instagram."""

from bot.instagram.client import InstagramClient
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.http import InstagramHttp
from bot.instagram.oauth import InstagramOAuthClient

__all__ = ["InstagramClient", "InstagramEndpoints", "InstagramHttp", "InstagramOAuthClient"]
