/** The user's watchlist and diary, beside the conversation or in a sheet over it. */
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Chat } from "../chat";
import type { Tab } from "../life";
import base from "../styles/base.css?inline";
import css from "../styles/panel.css?inline";
import type { DiaryEntry, TitleRef } from "../wire";
import { close } from "./icons";
import { thumbnail } from "./poster";
import { day, named } from "./words";

const TABS: Record<Tab, string> = { watchlist: "Watchlist", diary: "Diary" };
const EMPTY: Record<Tab, string> = {
  watchlist: "Nothing waiting yet. Say “add Heat to my watchlist”, or use the bookmark on any card.",
  diary: "No watches yet. Say “I saw Ronin last night, 8/10”, and it is written here.",
};

@customElement("rafilm-panel")
export class RafilmPanel extends LitElement {
  static override styles = [base, css].map(unsafeCSS);

  @property({ attribute: false }) chat!: Chat;
  @property({ attribute: false }) version = 0;

  override render(): TemplateResult {
    const { life } = this.chat;
    const tabs = Object.keys(TABS) as Tab[];
    return html`<div class="tabs" role="tablist" aria-label="Your films" @keydown=${this.onKey}>
        ${tabs.map(
          (tab) => html`<button
            role="tab"
            id=${tab}
            aria-selected=${tab === life.tab}
            aria-controls="list"
            tabindex=${tab === life.tab ? 0 : -1}
            @click=${() => life.show(tab)}
          >
            ${TABS[tab]}
          </button>`,
        )}
      </div>
      <div id="list" role="tabpanel" aria-labelledby=${life.tab} tabindex="0">${this.content()}</div>`;
  }

  private content(): TemplateResult {
    const { life } = this.chat;
    const { tab } = life;
    const page = life[tab];
    if (!page && life.failed) {
      return html`<div class="empty"><p>Your films could not be loaded.</p><button class="plain" @click=${() => life.refresh()}>Try again</button></div>`;
    }
    if (!page) return html`<p class="empty">Loading…</p>`;
    if (!page.items.length) return html`<p class="empty">${EMPTY[tab]}</p>`;
    const list = tab === "watchlist" ? this.watchlist(life.watchlist!.items) : this.diary(life.diary!.items);
    return html`${list}${page.nextCursor ? html`<button class="plain more" @click=${() => life.more(tab)}>Show more</button>` : nothing}`;
  }

  private watchlist(items: TitleRef[]): TemplateResult {
    return html`<ul>
      ${repeat(
        items,
        (item) => item.titleId,
        (item) => html`<li class="row">
          ${thumbnail(item)}
          <div class="what"><span class="title">${item.title}</span><span class="small">${item.year ?? ""}</span></div>
          <button
            class="remove"
            aria-label="Remove ${named(item)} from your watchlist"
            title="Remove"
            @click=${() => this.take(item.titleId)}
          >
            ${close}
          </button>
        </li>`,
      )}
    </ul>`;
  }

  private diary(items: DiaryEntry[]): TemplateResult {
    const months = new Map<string, DiaryEntry[]>();
    for (const entry of items) {
      const { month } = day(entry.watchedOn);
      months.set(month, [...(months.get(month) ?? []), entry]);
    }
    return html`${[...months].map(
      ([month, entries]) => html`<h2>${month}</h2>
        <ul>
          ${entries.map((entry) => this.entry(entry))}
        </ul>`,
    )}`;
  }

  private entry(entry: DiaryEntry): TemplateResult {
    const when = day(entry.watchedOn);
    return html`<li class="row">
      <time datetime=${entry.watchedOn} aria-label=${when.full}>${when.day}</time>
      <div class="what">
        <span class="title">${entry.title}</span>
        <span class="small">${[entry.year, entry.rewatch ? "rewatch" : null].filter(Boolean).join(" · ")}</span>
        ${entry.review ? html`<p class="review">${entry.containsSpoilers ? "Review hidden: it has spoilers." : entry.review}</p>` : nothing}
      </div>
      ${entry.rating ? html`<span class="score"><span aria-hidden="true">★ </span>${entry.rating}<span class="sr"> of 10</span></span>` : nothing}
    </li>`;
  }

  private take(titleId: string): void {
    void this.chat.act((life) => life.setOnWatchlist(titleId, false));
    this.renderRoot.querySelector<HTMLElement>("#list")?.focus();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const { life } = this.chat;
    life.show(life.tab === "watchlist" ? "diary" : "watchlist");
    this.renderRoot.querySelector<HTMLElement>(`#${life.tab}`)?.focus();
  };
}
