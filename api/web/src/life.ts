/** The user's film life beside the conversation: watchlist, diary, ratings; read by REST, changed by quick actions. */
import { today } from "./browser";
import type { Rest } from "./rest";
import type { DiaryEntry, JournalChange, Page, Rating, TitleCard, TitleRef } from "./wire";

export interface Marks {
  onWatchlist: boolean;
  watched: boolean;
  myRating: number | null;
}

export type Tab = "watchlist" | "diary";
const PATHS: Record<Tab, string> = { watchlist: "/v1/me/lists/watchlist", diary: "/v1/me/diary" };
const LIMIT = 50;

export class Life {
  watchlist: Page<TitleRef> | null = null;
  diary: Page<DiaryEntry> | null = null;
  /** The one that is shown: what the person chose, or what changed since. */
  tab: Tab = "watchlist";
  private ratings: Page<Rating> | null = null;
  private journal: JournalChange[] = [];
  private readonly undone = new Set<string>();
  private readonly undoing = new Set<string>();
  private asked = 0;
  /** What a quick action just did, shown before the server has answered. */
  private readonly hopes = new Map<string, Partial<Marks>>();
  failed = false;
  /** Grows with every change, so that a view can tell whether it is out of date. */
  version = 0;

  constructor(
    private readonly rest: Rest,
    private readonly tell: () => void,
  ) {}

  private changed(): void {
    this.version++;
    this.tell();
  }

  async refresh(): Promise<void> {
    const ticket = ++this.asked;
    try {
      const [watchlist, diary, ratings, journal] = await Promise.all([
        this.rest.get<Page<TitleRef>>(`${PATHS.watchlist}?limit=${LIMIT}`),
        this.rest.get<Page<DiaryEntry>>(`${PATHS.diary}?limit=${LIMIT}`),
        this.rest.get<Page<Rating>>(`/v1/me/ratings?limit=${LIMIT}`),
        this.rest.get<Page<JournalChange>>(`/v1/me/changes?limit=${LIMIT}`),
      ]);
      if (ticket !== this.asked) return; // a later one is under way
      this.follow({ watchlist, diary });
      Object.assign(this, { watchlist, diary, ratings, journal: journal.items, failed: false });
      for (const change of journal.items) if (change.undone) this.undone.add(change.changeId);
      this.hopes.clear();
    } catch {
      if (ticket !== this.asked) return;
      this.failed = true;
    }
    this.changed();
  }

  show(tab: Tab): void {
    this.tab = tab;
    this.changed();
  }

  /** Turns to the tab that a change is seen in, unless it is seen in both. */
  private follow(fresh: Record<Tab, Page<TitleRef>>): void {
    const first = (page: Page<TitleRef>) => JSON.stringify(page.items.slice(0, LIMIT));
    const touched = (Object.keys(fresh) as Tab[]).filter((tab) => this[tab] && first(this[tab]) !== first(fresh[tab]));
    if (touched.length === 1) this.tab = touched[0]!;
  }

  clear(): void {
    Object.assign(this, { watchlist: null, diary: null, ratings: null, journal: [] });
    this.hopes.clear();
    this.undone.clear();
  }

  async more(tab: Tab): Promise<void> {
    const page = this[tab];
    if (!page?.nextCursor) return;
    const query = `?limit=${LIMIT}&cursor=${encodeURIComponent(page.nextCursor)}`;
    const next = await this.rest.get<Page<never>>(PATHS[tab] + query);
    Object.assign(this, { [tab]: { ...next, items: [...page.items, ...next.items] } });
    this.changed();
  }

  undoState(changeId: string): "undone" | "undoing" | "standing" {
    if (this.undone.has(changeId)) return "undone";
    return this.undoing.has(changeId) ? "undoing" : "standing";
  }

  /** What is known of a card's title now: a page read to its end knows better than the card's snapshot. */
  marks(card: TitleCard): Marks {
    const has = (page: Page<TitleRef> | null, snapshot: boolean) =>
      page?.items.some((item) => item.titleId === card.titleId) || (page === null || page.nextCursor !== null ? snapshot : false);
    const rating = this.ratings?.items.find((item) => item.titleId === card.titleId)?.rating;
    const noRating = this.ratings === null || this.ratings.nextCursor !== null ? card.myRating : null;
    return {
      onWatchlist: has(this.watchlist, card.onWatchlist),
      watched: has(this.diary, card.watched),
      myRating: rating ?? noRating,
      ...this.hopes.get(card.titleId),
    };
  }

  setOnWatchlist(titleId: string, on: boolean): Promise<JournalChange | null> {
    const path = `/v1/me/lists/watchlist/items/${encodeURIComponent(titleId)}`;
    return this.write(titleId, { onWatchlist: on }, () => this.rest.write(on ? "PUT" : "DELETE", path));
  }

  logWatch(titleId: string): Promise<JournalChange | null> {
    return this.write(titleId, { watched: true }, () => this.rest.write("POST", "/v1/me/diary", { titleId, watchedOn: today() }));
  }

  rate(titleId: string, rating: number | null): Promise<JournalChange | null> {
    const path = `/v1/me/ratings/${encodeURIComponent(titleId)}`;
    const send = () => (rating === null ? this.rest.write("DELETE", path) : this.rest.write("PUT", path, { rating }));
    return this.write(titleId, { myRating: rating }, send);
  }

  async undo(changeId: string): Promise<void> {
    this.undoing.add(changeId);
    this.changed();
    try {
      await this.rest.write("POST", `/v1/me/changes/${encodeURIComponent(changeId)}/undo`);
      this.undone.add(changeId);
    } finally {
      this.undoing.delete(changeId);
      this.changed();
    }
    await this.refresh();
  }

  /** Shows the hope at once, writes, and returns the journal's entry of it. A refused write throws, and the hope goes. */
  private async write(titleId: string, hope: Partial<Marks>, send: () => Promise<string | null>): Promise<JournalChange | null> {
    this.hopes.set(titleId, { ...this.hopes.get(titleId), ...hope });
    this.changed();
    let changeId: string | null;
    try {
      changeId = await send();
    } catch (error) {
      this.hopes.delete(titleId);
      this.changed();
      throw error;
    }
    await this.refresh();
    return this.journal.find((change) => change.changeId === changeId) ?? null;
  }
}
