"""How well and how fast the embedded model understands: `python -m benchmarks.bench_understanding`.

Runs every utterance of the set through the whole agent, in a folder of its own, and prints accuracy by intent,
milliseconds of one model call and of a whole turn, and the time to make the model.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from langchain_core.messages import HumanMessage, SystemMessage
from rich.console import Console
from rich.table import Table

from agent.embedded.model import EmbeddedChatModel
from catalog.seed import load_titles
from domain import Title
from evals.rooms import open_house
from evals.utterances import Outcome, read, run
from tools import TOOLS
from vectorstore.onnx_embedder import OnnxEmbedder

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
PROMPT = SystemMessage("Today is 2026-11-21 (Saturday), time zone Europe/Paris.")


def percentiles(milliseconds: Sequence[float]) -> str:
    """As "p50 / p95" of a sample."""
    cuts = quantiles(milliseconds, n=20)
    return f"{cuts[9]:.1f} / {cuts[18]:.1f}"


def first_calls(model: EmbeddedChatModel, texts: Sequence[str]) -> list[float]:
    """Milliseconds of the first model call on each text, nothing remembered of it."""
    bound = model.bind_tools(TOOLS)
    out = []
    for text in texts:
        started = perf_counter()
        bound.invoke([PROMPT, HumanMessage(text)])
        out.append((perf_counter() - started) * 1000)
    return out


async def outcomes(model: EmbeddedChatModel, titles: Sequence[Title]) -> list[Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_house(Path(folder), titles, model, NOW) as house:
            return [await run(utterance, house, titles) for utterance in read()]


def accuracy(told: Sequence[Outcome]) -> Table:
    """Right and all, by intent and by part of the set."""
    table = Table("intent", "right", "of", title="Utterances")
    by_intent: dict[str, list[bool]] = defaultdict(list)
    for outcome in told:
        by_intent[outcome.utterance.intent].append(outcome.right)
        by_intent[f"= {outcome.utterance.part}"].append(outcome.right)
    for intent in sorted(by_intent):
        table.add_row(intent, str(sum(by_intent[intent])), str(len(by_intent[intent])))
    return table


def main() -> None:
    console = Console()
    titles, embedder = load_titles(), OnnxEmbedder()
    started = perf_counter()
    model = EmbeddedChatModel.create(titles, embedder.embed, lambda: NOW)
    made = perf_counter() - started
    first_calls(model, ["hello", "watched Heat last tuesday"])  # dateparser loads its languages once
    texts = [one.say for one in read()]
    calls = first_calls(model, texts)
    told = asyncio.run(outcomes(model, titles))
    console.print(accuracy(told))
    wrong = Counter(outcome.utterance.intent for outcome in told if not outcome.right)
    for outcome in told:
        if not outcome.right:
            console.print(f"wrong: {outcome.utterance.say!r} -> {outcome.calls}")
    times = Table("what", "p50 / p95 ms", title="Speed")
    times.add_row(f"first model call of a turn, {len(calls)} texts", percentiles(calls))
    times.add_row("whole turn, memory on", percentiles([outcome.seconds * 1000 for outcome in told]))
    console.print(times)
    console.print(f"model made in {made:.2f} s · {sum(o.right for o in told)} of {len(told)} right · {sum(wrong.values())} wrong")


if __name__ == "__main__":
    main()
