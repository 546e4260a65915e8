"""The agent: LangChain's `create_agent` over our tools, with its own middleware and our policy."""

from __future__ import annotations

from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import ModelCallLimitMiddleware, ModelRequest, dynamic_prompt
from langchain_core.language_models import BaseChatModel
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph.state import CompiledStateGraph

import prompts
from agent.policy import ToldErrors, WholeHistory, confirmation
from tools import TOOLS, Deps

MODEL_CALLS_A_TURN = 12

Graph = CompiledStateGraph[Any, Deps, Any, Any]


def build_agent(model: BaseChatModel, checkpointer: BaseCheckpointSaver[Any]) -> Graph:
    """The graph of one turn: model, tools, model … until it answers. Middleware runs outermost first. Blocking: reads the prompt."""
    prompts.read("system")
    return create_agent(
        model,
        tools=list(TOOLS),
        middleware=[
            WholeHistory(),
            system_prompt,
            ModelCallLimitMiddleware(run_limit=MODEL_CALLS_A_TURN, exit_behavior="error"),
            confirmation(),
            ToldErrors(),
        ],
        context_schema=Deps,
        checkpointer=checkpointer,
    )


@dynamic_prompt
def system_prompt(request: ModelRequest[Deps]) -> str:
    """The system prompt with the person's day: the only thing in it that changes."""
    deps = request.runtime.context
    today = deps.today
    return prompts.load("system", today=today.isoformat(), weekday=f"{today:%A}", timezone=deps.timezone.key).text
