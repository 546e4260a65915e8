/** The WebSocket, kept open: it signs in, reconnects with a growing pause, and says how it is. */
import { HttpError, type Session } from "./rest";
import type { ClientFrame, ServerFrame } from "./wire";

export type LinkState = "connecting" | "open" | "lost" | "refused";

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 15_000;
const STEADY_MS = 3_000;
const TOKEN_REFUSED = 4401;
const TOO_MANY = 4429;
export const FRAME_TOO_BIG = 1009;

interface Listener {
  onState(state: LinkState, closeCode?: number): void;
  onFrame(frame: ServerFrame): void;
}

export class Link {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private running = false;

  constructor(
    private readonly base: string,
    private readonly session: Session,
    private readonly listener: Listener,
  ) {}

  start(): void {
    this.running = true;
    addEventListener("online", this.reconnect);
    addEventListener("offline", this.drop);
    void this.connect();
  }

  stop(): void {
    this.running = false;
    removeEventListener("online", this.reconnect);
    removeEventListener("offline", this.drop);
    clearTimeout(this.timer);
    this.forget();
  }

  /** Sends if the socket is open; whoever needs an answer sends again when the state becomes "open". */
  send(frame: ClientFrame): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  readonly reconnect = (): void => {
    clearTimeout(this.timer);
    this.forget();
    void this.connect();
  };

  private readonly drop = (): void => {
    this.forget();
    this.again();
  };

  private forget(): void {
    const old = this.socket;
    this.socket = null;
    old?.close();
  }

  private async connect(): Promise<void> {
    if (!this.running || this.socket) return;
    let token: string;
    try {
      token = await this.session.token();
    } catch (error) {
      const off = error instanceof HttpError && [401, 403, 404].includes(error.status);
      if (off) this.listener.onState("refused");
      else this.again();
      return;
    }
    if (!this.running || this.socket) return;
    this.open(token);
  }

  private open(token: string): void {
    const url = new URL(`${this.base}/v1/ws`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url, ["rafilm.v1", `bearer.${token}`]);
    this.socket = socket;
    let openedAt = Infinity;
    socket.onopen = () => {
      openedAt = Date.now();
      if (this.socket === socket) this.listener.onState("open");
    };
    socket.onmessage = (message: MessageEvent<string>) => {
      if (this.socket === socket) this.listener.onFrame(JSON.parse(message.data) as ServerFrame);
    };
    socket.onclose = (event) => {
      if (this.socket !== socket) return;
      // opening alone proves little: a refused token is closed just after it
      if (Date.now() - openedAt > STEADY_MS) this.failures = 0;
      this.closed(event.code, token);
    };
  }

  private closed(code: number, token: string): void {
    this.socket = null;
    if (code === TOO_MANY) this.failures += 3;
    if (code !== TOKEN_REFUSED) return this.again(code);
    this.session.renew(token).then(
      () => this.again(code),
      () => this.again(code),
    );
  }

  private again(code?: number): void {
    if (!this.running) return;
    this.listener.onState("lost", code);
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures++);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), pause * (0.75 + Math.random() / 2));
  }
}
