"""The Instagram Platform with Instagram Login."""
