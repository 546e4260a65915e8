"""How log lines look: one event a line, with its facts as fields."""

from __future__ import annotations

import logging

import structlog

from settings import Settings


def configure_logs(settings: Settings) -> None:
    """Sets structlog up for this process: readable lines or JSON, nothing below the level asked for."""
    json = settings.log_format == "json"
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer()] if json else [structlog.dev.ConsoleRenderer()]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[settings.log_level]),
        logger_factory=structlog.PrintLoggerFactory(),
    )
