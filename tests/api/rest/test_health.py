"""What those who run the service may ask."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import httpx

from errors import Unavailable

OpenDoor = Callable[..., Awaitable[httpx.AsyncClient]]


async def fine() -> str:
    return "two rows"


async def down() -> str:
    raise Unavailable("TMDb does not answer")


async def broken() -> str:
    raise ValueError("secret-host:5432 refused password hunter2")


async def test_alive(anyone: httpx.AsyncClient) -> None:
    answer = await anyone.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_ready_with_each_dependencys_state(open_door: OpenDoor) -> None:
    door = await open_door(ready={"library": fine, "vectors": fine})
    answer = await door.get("/readyz")
    assert answer.status_code == 200
    state = {"state": "ok", "detail": "two rows"}
    assert answer.json() == {"status": "ready", "checks": {"library": state, "vectors": state}}


async def test_not_ready_says_what_is_down_and_tells_no_secret(open_door: OpenDoor) -> None:
    door = await open_door(ready={"library": fine, "catalog": down, "vectors": broken})
    answer = await door.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "Not ready: catalog, vectors."
    assert answer.json()["checks"] == {
        "library": {"state": "ok", "detail": "two rows"},
        "catalog": {"state": "failed", "detail": "TMDb does not answer"},
        "vectors": {"state": "failed", "detail": "does not answer"},
    }
    assert "hunter2" not in answer.text


async def test_checks_run_side_by_side(open_door: OpenDoor) -> None:
    met = asyncio.Barrier(2)

    async def waits_for_the_other() -> str:
        await met.wait()
        return "met"

    door = await open_door(ready={"one": waits_for_the_other, "two": waits_for_the_other})
    assert (await door.get("/readyz")).status_code == 200


async def test_requests_are_counted_by_route_not_by_address(anyone: httpx.AsyncClient) -> None:
    for path in ("/v1/titles/movie-348", "/v1/titles/movie-0", "/v1/titles/movie-949", "/wp-admin", "/.env"):
        await anyone.get(path)
    await anyone.request("BREW", "/coffee")
    scraped = await anyone.get("/metrics")
    assert scraped.headers["content-type"].startswith("text/plain; version=")
    counted = {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in scraped.text.splitlines() if line.startswith("rafilm_")}

    def requests(method: str, route: str, status: int) -> float:
        return counted[f'rafilm_http_requests_total{{method="{method}",route="{route}",status="{status}"}}']

    assert requests("GET", "/v1/titles/{titleId}", 200) == 2
    assert requests("GET", "/v1/titles/{titleId}", 404) == 1
    assert requests("GET", "unmatched", 404) == 2
    assert requests("OTHER", "unmatched", 404) == 1
    assert counted['rafilm_http_request_seconds_count{method="GET",route="/v1/titles/{titleId}"}'] == 3
    assert "movie-348" not in scraped.text
