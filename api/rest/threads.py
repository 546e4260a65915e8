"""`/v1/threads`: the person's conversations."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from agent.conversations import Thread
from api.access import TheDoors, User
