"""Loopback stand-ins for Telegram and Instagram; an outside check, not a mirror."""
