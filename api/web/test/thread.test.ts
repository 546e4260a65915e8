import { describe, expect, it } from "vitest";
import { fromHistory, withPending } from "../src/history";
import { isOver, newTurn, order, reduce, spoken, type Turn } from "../src/thread";
import type { HistoryMessage, RunEvent } from "../src/wire";

const card = { titleId: "movie-949", title: "Heat" } as never;

function played(...bodies: object[]): Turn {
  return bodies.reduce<Turn>(
    (turn, body, i) => reduce(turn, { ...body, metadata: { seq: i + 1, runId: "run" } } as RunEvent),
    newTurn("run", "hello"),
  );
}

const started = { type: "RUN_STARTED" };
const text = (delta: string) => ({ type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta });

describe("reduce", () => {
  it("gathers text by message and counts seq", () => {
    const turn = played(started, { type: "TEXT_MESSAGE_START", messageId: "m" }, text("Good "), text("evening"));
    expect(turn.texts).toEqual([{ id: "m", text: "Good evening" }]);
    expect([turn.seq, turn.status]).toEqual([4, "running"]);
  });

  it("shows a tool while it works", () => {
    const call = { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "recommend" };
    expect(played(started, call).tools).toEqual({ c: "recommend" });
    expect(played(started, call, { type: "TOOL_CALL_RESULT", toolCallId: "c" }).tools).toEqual({});
  });

  it("replaces an activity of the same message id", () => {
    const titles = (heading: string) => ({ type: "ACTIVITY_SNAPSHOT", messageId: "t", activityType: "TITLES", content: { heading, items: [card] } });
    expect(played(started, titles("First"), titles("Second")).titles.map((part) => part.content.heading)).toEqual(["Second"]);
  });

  it("leaves an activity that it does not know", () => {
    const turn = played(started, { type: "ACTIVITY_SNAPSHOT", messageId: "p", activityType: "PLAN", content: {} });
    expect([turn.titles, turn.changes]).toEqual([[], []]);
  });

  it("ends by success, by a question, by a stop, by an error", () => {
    const end = (outcome?: object) => played(started, { type: "RUN_FINISHED", outcome });
    expect(end().status).toBe("done");
    expect(end({ type: "cancelled" }).status).toBe("cancelled");
    expect(end({ type: "interrupt", interrupts: [{ id: "i", reason: "confirm" }] }).questions[0]?.id).toBe("i");
    const failed = played(started, { type: "RUN_ERROR", code: "model_timeout", message: "Too slow." });
    expect([failed.status, failed.error]).toEqual(["failed", { code: "model_timeout", message: "Too slow." }]);
    expect([end(), failed].every(isOver)).toBe(true);
  });
});

it("tells a repeat and a gap from the next event", () => {
  const turn = played(started, text("a"));
  const at = (seq: number) => order(turn, { ...started, metadata: { seq, runId: "run" } } as RunEvent);
  expect([at(2), at(3), at(4)]).toEqual(["seen", "next", "gap"]);
});

it("makes turns of a thread's messages, a resumed one without a prompt", () => {
  const change = { changeId: "c", summary: "Cleared", kind: "list", titleIds: [], undoable: true };
  const message = (runId: string, role: string, content: string, activities?: object[]) => ({ id: role + runId, role, content, runId, activities });
  const turns = fromHistory([
    message("1", "user", "clear it"),
    message("1", "assistant", ""),
    message("2", "assistant", "Done.", [{ messageId: "x", activityType: "CHANGE", content: change }]),
  ] as HistoryMessage[]);
  expect(turns.map((turn) => [turn.prompt, turn.texts.map((part) => part.text), turn.changes.length, turn.status])).toEqual([
    ["clear it", [], 0, "done"],
    ["", ["Done."], 1, "done"],
  ]);
});

it("puts an unfinished run at the end, told once", () => {
  const past = fromHistory(
    [
      { id: "a", role: "user", content: "clear it", runId: "1" },
      { id: "b", role: "assistant", content: "Cleared.", runId: "1" },
    ],
    [{ id: "i", reason: "confirm" }],
  );
  expect(past[0]!.questions).toHaveLength(1);
  expect(withPending(past, newTurn("1", "clear it"))).toEqual([newTurn("1", "clear it")]);
  const resume = newTurn("2", "", [{ interruptId: "i", status: "resolved", payload: { approved: true } }]);
  expect(withPending(past, resume)).toEqual([{ ...past[0], texts: [], questions: [], answer: "yes" }, resume]);
});

it("says a finished turn in one breath", () => {
  const turn = played(started, text("**Heat** it is."), { type: "ACTIVITY_SNAPSHOT", messageId: "t", activityType: "TITLES", content: { heading: "Found", items: [card] } });
  expect(spoken(turn)).toBe("Heat it is. Found: Heat.");
});
