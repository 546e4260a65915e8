/** Who we are (a guest token kept in the browser) and authorised JSON requests. */
import { uuid, type Store } from "./browser";

interface Guest {
  token: string;
  userId: string;
  expiresAt: string;
}

/** An answer other than 2xx; `message` is fit to show a person. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export class Session {
  private asking: Promise<string> | null = null;

  /** `onFresh` is told when an expired guest was replaced: a new guest is a new user. */
  constructor(
    private readonly base: string,
    private readonly store: Store,
    private readonly onFresh: () => void,
  ) {}

  async token(): Promise<string> {
    const guest = this.store.get<Guest>("guest");
    if (guest && Date.parse(guest.expiresAt) > Date.now()) return guest.token;
    return this.ask(guest !== null);
  }

  /** Replaces `refused`, unless another request already did. */
  async renew(refused: string): Promise<string> {
    const guest = this.store.get<Guest>("guest");
    if (guest && guest.token !== refused) return guest.token;
    return this.ask(true);
  }

  private ask(replaces: boolean): Promise<string> {
    this.asking ??= this.newGuest(replaces).finally(() => (this.asking = null));
    return this.asking;
  }

  private async newGuest(replaces: boolean): Promise<string> {
    const response = await fetch(`${this.base}/v1/guest`, { method: "POST" });
    if (!response.ok) throw await problem(response);
    const guest = (await response.json()) as Guest;
    this.store.set("guest", guest);
    if (replaces) this.onFresh();
    return guest.token;
  }
}

export class Rest {
  constructor(
    private readonly base: string,
    private readonly session: Session,
  ) {}

  async get<T>(path: string): Promise<T> {
    return (await (await this.request("GET", path)).json()) as T;
  }

  /** A write; resolves to the id of its change in the journal, null where nothing changed. */
  async write(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<string | null> {
    const key = uuid(); // makes a repeat harmless
    const send = () => this.request(method, path, body, key);
    const response = await send().catch((error: unknown) => {
      if (error instanceof HttpError) throw error;
      return send(); // the line broke, perhaps after the write
    });
    return response.headers.get("Rafilm-Change-Id");
  }

  private async request(method: string, path: string, body?: unknown, key?: string): Promise<Response> {
    const send = (token: string) => {
      const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
      if (body !== undefined) headers["Content-Type"] = "application/json";
      if (key) headers["Idempotency-Key"] = key;
      return fetch(this.base + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    };
    const token = await this.session.token();
    let response = await send(token);
    if (response.status === 401) response = await send(await this.session.renew(token));
    if (!response.ok) throw await problem(response);
    return response;
  }
}

async function problem(response: Response): Promise<HttpError> {
  let text = "";
  try {
    const body = (await response.json()) as { detail?: unknown; title?: unknown };
    text = [body.detail, body.title].find((part): part is string => typeof part === "string") ?? "";
  } catch {
    // not JSON: a proxy's page
  }
  return new HttpError(response.status, text || `The server answered ${response.status}.`);
}
