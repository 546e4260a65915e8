/** The conversation behind the element: what is shown, and everything a person can do to it. */
import { Store, uuid } from "./browser";
import { readPast, withPending } from "./history";
import { Life } from "./life";
import { FRAME_TOO_BIG, Link, type LinkState } from "./link";
import { HttpError, Rest, Session } from "./rest";
import { Runs } from "./runs";
import { isOver, newTurn, order, reduce, spoken, type Turn } from "./thread";
import type { JournalChange, ServerFrame } from "./wire";

export interface Toast {
  message: string;
  change: JournalChange | null;
}

const REFRESH_PAUSE_MS = 150;
const TOAST_MS = 9_000;

export class Chat {
  turns: Turn[] = [];
  link: LinkState = "connecting";
  restoring = false;
  stopping = false;
  /** For screen readers: what the last turn said. */
  said = "";
  toast: Toast | null = null;
  readonly life: Life;
  private threadId: string;
  private pastMissing = false;
  private readonly store: Store;
  private readonly rest: Rest;
  private readonly socket: Link;
  private readonly runs: Runs;
  private refreshing: ReturnType<typeof setTimeout> | undefined;
  private fading: ReturnType<typeof setTimeout> | undefined;

  constructor(
    base: string,
    private readonly changed: () => void,
  ) {
    this.store = new Store("rafilm.");
    const session = new Session(base, this.store, () => this.startedOver());
    this.rest = new Rest(base, session);
    this.life = new Life(this.rest, changed);
    this.socket = new Link(base, session, { onState: (state, code) => this.linked(state, code), onFrame: (frame) => this.receive(frame) });
    this.runs = new Runs(this.store, (frame) => this.socket.send(frame));
    this.threadId = this.store.get<string>("thread") ?? uuid();
  }

  async start(): Promise<void> {
    void this.life.refresh();
    if (this.store.get("thread") !== null) await this.restore(this.threadId);
    this.socket.start();
  }

  stop(): void {
    this.socket.stop();
    clearTimeout(this.refreshing);
    clearTimeout(this.fading);
  }

  reconnect(): void {
    this.socket.reconnect();
  }

  get last(): Turn | undefined {
    return this.turns.at(-1);
  }

  get busy(): boolean {
    return this.last !== undefined && !isOver(this.last);
  }

  /** Sends a message; false when one cannot be sent now. */
  say(text: string): boolean {
    const prompt = text.trim();
    if (!prompt || this.busy || this.restoring) return false;
    this.settle("passed");
    this.run(newTurn(uuid(), prompt));
    return true;
  }

  answer(approved: boolean): void {
    const questions = this.last?.questions ?? [];
    if (!questions.length || this.busy) return;
    this.settle(approved ? "yes" : "no");
    this.run(newTurn(uuid(), "", questions.map(({ id }) => ({ interruptId: id, status: "resolved", payload: { approved } }))));
  }

  /** Asks the same again, in place of the turn that failed. */
  retry(turn: Turn): void {
    if (this.busy) return;
    this.turns = this.turns.filter((other) => other !== turn);
    this.run(newTurn(uuid(), turn.prompt, turn.resume));
  }

  cancel(): void {
    if (!this.busy || this.stopping) return;
    this.stopping = true;
    this.runs.cancel(this.threadId, this.last!.runId);
    this.changed();
  }

  newChat(): void {
    if (this.busy) this.runs.cancel(this.threadId, this.last!.runId);
    this.empty();
    this.changed();
  }

  async undo(changeId: string): Promise<void> {
    await this.attempt(async () => {
      await this.life.undo(changeId);
      if (this.toast?.change?.changeId === changeId) this.tell("Undone.");
      this.said = "Undone.";
    });
  }

  /** Runs a quick action of a card or the panel and says what it did. */
  async act(write: (life: Life) => Promise<JournalChange | null>): Promise<void> {
    await this.attempt(async () => {
      const change = await write(this.life);
      if (change) this.tell(change.summary, change);
    });
  }

  dismiss(): void {
    this.toast = null;
    this.changed();
  }

  private tell(message: string, change: JournalChange | null = null): void {
    this.toast = { message, change };
    clearTimeout(this.fading);
    this.fading = setTimeout(() => this.dismiss(), TOAST_MS);
  }

