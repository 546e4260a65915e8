/** One title: its poster, its facts, why it is shown, and what one can do with it. */
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Chat } from "../chat";
import type { Marks } from "../life";
import base from "../styles/base.css?inline";
import css from "../styles/card.css?inline";
import posterCss from "../styles/poster.css?inline";
import type { TitleCard } from "../wire";
import { bookmark, close, eye, star } from "./icons";
import { poster } from "./poster";
import { named, runtime } from "./words";

const RATINGS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

@customElement("rafilm-card")
export class RafilmCard extends LitElement {
  static override styles = [base, posterCss, css].map(unsafeCSS);

  @property({ attribute: false }) card!: TitleCard;
  @property({ attribute: false }) chat!: Chat;
  /** Of `chat.life`: a new one means that marks may have changed. */
  @property({ attribute: false }) version = 0;
  /** Shown alone, with room for its overview. */
  @property({ type: Boolean, reflect: true }) hero = false;
  @state() private rating = false;

  override render(): TemplateResult {
    const card = this.card;
    const marks = this.chat.life.marks(card);
    const facts = [card.year, card.runtime ? runtime(card.runtime) : null].filter(Boolean).join(" · ");
    return html`<article aria-labelledby="title">
      ${poster(card)}
      <div class="body">
        <h3 id="title">${card.title}</h3>
        <p class="facts">
          ${facts}${card.voteAverage ? html`${facts ? " · " : ""}<span class="vote" title="Public rating">★ ${card.voteAverage.toFixed(1)}</span>` : nothing}
        </p>
        <p class="genres">${card.genres.slice(0, 3).join(", ")}</p>
        ${this.hero && card.overview ? html`<p class="overview">${card.overview}</p>` : nothing}
        ${card.reason ? html`<p class="reason">${card.reason}</p>` : nothing}
        ${this.actions(marks)}
      </div>
      ${this.rating ? this.rater(marks) : nothing}
    </article>`;
  }

  private actions({ onWatchlist, watched, myRating }: Marks): TemplateResult {
    const { titleId } = this.card;
    const name = named(this.card);
    const list = onWatchlist ? `On your watchlist. Remove ${name}` : `Add ${name} to your watchlist`;
    const watch = watched ? `Watched. Log another watch of ${name}` : `Mark ${name} as watched today`;
    const rate = myRating ? `Your rating of ${name}: ${myRating} of 10. Change it` : `Rate ${name}`;
    return html`<div class="actions">
      <button class=${onWatchlist ? "on" : ""} aria-label=${list} title=${list} @click=${() => this.chat.act((life) => life.setOnWatchlist(titleId, !onWatchlist))}>
        ${bookmark}
      </button>
      <button class=${watched ? "on" : ""} aria-label=${watch} title=${watch} @click=${() => this.chat.act((life) => life.logWatch(titleId))}>${eye}</button>
      <button id="rate" class=${myRating ? "on" : ""} aria-label=${rate} title=${rate} aria-expanded=${this.rating} @click=${this.openRater}>
        ${star}${myRating ? html`<span>${myRating}</span>` : nothing}
      </button>
    </div>`;
  }

  private rater({ myRating }: Marks): TemplateResult {
    return html`<div class="rater" role="group" aria-label="Your rating of ${named(this.card)}, 1 to 10" @keydown=${this.onRaterKey}>
      <button class="close" aria-label="Close" @click=${this.closeRater}>${close}</button>
      <p>Your rating</p>
      <div class="scale">
        ${RATINGS.map((n) => html`<button aria-pressed=${n === myRating} aria-label="${n} of 10" @click=${() => this.rate(n)}>${n}</button>`)}
      </div>
      ${myRating ? html`<button class="quiet" @click=${() => this.rate(null)}>Remove rating</button>` : nothing}
    </div>`;
  }

  private readonly openRater = async (): Promise<void> => {
    this.rating = true;
    await this.updateComplete;
    const root = this.renderRoot;
    (root.querySelector<HTMLElement>("[aria-pressed=true]") ?? root.querySelector<HTMLElement>(".scale button"))?.focus();
  };

  private readonly closeRater = async (): Promise<void> => {
    this.rating = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("#rate")?.focus();
  };

  private readonly onRaterKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    void this.closeRater();
  };

  private rate(rating: number | null): void {
    void this.closeRater();
    void this.chat.act((life) => life.rate(this.card.titleId, rating));
  }
}
