"""What a deployment may choose: read once from RAFILM_* variables at the start, passed down, never global."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """One field a setting; the description is what `docs/settings.md` shows."""

    model_config = SettingsConfigDict(env_prefix="RAFILM_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65_535, description="Port to listen on; 0 takes a free one.")
    home: Path = Field(Path(".rafilm"), description="Folder for all that is kept: databases, vectors, the signing key.")
    model: Literal["embedded"] = Field("embedded", description="The chat model. `embedded` needs no network.")
    embedder: str = Field(
        "onnx",
        description="What embeds plots and queries: `onnx` (all-MiniLM-L6-v2, int8), or `sentence-transformers:NAME_OR_PATH`"
        " with the extra of that name installed.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least severe log line that is written.")
    log_format: Literal["console", "json"] = Field("console", description="How log lines look.")
    guest_days: int = Field(30, ge=1, le=3650, description="Days a guest token is good for.")
    run_keep_minutes: int = Field(60, ge=15, le=10_080, description="Minutes a finished run can still be attached to.")
    confirm_minutes: int = Field(10, ge=1, le=1_440, description="Minutes a question for a yes stays open.")
    turn_seconds: int = Field(120, ge=5, le=3_600, description="Seconds a turn may take before it ends with `model_timeout`.")
    connections_per_user: int = Field(8, ge=1, le=1_000, description="WebSockets one user may hold open (beyond: closed with 4429).")
    frames_per_minute: int = Field(120, ge=1, le=100_000, description="Client frames a socket may send a minute (beyond: 4429).")
    guests_per_minute: int = Field(60, ge=1, le=100_000, description="New guests a minute from one address (beyond: HTTP 429).")
    send_seconds: float = Field(10, gt=0, le=600, description="Seconds a reader may stall before it is closed with 4408.")


class SettingsError(Exception):
    """A setting has a wrong value; the message is one line that names it."""


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment, `overrides` first. Raises SettingsError naming the first wrong one."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "RAFILM_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}={first['input']!r} will not do: {first['msg']}. See docs/settings.md.") from None
