/** A conversation as turns, and how each event changes the turn that it belongs to. Pure: no I/O, nothing mutated. */
import type { Activity, Change, Interrupt, Resume, RunEvent, Titles } from "./wire";

export type TurnStatus = "sending" | "running" | "done" | "cancelled" | "failed";

export interface Text {
  id: string;
  text: string;
}

/** One run: what was asked, and everything that came back. */
export interface Turn {
  runId: string;
  prompt: string;
  resume?: Resume[];
  status: TurnStatus;
  /** The last event's seq; 0 before the first. */
  seq: number;
  texts: Text[];
  titles: { id: string; content: Titles }[];
  changes: { id: string; content: Change }[];
  /** Names of the tools now at work, by call id. */
  tools: Record<string, string>;
  /** What waits for a yes; one answer settles them all. */
  questions: Interrupt[];
  /** How they were settled; null while they are open. */
  answer: "yes" | "no" | "passed" | null;
  error: { code: string; message: string } | null;
}

export function newTurn(runId: string, prompt: string, resume?: Resume[]): Turn {
  const empty = { texts: [], titles: [], changes: [], tools: {}, questions: [], answer: null, error: null };
  return { runId, prompt, resume, status: "sending", seq: 0, ...empty };
}

export const isOver = (turn: Turn): boolean => turn.status !== "sending" && turn.status !== "running";

/** Whether `event` was seen already, is the next one, or leaves a gap before it. */
export function order(turn: Turn, event: RunEvent): "seen" | "next" | "gap" {
  if (event.metadata.seq <= turn.seq) return "seen";
  return event.metadata.seq === turn.seq + 1 ? "next" : "gap";
}

/** The turn after `event`. */
export function reduce(turn: Turn, event: RunEvent): Turn {
  return { ...turn, status: turn.status === "sending" ? "running" : turn.status, ...changed(turn, event), seq: event.metadata.seq };
}

function changed(turn: Turn, event: RunEvent): Partial<Turn> {
  switch (event.type) {
    case "TEXT_MESSAGE_START":
      return { texts: put(turn.texts, { id: event.messageId, text: "" }), tools: {} };
    case "TEXT_MESSAGE_CONTENT": {
      const before = turn.texts.find((part) => part.id === event.messageId)?.text ?? "";
      return { texts: put(turn.texts, { id: event.messageId, text: before + event.delta }) };
    }
    case "TOOL_CALL_START":
      return { tools: { ...turn.tools, [event.toolCallId]: event.toolCallName } };
    case "TOOL_CALL_RESULT": {
      const { [event.toolCallId]: _done, ...still } = turn.tools;
      return { tools: still };
    }
    case "ACTIVITY_SNAPSHOT":
      return withActivity(turn, event);
    case "RUN_FINISHED":
      return finished(event.outcome);
    case "RUN_ERROR":
      return { status: "failed", tools: {}, error: { code: event.code ?? "internal", message: event.message } };
    default:
      return {};
  }
}

function finished(outcome: (RunEvent & { type: "RUN_FINISHED" })["outcome"]): Partial<Turn> {
  if (outcome?.type === "interrupt") return { status: "done", tools: {}, questions: outcome.interrupts };
  return { status: outcome?.type === "cancelled" ? "cancelled" : "done", tools: {} };
}

export function withActivity(turn: Turn, activity: Activity): Partial<Turn> {
  const id = activity.messageId;
  if (activity.activityType === "TITLES") return { titles: put(turn.titles, { id, content: activity.content }) };
  if (activity.activityType === "CHANGE") return { changes: put(turn.changes, { id, content: activity.content }) };
  return {}; // an activity of a later protocol: not ours to show
}

export function put<T extends { id: string }>(list: T[], item: T): T[] {
  return list.some((other) => other.id === item.id) ? list.map((other) => (other.id === item.id ? item : other)) : [...list, item];
}

/** What a screen reader is told once the turn is over. */
export function spoken(turn: Turn): string {
  if (turn.error) return turn.error.message;
  const shown = turn.titles.map(({ content }) => `${content.heading}: ${content.items.map((item) => item.title).join(", ")}.`);
  const done = turn.changes.map(({ content }) => content.summary);
  const words = turn.texts.map((part) => part.text.replace(/[*_`#]/g, ""));
  const stopped = turn.status === "cancelled" ? ["Stopped."] : [];
  return [...words, ...shown, ...done, ...turn.questions.map(({ message }) => message ?? ""), ...stopped].filter(Boolean).join(" ");
}
