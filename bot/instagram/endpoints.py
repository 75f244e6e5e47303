"""Where Instagram is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class InstagramEndpoints:
    """Base addresses without a trailing slash; the defaults are Meta's own.

    Only Graph reads carry a version; the login addresses have none.
    """

    authorize_url: str = "https://www.instagram.com/oauth/authorize"
    api: str = "https://api.instagram.com"
    graph: str = "https://graph.instagram.com"
    version: str = "v26.0"

    @classmethod
    def at(cls, base: str) -> "InstagramEndpoints":
        """Everything behind one address, as the sandbox serves it: ``http://host/instagram``."""
        return cls(f"{base}/oauth/authorize", base, base)

    @property
    def exchange_code(self) -> str:
        return f"{self.api}/oauth/access_token"

    @property
    def long_lived_token(self) -> str:
        return f"{self.graph}/access_token"

    @property
    def refresh(self) -> str:
        return f"{self.graph}/refresh_access_token"

    def read(self, *path: str) -> str:
        """A node or an edge of the versioned graph."""
        return "/".join((self.graph, self.version, *path))