  private async attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.tell(error instanceof HttpError ? error.message : "That did not go through. Check the connection and try again.");
    }
    this.changed();
  }

  private run(turn: Turn): void {
    this.store.set("thread", this.threadId);
    this.stopping = false;
    this.toast = null;
    this.turns = [...this.turns, turn];
    this.runs.start(this.threadId, turn);
    this.changed();
  }

  private settle(answer: Turn["answer"]): void {
    if (this.last?.questions.length && !this.last.answer) this.replace({ ...this.last, answer });
  }

  private replace(turn: Turn): void {
    this.turns = this.turns.map((other) => (other.runId === turn.runId ? turn : other));
  }

  private linked(state: LinkState, code?: number): void {
    this.link = state;
    if (code === FRAME_TOO_BIG && this.busy) this.fail("message_too_long", "That message is too long to send.");
    else if (state === "open") void this.opened();
    this.changed();
  }

  private async opened(): Promise<void> {
    if (this.life.failed) void this.life.refresh();
    if (this.pastMissing) await this.restore(this.threadId);
    if (this.busy) this.runs.takeUp(this.threadId, this.last!);
  }

  private receive(frame: ServerFrame): void {
    const turn = this.last;
    if (!turn || isOver(turn)) return;
    if (frame.type === "CUSTOM") {
      if (frame.name === "rafilm.frame_error") this.refused(frame.value.code, frame.value.message);
      return;
    }
    if (frame.metadata?.runId !== turn.runId) return;
    const place = order(turn, frame);
    if (place === "gap") this.runs.takeUp(this.threadId, turn);
    if (place !== "next") return;
    const after = reduce(turn, frame);
    this.replace(after);
    if (frame.type === "ACTIVITY_SNAPSHOT" && frame.activityType === "CHANGE") this.refreshSoon();
    if (isOver(after)) this.over(after);
    this.changed();
  }

  private over(turn: Turn): void {
    this.stopping = false;
    this.said = spoken(turn);
    this.runs.forget();
  }

  /** A frame error has no run id: it answers what we last sent. */
  private refused(code: string, message: string): void {
    if (code === "run_expired" || code === "not_found") void this.lookBack(this.last!);
    else this.fail(code, message);
  }

  /** The run's events are gone, or it never arrived: the thread's past tells which. */
  private async lookBack(turn: Turn): Promise<void> {
    this.runs.forget();
    await this.restore(this.threadId);
    if (this.turns.some((other) => other.runId === turn.runId && isOver(other))) return;
    this.turns = [...this.turns.filter((other) => other.runId !== turn.runId), turn];
    this.fail("not_found", "This message did not reach Rafilm.");
  }

  private fail(code: string, message: string): void {
    const turn: Turn = { ...this.last!, status: "failed", tools: {}, error: { code, message } };
    this.replace(turn);
    this.over(turn);
    this.changed();
  }

  /** The thread's past by REST; a run that was under way waits as its last turn for the socket. */
  private async restore(threadId: string): Promise<void> {
    this.restoring = true;
    this.pastMissing = false;
    try {
      const past = await readPast(this.rest, threadId);
      if (threadId !== this.threadId) return;
      const pending = this.runs.remembered(threadId);
      this.turns = pending ? withPending(past, pending) : past;
    } catch (error) {
      if (threadId !== this.threadId) return;
      const pending = this.runs.remembered(threadId);
      if (pending) this.turns = [pending];
      this.pastMissing = !(error instanceof HttpError && error.status === 404);
      if (this.pastMissing) this.tell("Earlier messages could not be loaded yet.");
    } finally {
      this.restoring = false;
      this.changed();
    }
  }

  private refreshSoon(): void {
    clearTimeout(this.refreshing);
    this.refreshing = setTimeout(() => void this.life.refresh(), REFRESH_PAUSE_MS);
  }

  private empty(): void {
    this.threadId = uuid();
    this.store.remove("thread");
    this.runs.forget();
    Object.assign(this, { turns: [], stopping: false, restoring: false, pastMissing: false, said: "", toast: null });
  }

  /** The guest of this browser expired: what it kept is another user's now. */
  private startedOver(): void {
    this.empty();
    this.life.clear();
    this.tell("Your guest session had ended, so this is a fresh start.");
    void this.life.refresh();
    this.changed();
  }
}
