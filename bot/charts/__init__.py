"""Chart specifications drawn as PNG."""
