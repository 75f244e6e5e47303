"""Farolero: Instagram insights in Telegram."""
