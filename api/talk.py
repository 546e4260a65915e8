"""What the doors of conversation share: the turns and the threads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from agent.threads import Threads
from agent.turns import Turns


@dataclass(frozen=True)
class Talk:
    """Wired once, at `app.state.talk`."""

    turns: Turns
    threads: Threads


async def talk(connection: HTTPConnection) -> Talk:
    """What the lifespan wired."""
    wired: Talk = connection.app.state.talk
    return wired


TheTalk = Annotated[Talk, Depends(talk)]
