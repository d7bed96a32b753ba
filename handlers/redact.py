"""Keeps tokens out of logs that libraries write: Telegram's is part of every address that is called."""

from __future__ import annotations

import logging
from collections.abc import Sequence


class Redaction(logging.Filter):
    """Replaces a secret in whatever the given loggers say, while it is on."""

    def __init__(self, secret: str, loggers: Sequence[str]) -> None:
        super().__init__()
        self._secret = secret
        self._loggers = [logging.getLogger(name) for name in loggers]

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without the secret."""
        words = record.getMessage()
        if self._secret and self._secret in words:
            record.msg, record.args = words.replace(self._secret, "[token]"), ()
        return True

    def on(self) -> None:
        """Begin. A filter on a logger does not reach those below it, so each is named."""
        for logger in self._loggers:
            logger.addFilter(self)

    def off(self) -> None:
        """End."""
        for logger in self._loggers:
            logger.removeFilter(self)
