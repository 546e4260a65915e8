"""`/healthz`, `/readyz`, `/metrics`: for those who run the service. None of them asks who is asking."""

from __future__ import annotations

import asyncio
from typing import Literal

import structlog
from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from api import problems
from api.access import ReadyCheck, TheDoors
from errors import RafilmError

CHECK_SECONDS = 5.0

router = APIRouter(tags=["running it"])
log = structlog.get_logger(__name__)


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Check(BaseModel):
    """How one dependency is, in its own words."""

    state: Literal["ok", "failed"]
    detail: str


class Readiness(BaseModel):
    """Whether requests can be served, and each dependency's state."""

    status: Literal["ready"]
    checks: dict[str, Check]


@router.get("/healthz")
async def alive() -> Alive:
    """Liveness: nothing is asked of any dependency."""
    return Alive()


@router.get("/readyz", response_model=Readiness)
async def ready(doors: TheDoors) -> Readiness | Response:
    """Readiness. With a dependency down: 503, a problem with the same `checks`."""
    states = await asyncio.gather(*(_state(name, check) for name, check in doors.ready.items()))
    checks = dict(zip(doors.ready, states, strict=True))
    down = [name for name, check in checks.items() if check.state == "failed"]
    if not down:
        return Readiness(status="ready", checks=checks)
    told = problems.problem(503, f"Not ready: {', '.join(down)}.", "unavailable")
    return problems.response(told, checks={name: check.model_dump() for name, check in checks.items()})


@router.get("/metrics", response_class=Response, responses={200: {"content": {CONTENT_TYPE_LATEST: {}}}})
async def metrics(doors: TheDoors) -> Response:
    """Prometheus text format."""
    return Response(generate_latest(doors.metrics.registry), media_type=CONTENT_TYPE_LATEST)


async def _state(name: str, check: ReadyCheck) -> Check:
    try:
        return Check(state="ok", detail=await asyncio.wait_for(check(), CHECK_SECONDS))
    except RafilmError as error:
        return Check(state="failed", detail=error.message)
    except TimeoutError:
        return Check(state="failed", detail=f"no answer in {CHECK_SECONDS:g} s")
    except Exception as error:  # a check may fail in any way, and readiness must still answer
        log.error("readiness check failed", check=name, exc_info=error)
        return Check(state="failed", detail="does not answer")
