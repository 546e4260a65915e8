"""Every HTTP error in one shape: RFC 9457 `application/problem+json`, whatever raised it.

`title` is the status in words (the type is `about:blank`), `detail` is fit to show a person, `code`
is for programs, and `errors` names each field that was wrong. Nothing of the inside is told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from pydantic import BaseModel, JsonValue
from starlette.exceptions import HTTPException

from api.limits import RateLimited
from api.wrong_fields import FieldError, wrong_fields
from errors import RafilmError, Unauthenticated

MEDIA_TYPE = "application/problem+json"
CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}
UNEXPECTED = "Something went wrong here. It has been noted; please try again."

log = structlog.get_logger(__name__)


class Problem(BaseModel):
    """The body of every error."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError] | None = None


def install(app: FastAPI) -> None:
    """Makes `app` answer every error as a problem, and say so in its OpenAPI."""
    for kind in (RafilmError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, answer)
    _document(app)


async def answer(request: Request, error: Exception) -> JSONResponse:
    """The response to `error`; what is our fault is logged."""
    problem = problem_of(request, error)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        unforeseen = not isinstance(error, RafilmError)
        log.error("request failed", method=request.method, path=request.url.path, code=problem.code, exc_info=error if unforeseen else None)
    return response(problem, headers=_headers(error))


def response(problem: Problem, *, headers: Mapping[str, str] | None = None, **more: JsonValue) -> JSONResponse:
    """A problem as a response; `more` are extension members."""
    return JSONResponse(problem.model_dump(exclude_none=True) | more, problem.status, headers=headers, media_type=MEDIA_TYPE)


def problem(status: int, detail: str, code: str, errors: list[FieldError] | None = None) -> Problem:
    """A problem titled by its status."""
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, code=code, errors=errors)


def problem_of(request: Request, error: Exception) -> Problem:
    """What may be told of `error`."""
    match error:
        case RafilmError():
            return problem(error.status, error.message, error.code)
        case RequestValidationError():
            wrong = wrong_fields(error.errors())
            return problem(422, "; ".join(f"{one.field}: {one.message}" for one in wrong), "bad_input", wrong)
        case HTTPException(status_code=404):
            return problem(404, "There is nothing at this address.", CODES[404])
        case HTTPException(status_code=405):
            return problem(405, f"This address does not answer {request.method}.", CODES[405])
        case HTTPException():
            return problem(error.status_code, str(error.detail), CODES.get(error.status_code, "bad_input"))
        case _:
            return problem(500, UNEXPECTED, "internal")


def _headers(error: Exception) -> Mapping[str, str] | None:
    match error:
        case RateLimited():
            return {"Retry-After": str(math.ceil(error.retry_after))}
        case Unauthenticated():
            return {"WWW-Authenticate": "Bearer"}
        case HTTPException():
            return error.headers
    return None


def _document(app: FastAPI) -> None:
    """Gives every operation the problem as its default response, in place of FastAPI's own 422."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            components = schema.setdefault("components", {}).setdefault("schemas", {})
            for name in ("HTTPValidationError", "ValidationError"):
                components.pop(name, None)
            components["FieldError"] = FieldError.model_json_schema()
            components["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            components["Problem"].pop("$defs")
            content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
            for operations in schema.get("paths", {}).values():
                for operation in operations.values():
                    operation["responses"].pop("422", None)
                    operation["responses"]["default"] = {"description": "A problem (RFC 9457).", "content": content}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
