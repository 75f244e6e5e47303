"""Business Login for Instagram: from the consent page to a token that lives 60 days."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.domain.errors import InstagramRefused
from bot.domain.secret import Secret
from bot.instagram import parsing
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.http import Call, InstagramHttp
from bot.metrics.counted import TOKEN_REFRESHES
from bot.services.ports import LongLivedToken, ShortLivedToken


@dataclass(frozen=True)
class InstagramOAuthClient:
    """Implements the port InstagramOAuth.

    ``app_id`` and ``app_secret`` are the Instagram pair of the Meta app, not its main pair.
    No PKCE: Meta drops the challenge and then refuses the exchange that carries the verifier.
    """

    http: InstagramHttp
    endpoints: InstagramEndpoints
    app_id: str
    app_secret: Secret
    redirect_uri: str
    scopes: Sequence[str]
    force_reauth: bool = False
    """Whoever links logs in again, also where the browser is signed in to Instagram."""

    def authorize_url(self, state: str) -> str:
        query = urlencode(
            {
                "client_id": self.app_id,
                "redirect_uri": self.redirect_uri,
                "response_type": "code",
                "scope": ",".join(self.scopes),
                "state": state,
                **({"force_reauth": "true"} if self.force_reauth else {}),
            }
        )
        return f"{self.endpoints.authorize_url}?{query}"

    async def exchange_code(self, code: Secret) -> ShortLivedToken:
        """``app_scoped_id`` is empty where Instagram left it out."""
        call = Call(
            "POST /oauth/access_token",
            self.endpoints.exchange_code,
            {
                "client_id": self.app_id,
                "client_secret": self.app_secret,
                "grant_type": "authorization_code",
                "redirect_uri": self.redirect_uri,
                # Copied from an address bar, a code ends with the fragment of Meta's redirect.
                "code": Secret(code.reveal().removesuffix("#_")),
            },
            method="POST",
        )
        return await self.http.ask(call, parsing.short_lived_token)

    async def long_lived_token(self, short_lived: Secret) -> LongLivedToken:
        call = Call(
            "GET /access_token",
            self.endpoints.long_lived_token,
            {
                "grant_type": "ig_exchange_token",
                "client_secret": self.app_secret,
                "access_token": short_lived,
            },
        )
        return await self.http.ask(call, parsing.long_lived_token)

    async def refresh(self, long_lived: Secret) -> LongLivedToken:
        """Meta: only for a token that is at least 24 hours old and has not expired."""
        call = Call(
            "GET /refresh_access_token",
            self.endpoints.refresh,
            {"grant_type": "ig_refresh_token", "access_token": long_lived},
        )
        try:
            renewed = await self.http.ask(call, parsing.long_lived_token)
        except InstagramRefused as refused:
            TOKEN_REFRESHES.labels(refused.refusal.value).inc()
            raise
        TOKEN_REFRESHES.labels("ok").inc()
        return renewed
