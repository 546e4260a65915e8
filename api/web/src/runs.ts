/** The one run under way, over a socket that may drop: sent, attached again after a cut, remembered over a reload. */
import { uuid, whereAndHow, type Store } from "./browser";
import { newTurn, type Turn } from "./thread";
import type { ClientFrame, Resume, RunInput } from "./wire";

/** What a reload needs to take up an unfinished run again. */
export interface Pending {
  threadId: string;
  runId: string;
  prompt: string;
  resume?: Resume[];
}

export class Runs {
  private input: RunInput | null = null;
  private cancelling = false;

  constructor(
    private readonly store: Store,
    private readonly send: (frame: ClientFrame) => boolean,
  ) {}

  /** The remembered run of a thread, as a turn that waits for its events. */
  remembered(threadId: string): Turn | null {
    const pending = this.store.get<Pending>("pending");
    return pending?.threadId === threadId ? newTurn(pending.runId, pending.prompt, pending.resume) : null;
  }

  start(threadId: string, turn: Turn): void {
    const content = turn.prompt;
    this.input = {
      threadId,
      runId: turn.runId,
      messages: turn.resume ? [] : [{ id: uuid(), role: "user", content }],
      tools: [],
      context: [],
      state: {},
      forwardedProps: whereAndHow(),
      ...(turn.resume ? { resume: turn.resume } : {}),
    };
    this.cancelling = false;
    const pending: Pending = { threadId, runId: turn.runId, prompt: turn.prompt, resume: turn.resume };
    this.store.set("pending", pending);
    this.send({ type: "RUN", input: this.input });
  }

  /** After the socket opened, or after a gap: the run again if it may never have arrived (a repeat is harmless), else the rest of it. */
  takeUp(threadId: string, turn: Turn): void {
    const { runId, seq } = turn;
    if (seq === 0 && this.input?.runId === runId) this.send({ type: "RUN", input: this.input });
    else this.send({ type: "ATTACH", threadId, runId, afterSeq: seq });
    if (this.cancelling) this.send({ type: "CANCEL", threadId, runId });
  }

  cancel(threadId: string, runId: string): void {
    this.cancelling = true;
    this.send({ type: "CANCEL", threadId, runId });
  }

  forget(): void {
    this.input = null;
    this.cancelling = false;
    this.store.remove("pending");
  }
}
