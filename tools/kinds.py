"""How a tool is declared: what it returns to model and client, and whether it only reads.

Every tool returns `(content, artifact)`: `content` is what the model reads (JSON text, snake_case),
`artifact` is what clients show (wire form). LangChain keeps both on the ToolMessage, so a resumed
run can tell again what was shown and changed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any

from langchain.tools import BaseTool, tool

Answer = tuple[str, dict[str, Any]]


class Access(StrEnum):
    """What a tool may do to a person's data. Policy, MCP hints and evals read it."""

    READ = "read"
    WRITE = "write"
    DESTROY = "destroy"  # a write that can lose what a person made: `agent.policy` decides when to ask


def a_tool(access: Access) -> Callable[[Callable[..., Awaitable[Answer]]], BaseTool]:
    """Declares a coroutine as a tool; its docstring is the description that the model reads."""

    def declare(function: Callable[..., Awaitable[Answer]]) -> BaseTool:
        made: BaseTool = tool(response_format="content_and_artifact", parse_docstring=True)(function)
        made.metadata = {"access": access.value}
        return made

    return declare


def access_of(made: BaseTool) -> Access:
    """The access that `a_tool` declared."""
    return Access((made.metadata or {})["access"])
