"""What a turn was asked: the person's message or an answer to a question, and where the person is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True)
class Answer:
    """An answer to one question; `approved` is None where the answer was not understood, which never approves."""

    interrupt_id: str
    approved: bool | None


@dataclass(frozen=True)
class Asked:
    """Enough to play the turn, also after a restart. Either `text` or `answers` is given."""

    text: str = ""
    answers: tuple[Answer, ...] = ()
    timezone: str = "UTC"
    locale: str = "en"
    region: str | None = None

    @property
    def title(self) -> str:
        """A name for the thread that this message would start."""
        words = " ".join(self.text.split())
        return words if len(words) <= 60 else words[:59].rsplit(" ", 1)[0] + "…"

    def find_zone(self) -> ZoneInfo:
        """The person's time zone, UTC where the client named none that exists. Blocking: it may be read from disk."""
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown; no name at all; the name of a folder
            return ZoneInfo("UTC")

    def to_json(self) -> dict[str, Any]:
        """The form that the run's row keeps."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Asked:
        """The inverse of `to_json`."""
        return cls(**{**kept, "answers": tuple(Answer(**one) for one in kept.get("answers", ()))})
