"""One event a line on standard error: fixed words plus fields; coloured for a person, logfmt for a machine."""

from __future__ import annotations

import logging
import sys

import structlog


def set_up(level: str) -> None:
    """Send structlog's and the libraries' records to standard error, from this level up.

    Args:
        level: debug, info, warning or error. Libraries speak from warning up: httpx and python-telegram-bot log
            addresses at info, and a Telegram address holds the token.
    """
    terminal = sys.stderr.isatty()
    plain = structlog.dev.plain_traceback  # the pretty one prints local variables, tokens among them
    console = structlog.dev.ConsoleRenderer(exception_formatter=plain)
    render = console if terminal else structlog.processors.LogfmtRenderer(bool_as_flag=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S" if terminal else "iso", utc=not terminal),
            structlog.processors.format_exc_info if not terminal else _as_is,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True
    )


def _as_is(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return event
