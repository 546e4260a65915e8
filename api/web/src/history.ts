/** A thread's past as turns, read back by REST. */
import type { Rest } from "./rest";
import { newTurn, put, withActivity, type Turn } from "./thread";
import type { HistoryMessage, HistoryPage, Interrupt } from "./wire";

/** The whole thread, and the questions that are still open at its end. */
export async function readPast(rest: Rest, threadId: string): Promise<Turn[]> {
  let messages: HistoryMessage[] = [];
  let questions: Interrupt[] = [];
  let cursor: string | null = null;
  do {
    const at: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: HistoryPage = await rest.get<HistoryPage>(`/v1/threads/${threadId}/messages?limit=100${at}`);
    if (cursor === null) questions = page.interrupts ?? [];
    messages = [...page.items, ...messages];
    cursor = page.nextCursor;
  } while (cursor !== null);
  return fromHistory(messages, questions);
}

/** Past turns from a thread's messages, oldest first; open questions belong to the last. */
export function fromHistory(messages: HistoryMessage[], questions: Interrupt[] = []): Turn[] {
  const turns = new Map<string, Turn>();
  for (const message of messages) {
    const runId = message.runId ?? message.id;
    let turn = turns.get(runId) ?? { ...newTurn(runId, ""), status: "done" as const };
    if (message.role === "user") {
      turn = { ...turn, prompt: message.content };
    } else {
      if (message.content) turn = { ...turn, texts: put(turn.texts, { id: message.id, text: message.content }) };
      for (const activity of message.activities ?? []) turn = { ...turn, ...withActivity(turn, activity) };
    }
    turns.set(runId, turn);
  }
  const past = [...turns.values()];
  return past.map((turn, i) => (i === past.length - 1 ? { ...turn, questions } : turn));
}

/** The past with an unfinished run in its place at the end, where its replay will tell it from its start. */
export function withPending(past: Turn[], pending: Turn): Turn[] {
  const before = past.filter((turn) => turn.runId !== pending.runId);
  const asker = before.at(-1);
  if (!pending.resume || !asker) return [...before, pending];
  // history tells an answered question and what followed as one turn; the replay tells what followed
  const answer = pending.resume[0]?.payload.approved ? "yes" : "no";
  return [...before.slice(0, -1), { ...asker, texts: [], titles: [], changes: [], questions: [], answer }, pending];
}
