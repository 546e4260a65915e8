/** Keeps the newest turn in view as it grows, but never pushes its start off the top; a reader who scrolls is left alone. */
export class Follow {
  private turn: HTMLElement | null = null;
  private readonly sizes = new ResizeObserver(() => this.settle());

  constructor(private readonly log: HTMLElement) {
    for (const hand of ["wheel", "touchmove", "keydown"]) log.addEventListener(hand, () => (this.turn = null), { passive: true });
    this.sizes.observe(log);
  }

  start(turn: HTMLElement): void {
    if (this.turn) this.sizes.unobserve(this.turn);
    this.turn = turn;
    this.sizes.observe(turn);
    this.settle();
  }

  stop(): void {
    this.sizes.disconnect();
  }

  private settle(): void {
    if (!this.turn) return;
    const { log, turn } = this;
    log.scrollTop = Math.min(turn.offsetTop - log.offsetTop, log.scrollHeight - log.clientHeight);
  }
}
