"""Telegram, both directions."""
