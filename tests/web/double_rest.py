"""The double's REST routes: a guest's film life and the past of a thread."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response

from . import scripts
from .scripts import FILMS, Life


def _mine(request: Request, authorization: Annotated[str, Header()]) -> Life:
    life: Life = request.app.state.service.life(authorization.removeprefix("Bearer "))
    return life


def _keyed(idempotency_key: Annotated[str, Header()]) -> None:
    """Refuses a write without an Idempotency-Key."""


Mine = Annotated[Life, Depends(_mine)]
router = APIRouter(prefix="/v1")
writes = APIRouter(dependencies=[Depends(_keyed)])


def page(items: list[Any]) -> dict[str, Any]:
    return {"items": items, "nextCursor": None}


@router.get("/threads/{thread_id}/messages")
async def messages(thread_id: str, request: Request, life: Mine) -> dict[str, Any]:
    runs = [run for run in request.app.state.service.runs.values() if run.thread_id == thread_id]
    if not runs:
        raise HTTPException(404, "There is no such conversation.")
    told: list[dict[str, Any]] = []
    for run in runs:
        said = run.messages()
        if run.prompt:
            told += said
        else:  # the run that followed an answer belongs to the turn that asked
            told[-1] |= {"content": told[-1]["content"] + said[0]["content"], "activities": told[-1]["activities"] + said[0]["activities"]}
    return {**page(told), "interrupts": runs[-1].questions}


@router.get("/me/lists/watchlist")
async def watchlist(life: Mine) -> dict[str, Any]:
    return page([scripts.ref(title_id) for title_id in life.watchlist])


@router.get("/me/diary")
async def diary(life: Mine) -> dict[str, Any]:
    return page(life.diary)


@router.get("/me/ratings")
async def ratings(life: Mine) -> dict[str, Any]:
    return page([{**scripts.ref(title_id), "rating": rating} for title_id, rating in life.ratings.items()])


@router.get("/me/changes")
async def changes(life: Mine) -> dict[str, Any]:
    return page(life.changes)


def told_of(response: Response, change: dict[str, Any]) -> None:
    response.headers["Rafilm-Change-Id"] = change["changeId"]


@writes.api_route("/me/lists/watchlist/items/{title_id}", methods=["PUT", "DELETE"])
async def on_watchlist(title_id: str, request: Request, response: Response, life: Mine) -> None:
    rest = [other for other in life.watchlist if other != title_id]
    new, how = ([title_id, *rest], "Added {} to") if request.method == "PUT" else (rest, "Removed {} from")
    told_of(response, life.write("list", how.format(FILMS[title_id][0]) + " your watchlist", [title_id], watchlist=new))


@writes.post("/me/diary")
async def log(body: dict[str, Any], response: Response, life: Mine) -> None:
    told_of(response, life.log(body["titleId"], body["watchedOn"]))


@writes.put("/me/ratings/{title_id}")
async def rate(title_id: str, body: dict[str, int], response: Response, life: Mine) -> None:
    new = {**life.ratings, title_id: body["rating"]}
    told_of(response, life.write("rating", f"Rated {FILMS[title_id][0]} {body['rating']}", [title_id], ratings=new))


@writes.post("/me/changes/{change_id}/undo")
async def undo(change_id: str, life: Mine) -> dict[str, Any]:
    if any(change["changeId"] == change_id and change["undone"] for change in life.changes):
        raise HTTPException(409, "That was undone already.")
    life.undo(change_id)
    return {}


router.include_router(writes)
