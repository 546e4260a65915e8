/** Where one writes: Enter sends, Shift+Enter breaks the line; while an answer comes in, its button stops it. */
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Chat } from "../chat";
import base from "../styles/base.css?inline";
import css from "../styles/composer.css?inline";
import { send, stop } from "./icons";

const LIMIT = 8_000;
const NEAR = 7_500;

@customElement("rafilm-composer")
export class RafilmComposer extends LitElement {
  static override styles = [base, css].map(unsafeCSS);

  @property({ attribute: false }) chat!: Chat;
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) stopping = false;
  @state() private text = "";
  @query("textarea") private area!: HTMLTextAreaElement;

  override focus(): void {
    this.area?.focus();
  }

  override render(): TemplateResult {
    const length = [...this.text].length;
    const over = length > LIMIT;
    const count = html`<p id="count" class=${over ? "over" : ""}>${length.toLocaleString()} of ${LIMIT.toLocaleString()} characters</p>`;
    return html`<form @submit=${this.submit}>
        <textarea
          rows="1"
          aria-label="Message to Rafilm"
          aria-describedby=${length > NEAR ? "count" : nothing}
          aria-invalid=${over}
          placeholder="Find a film, log a film…"
          enterkeyhint="send"
          .value=${this.text}
          @input=${this.onInput}
          @keydown=${this.onKey}
        ></textarea>
        ${this.busy
          ? html`<button type="button" class="stop" aria-label="Stop the answer" title="Stop" ?disabled=${this.stopping} @click=${this.stop}>${stop}</button>`
          : html`<button type="submit" aria-label="Send" title="Send" ?disabled=${over || !this.text.trim()}>${send}</button>`}
      </form>
      ${length > NEAR ? count : nothing}`;
  }

  protected override updated(): void {
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight}px`;
  }

  private readonly onInput = (): void => {
    this.text = this.area.value;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  };

  private readonly submit = (event?: Event): void => {
    event?.preventDefault();
    if ([...this.text].length <= LIMIT && this.chat.say(this.text)) this.text = "";
    this.focus();
  };

  private readonly stop = (): void => {
    this.chat.cancel();
    this.focus();
  };
}
