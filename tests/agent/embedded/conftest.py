"""The embedded model over the shipped catalogue, made once; and whole houses to talk in."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from agent.embedded.model import EmbeddedChatModel
from agent.embedded.reading import Reader
from agent.embedded.words_file import load
from catalog.seed import load_titles
from domain import Title
from evals.rooms import House, open_house
from tools import TOOLS
from vectorstore.onnx_embedder import OnnxEmbedder

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)  # a Saturday
Answer = Callable[..., AIMessage]


@pytest.fixture(scope="session")
def titles() -> tuple[Title, ...]:
    return load_titles()


@pytest.fixture(scope="session")
def model(titles: tuple[Title, ...]) -> EmbeddedChatModel:
    return EmbeddedChatModel.create(titles, OnnxEmbedder().embed, lambda: NOW)


@pytest.fixture(scope="session")
def reader(titles: tuple[Title, ...]) -> Reader:
    return Reader(titles, load().words)


@pytest.fixture
async def house(tmp_path: Path, titles: tuple[Title, ...], model: EmbeddedChatModel) -> AsyncGenerator[House]:
    async with open_house(tmp_path, titles, model, NOW) as opened:
        yield opened


@pytest.fixture
def answer(model: EmbeddedChatModel) -> Answer:
    """What the model says to messages; a text is the person's, a date in the prompt is the person's today."""

    def ask(*messages: str | BaseMessage, today: str | None = "2026-11-21", tools: Sequence[object] = TOOLS) -> AIMessage:
        said = [HumanMessage(one) if isinstance(one, str) else one for one in messages]
        system = [SystemMessage(f"You are Rafilm.\n\nToday is {today} (Saturday), time zone Europe/Paris.")] if today else []
        found = model.bind_tools(tools).invoke([*system, *said])
        assert isinstance(found, AIMessage)
        return found

    return ask
