/** Small things that browsers do unevenly: UUIDs outside HTTPS, storage that may be refused, the user's day and zone. */

/** A random UUID (v4); `crypto.randomUUID` exists only in secure contexts. */
export function uuid(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The user's calendar day as YYYY-MM-DD. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function whereAndHow(): { timezone: string; locale: string } {
  return { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC", locale: navigator.language || "en" };
}

/** JSON values in localStorage under a prefix; where storage is refused they last as long as the page. */
export class Store {
  private readonly memory = new Map<string, string>();

  constructor(private readonly prefix: string) {}

  get<T>(key: string): T | null {
    let text: string | null;
    try {
      text = localStorage.getItem(this.prefix + key);
    } catch {
      text = this.memory.get(key) ?? null;
    }
    if (text === null) return null;
    try {
      return JSON.parse(text) as T;
    } catch {
      return null;
    }
  }

  set(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(this.prefix + key, text);
    } catch {
      this.memory.set(key, text);
    }
  }

  remove(key: string): void {
    this.memory.delete(key);
    try {
      localStorage.removeItem(this.prefix + key);
    } catch {
      // nothing was kept there
    }
  }
}
