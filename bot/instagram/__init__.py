"""The Instagram Platform client."""
