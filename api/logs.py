"""How log lines look: one event a line, with its facts as fields."""

from __future__ import annotations

import logging
import sys
from typing import TextIO

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import Processor

from settings import Settings


def configure_logs(settings: Settings, file: TextIO | None = None) -> None:
    """Sets structlog up for this process: readable lines or JSON to `file` (standard error), nothing below the level asked for.

    Traces show no local variables: those hold what people say, and would fill the log.
    """
    last: list[Processor]
    if settings.log_format == "json":
        last = [structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)), structlog.processors.JSONRenderer()]
    else:
        last = [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[settings.log_level]),
        logger_factory=structlog.PrintLoggerFactory(file or sys.stderr),
    )
