/** One turn of the conversation: what you said, and all that came back. */
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Chat } from "../chat";
import base from "../styles/base.css?inline";
import css from "../styles/turn.css?inline";
import { isOver, type Turn } from "../thread";
import type { Change, Titles } from "../wire";
import "./card";
import { check, undo, warn } from "./icons";
import { markdown } from "./markdown";
import { doing } from "./words";

/** Asking again cannot help with these. */
const FINAL = new Set(["interrupt_expired", "bad_input", "message_too_long", "empty_message"]);
const SETTLED = { yes: "You said yes.", no: "You said no.", passed: "Left as it was." };

@customElement("rafilm-turn")
export class RafilmTurn extends LitElement {
  static override styles = [base, css].map(unsafeCSS);

  @property({ attribute: false }) turn!: Turn;
  @property({ attribute: false }) chat!: Chat;
  /** Of `chat.life`: a new one means that marks or undone changes may have changed. */
  @property({ attribute: false }) version = 0;

  override render(): TemplateResult {
    const turn = this.turn;
    return html`
      ${turn.prompt ? html`<div class="you"><span class="sr">You said: </span><p>${turn.prompt}</p></div>` : nothing}
      <div class="answer" aria-busy=${!isOver(turn)}>
        ${turn.texts.map((part) => html`<div class="text">${markdown(part.text)}</div>`)}
        ${isOver(turn) ? nothing : this.progress()}
        ${repeat(turn.titles, ({ id }) => id, ({ content }) => this.titles(content))}
        ${turn.changes.length ? html`<ul class="changes" aria-label="What changed">${turn.changes.map(({ content }) => this.change(content))}</ul>` : nothing}
        ${this.question()} ${turn.status === "cancelled" ? html`<p class="aside">Stopped.</p>` : nothing} ${this.error()}
      </div>
    `;
  }

  private progress(): TemplateResult | typeof nothing {
    const tool = Object.values(this.turn.tools).at(-1);
    if (this.turn.texts.some((part) => part.text) && tool === undefined) return nothing;
    return html`<p class="progress"><span class="reel" aria-hidden="true"></span>${doing(tool)}…</p>`;
  }

  private titles({ heading, items }: Titles): TemplateResult | typeof nothing {
    if (!items.length) return nothing;
    const { chat, version } = this;
    const told = items.length === 1 && heading === items[0]!.title; // the card says it
    return html`<section class="titles" aria-label=${heading || "Titles"}>
      ${heading && !told ? html`<h2>${heading}</h2>` : nothing}
      <ul class=${items.length === 1 ? "one" : "many"}>
        ${repeat(
          items,
          (card) => card.titleId,
          (card) => html`<li><rafilm-card .card=${card} .chat=${chat} .version=${version} ?hero=${items.length === 1}></rafilm-card></li>`,
        )}
      </ul>
    </section>`;
  }

  private change(change: Change): TemplateResult {
    const state = this.chat.life.undoState(change.changeId);
    const word = change.kind === "undone" && change.summary.startsWith("Undid") ? "Redo" : "Undo"; // the undo of an undo does it again
    const button = html`<button ?disabled=${state === "undoing"} aria-label="${word}: ${change.summary}" @click=${() => this.done(this.chat.undo(change.changeId))}>
      ${undo}${word}
    </button>`;
    return html`<li class="change ${state}">
      ${check}<span class="summary">${change.summary}</span>
      ${state === "undone" ? html`<span class="undone">Undone</span>` : change.undoable ? button : nothing}
    </li>`;
  }

  private question(): TemplateResult | typeof nothing {
    const { questions, answer } = this.turn;
    if (!questions.length) return nothing;
    const late = questions.some(({ expiresAt }) => expiresAt !== undefined && Date.parse(expiresAt) < Date.now());
    const settled = answer ? SETTLED[answer] : late ? "This question has expired." : null;
    return html`<div class="question ${settled ? "settled" : ""}" role="group" aria-label="Confirmation">
      ${questions.map(({ message }) => html`<p>${message ?? "Shall I go ahead?"}</p>`)}
      ${settled
        ? html`<p class="aside">${settled}</p>`
        : html`<div class="choices">
            <button class="primary" @click=${() => this.done(this.chat.answer(true))}>Yes, go ahead${questions.length > 1 ? " with all" : ""}</button>
            <button class="plain" @click=${() => this.done(this.chat.answer(false))}>No</button>
          </div>`}
    </div>`;
  }

  private error(): TemplateResult | typeof nothing {
    const { error } = this.turn;
    if (!error) return nothing;
    return html`<div class="error">
      ${warn}
      <p>${error.message}</p>
      ${FINAL.has(error.code) ? nothing : html`<button class="plain" @click=${() => this.done(this.chat.retry(this.turn))}>Retry</button>`}
    </div>`;
  }

  /** The pressed button goes: the element above finds its focus a new place. */
  private done(_action: unknown): void {
    this.dispatchEvent(new CustomEvent("rafilm-done", { bubbles: true, composed: true }));
  }
}
