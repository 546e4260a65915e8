/** `<rafilm-chat base="https://…">`: the whole conversation as one element; `base` is the server, by default the page's own. */
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Chat } from "./chat";
import baseCss from "./styles/base.css?inline";
import css from "./styles/chat.css?inline";
import posterCss from "./styles/poster.css?inline";
import theme from "./styles/theme.css?inline";
import "./view/composer";
import type { RafilmComposer } from "./view/composer";
import { Follow } from "./view/follow";
import { close, logo, plus, shelf, undo } from "./view/icons";
import "./view/panel";
import { poster } from "./view/poster";
import "./view/turn";

const SUGGESTIONS = ["A heist inside a dream", "Movies like Alien", "Log Heat, 9/10, last night", "What should I watch tonight?"];
const FAN = [
  { title: "Metropolis", year: 1927 },
  { title: "Sunrise", year: 1927 },
  { title: "The General", year: 1926 },
];
const WIDE_PX = 980;

@customElement("rafilm-chat")
export class RafilmChat extends LitElement {
  static override styles = [theme, baseCss, posterCss, css].map(unsafeCSS);

  @property() base = "";
  @state() private wide = true;
  @query("rafilm-composer") private composer!: RafilmComposer;
  @query("dialog") private sheet!: HTMLDialogElement | null;
  private chat!: Chat;
  private newest: string | undefined;
  private follow: Follow | undefined;
  private readonly sizes = new ResizeObserver(() => this.measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this.chat = new Chat(this.base.replace(/\/$/, ""), () => this.requestUpdate());
    this.measure();
    this.sizes.observe(this);
    void this.chat.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
    this.chat.stop();
  }

  override render(): TemplateResult {
    const { chat } = this;
    const panel = html`<rafilm-panel .chat=${chat} .version=${chat.life.version}></rafilm-panel>`;
    return html`<div class="shell" @rafilm-done=${this.settleFocus}>
      <div class="talk">
        ${this.header()}
        <main>
          ${this.banner()}
          <div class="stage"><div class="log" role="log" aria-live="off" aria-label="Conversation" tabindex="0">
            ${chat.turns.length || chat.restoring ? nothing : this.welcome()}
            ${repeat(
              chat.turns,
              (turn) => turn.runId,
              (turn) => html`<rafilm-turn .turn=${turn} .chat=${chat} .version=${chat.life.version}></rafilm-turn>`,
            )}
          </div></div>
          <div class="foot">
            ${this.toast()}
            <rafilm-composer .chat=${chat} ?busy=${chat.busy} ?stopping=${chat.stopping}></rafilm-composer>
          </div>
          <p class="sr" role="status" aria-live="polite">${chat.said}</p>
        </main>
      </div>
      ${this.wide
        ? html`<aside aria-label="Your films">${panel}</aside>`
        : html`<dialog aria-label="Your films" @click=${this.onBackdrop}>
            <button class="round" aria-label="Close" @click=${() => this.sheet?.close()}>${close}</button>
            ${panel}
          </dialog>`}
    </div>`;
  }

  protected override firstUpdated(): void {
    this.follow = new Follow(this.renderRoot.querySelector<HTMLElement>(".log")!);
  }

  protected override updated(): void {
    const newest = this.chat.last?.runId;
    if (newest && newest !== this.newest) this.follow?.start(this.renderRoot.querySelector<HTMLElement>("rafilm-turn:last-of-type")!);
    this.newest = newest;
  }

  private measure(): void {
    this.wide = this.clientWidth >= WIDE_PX;
  }

  private header(): TemplateResult {
    return html`<header>
      <h1>${logo}Rafilm</h1>
      <button class="pill" ?disabled=${!this.chat.turns.length} @click=${this.newChat}>${plus}New chat</button>
      ${this.wide ? nothing : html`<button class="pill" aria-haspopup="dialog" @click=${() => this.sheet?.showModal()}>${shelf}My films</button>`}
    </header>`;
  }

  private banner(): TemplateResult | typeof nothing {
    const { link } = this.chat;
    if (link === "refused") return html`<div class="banner" role="status">This Rafilm asks you to sign in, which this page cannot do.</div>`;
    if (link !== "lost") return nothing;
    return html`<div class="banner" role="status">
      <span>${navigator.onLine ? "Connection lost. Reconnecting…" : "You are offline."}</span>
      <button class="quiet" @click=${() => this.chat.reconnect()}>Try now</button>
    </div>`;
  }

  private welcome(): TemplateResult {
    return html`<div class="welcome">
      <div class="fan" aria-hidden="true">${FAN.map((shown) => poster(shown))}</div>
      <h2>What are we watching?</h2>
      <p>Find a film, log what you saw, keep your lists. Just say it.</p>
      <ul aria-label="Suggestions">
        ${SUGGESTIONS.map((text) => html`<li><button class="suggestion" @click=${() => this.suggest(text)}>${text}</button></li>`)}
      </ul>
    </div>`;
  }

  private toast(): TemplateResult {
    const { toast } = this.chat;
    const change = toast?.change;
    return html`<div class="toast-place" role="status">
      ${toast
        ? html`<div class="toast">
            <span>${toast.message}</span>
            ${change?.undoable ? html`<button class="quiet" @click=${() => this.chat.undo(change.changeId)}>${undo}Undo</button>` : nothing}
            <button class="quiet" aria-label="Dismiss" @click=${() => this.chat.dismiss()}>${close}</button>
          </div>`
        : nothing}
    </div>`;
  }

  private suggest(text: string): void {
    this.chat.say(text);
    this.settleFocus();
  }

  private readonly newChat = (): void => {
    this.chat.newChat();
    this.settleFocus();
  };

  /** To the composer, but not where that would bring up a keyboard over the answer. */
  private readonly settleFocus = (): void => {
    if (matchMedia("(hover: hover)").matches) this.composer.focus();
    else this.renderRoot.querySelector<HTMLElement>(".log")?.focus();
  };

  private readonly onBackdrop = (event: Event): void => {
    if (event.target === this.sheet) this.sheet?.close();
  };
}
