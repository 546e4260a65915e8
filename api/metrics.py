"""What Prometheus may scrape: requests counted and timed by route, in a registry of our own."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UNMATCHED = "unmatched"  # one label for every address that no route answers, so that guesses make no new series
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The series of one service. Other doors may add theirs to `registry`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("rafilm_http_requests", "HTTP requests.", ("method", "route", "status"), registry=self.registry)
        self.seconds = Histogram(
            "rafilm_http_request_seconds", "Time to the end of the response.", ("method", "route"), buckets=BUCKETS, registry=self.registry
        )


class MeasureRequests:
    """ASGI middleware that counts into `app.state.doors.metrics`; made before the lifespan wires them, it asks at each request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and counts it when it is over."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, started = 500, time.perf_counter()  # an exception that nobody answered becomes a 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            metrics: Metrics = scope["app"].state.doors.metrics
            method = scope["method"] if scope["method"] in METHODS else "OTHER"
            route = getattr(scope.get("route"), "path", UNMATCHED)
            metrics.requests.labels(method, route, str(status)).inc()
            metrics.seconds.labels(method, route).observe(time.perf_counter() - started)
