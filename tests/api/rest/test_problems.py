"""Every error, on every route, in one shape."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.access import Doors
from api.rest import routers
from errors import ModelTimeout
from tests.api.rest.conftest import create_test_app

SHAPE = {"type", "title", "status", "detail", "code"}
API_ROUTES = [route for router in routers() for route in router.routes if isinstance(route, APIRoute)]
ROUTES = [(method, route.path) for route in API_ROUTES for method in sorted(route.methods or ())]
ADDRESSES = [(method, re.sub(r"\{\w+\}", "none", path)) for method, path in ROUTES]
PRIVATE = [(method, path) for method, path in ADDRESSES if path.startswith("/v1/me")]
WITH_BODY = [(method, re.sub(r"\{\w+\}", "none", route.path)) for route in API_ROUTES if route.body_field for method in route.methods or ()]


def is_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body.keys() - {"errors", "checks"} == SHAPE
    assert (body["status"], body["type"]) == (status, "about:blank")
    assert body["title"]
    assert body["detail"]
    assert re.fullmatch(r"[a-z_]+", body["code"])
    for error in body.get("errors", []):
        assert error.keys() == {"field", "message"}
    return body


def test_there_are_routes_to_test() -> None:
    assert len(PRIVATE) == 20
    assert len(WITH_BODY) == 7
    assert {path for _, path in ROUTES} >= {"/healthz", "/readyz", "/metrics", "/v1/guest", "/v1/titles", "/v1/me"}


async def test_without_a_token_nothing_private_answers(anyone: httpx.AsyncClient) -> None:
    for method, path in PRIVATE:
        is_problem(await anyone.request(method, path, json={}), 401)


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[]", b"null", b'{"nothing": "known"}', b"[" * 20_000, b'{"\\ud800": "\\ud800"}', b""])
async def test_a_body_that_is_none_is_refused(me: httpx.AsyncClient, body: bytes) -> None:
    for method, path in WITH_BODY:
        answer = await me.request(method, path, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 422)
        assert is_problem(answer, answer.status_code)["code"] == "bad_input"


async def test_a_body_of_another_type_is_refused(me: httpx.AsyncClient) -> None:
    for method, path in WITH_BODY:
        problem = is_problem(await me.request(method, path, content=b'{"rating": 5}', headers={"Content-Type": "text/plain"}), 422)
        assert problem["errors"] == [{"field": "body", "message": "must be a JSON object, sent as application/json"}]


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_too_big_is_refused(me: httpx.AsyncClient, declared: bool) -> None:
    big = b'{"review": "' + b"x" * 70_000 + b'"}'

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(big), 10_000):
            yield big[start : start + 10_000]

    for method, path in WITH_BODY:
        answer = await me.request(method, path, content=big if declared else pieces(), headers={"Content-Type": "application/json"})
        assert is_problem(answer, 413)["code"] == "too_large"


async def test_many_wrong_fields_get_a_short_answer(me: httpx.AsyncClient) -> None:
    answer = await me.post("/v1/me/diary", json={f"{number}{'x' * 500}": 1 for number in range(100)})
    assert len(is_problem(answer, 422)["errors"]) == 20
    assert len(answer.content) < 6_000


async def test_no_such_address(anyone: httpx.AsyncClient) -> None:
    assert is_problem(await anyone.get("/v1/nothing"), 404)["code"] == "not_found"


async def test_no_such_method(anyone: httpx.AsyncClient) -> None:
    for _, path in ADDRESSES:
        answer = await anyone.request("BREW", path)
        assert is_problem(answer, 405)["code"] == "method_not_allowed"
        assert answer.headers["allow"]


async def test_what_nobody_foresaw_tells_nothing_of_the_inside(wired: Doors) -> None:
    app: FastAPI = create_test_app(wired)

    @app.get("/falls")
    async def falls() -> None:
        raise ValueError("password hunter2")

    @app.get("/waits")
    async def waits() -> None:
        raise ModelTimeout("The model took too long.")

    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://rafilm.test") as client:
        answer = await client.get("/falls")
        assert is_problem(answer, 500)["code"] == "internal"
        assert "hunter2" not in answer.text
        assert is_problem(await client.get("/waits"), 503)["code"] == "model_timeout"
        assert 'route="/falls",status="500"} 1.0' in (await client.get("/metrics")).text


async def test_the_documentation_says_so(app: FastAPI, anyone: httpx.AsyncClient) -> None:
    schema = (await anyone.get("/openapi.json")).json()
    documented = {(method.upper(), path) for path, operations in schema["paths"].items() for method in operations}
    assert documented == set(ROUTES)
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            assert operation["responses"]["default"]["content"] == {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }, path
            assert "422" not in operation["responses"]
            assert operation["summary"]
    references = set(re.findall(r"#/components/schemas/([\w-]+)", str(schema)))
    assert references <= schema["components"]["schemas"].keys()
    assert "HTTPValidationError" not in schema["components"]["schemas"]
    assert schema["paths"]["/v1/me/diary"]["get"]["security"] == [{"HTTPBearer": []}]
