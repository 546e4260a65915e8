/** A drawn poster for every title: it stands under the picture while that loads, and alone where there is none. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";

/** Night, glow and ink of a poster. */
const INKS = [
  ["#1d2433", "#c8553d", "#f6d8ae"],
  ["#14281d", "#6a994e", "#f2e8cf"],
  ["#2b1b2e", "#b5446e", "#f5d6c6"],
  ["#0b2b33", "#2a9d8f", "#f4e9cd"],
  ["#2a1a12", "#d98324", "#fbe8c9"],
  ["#1a1a2e", "#5b6ee1", "#dfe4ff"],
  ["#2d1115", "#c1272d", "#f7ddd2"],
  ["#1b1f3b", "#7b4fa6", "#f1e3ff"],
  ["#102a43", "#e0a030", "#f7ecd0"],
  ["#23200f", "#b8a13a", "#f6efcf"],
] as const;

/** One stable number of a title, so that its poster is the same everywhere. */
export function hash(text: string): number {
  let value = 2166136261;
  for (const char of text) value = Math.imul(value ^ char.codePointAt(0)!, 16777619);
  // FNV's low bits are poor: mix them before anything is taken modulo
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Breaks a title into at most four lines of about `width` letters. */
export function lines(title: string, width = 11): string[] {
  const out: string[] = [];
  for (const word of title.split(/\s+/)) {
    const line = out.at(-1);
    if (line !== undefined && line.length + word.length < width) out[out.length - 1] = `${line} ${word}`;
    else out.push(word);
  }
  return out.length <= 4 ? out : [...out.slice(0, 3), `${out[3]}…`];
}

type Motif = (glow: string, ink: string, turn: number) => SVGTemplateResult;

const MOTIFS: Motif[] = [
  // a low sun over a horizon
  (glow, ink) => svg`<circle cx="100" cy="120" r="58" fill=${glow}/><path d="M0 130h200v170H0z" fill=${ink} opacity=".1"/>
    <path d="M40 142h120M58 156h84M74 170h52" stroke=${ink} stroke-width="2" opacity=".5"/>`,
  // a projector's beam
  (glow, ink) => svg`<path d="M-20 40 230-40v240z" fill=${glow} opacity=".85"/><path d="M-20 40 230 60v60z" fill=${ink} opacity=".28"/>
    <circle cx="4" cy="42" r="12" fill=${ink}/>`,
  // rings, as of a vault or an eye
  (glow, ink, turn) => svg`<g fill="none" stroke=${glow}><circle cx="100" cy="110" r="84" stroke-width="10"/>
    <circle cx="100" cy="110" r="58" stroke-width="16"/></g><circle cx=${92 + turn} cy="110" r="24" fill=${ink} opacity=".9"/>`,
  // a city by night
  (glow, ink) => svg`<path d="M0 190v-70h28V84h34v46h22V52h40v60h26V92h30v34h20v64z" fill=${glow}/><path
    d="M92 66h8v8h-8zM108 66h8v8h-8zM92 84h8v8h-8zM40 98h8v8h-8zM40 114h8v8h-8zM158 106h8v8h-8z" fill=${ink} opacity=".9"/>`,
  // hills
  (glow, ink) => svg`<circle cx="146" cy="62" r="24" fill=${ink} opacity=".85"/><path d="M0 190 70 78l52 76 30-40 48 76z" fill=${glow}/>
    <path d="M0 190 70 78l18 27-30 22 12 20-34 43z" fill=${ink} opacity=".16"/>`,
  // stairs
  (glow, ink) => svg`<path d="M0 190h44v-32h44v-32h44V94h44V62h30v128z" fill=${glow}/><circle cx="64" cy="128" r="6" fill=${ink}/>
    <path d="M57 158v-13a7 7 0 0 1 14 0v13z" fill=${ink}/>`,
  // waves
  (glow, ink) => svg`<circle cx="60" cy="66" r="30" fill=${ink} opacity=".9"/><path
    d="M0 118c34-26 66 26 100 0s66 26 100 0v72H0z" fill=${glow}/><path d="M0 150c34-24 66 24 100 0s66 24 100 0" fill="none" stroke=${ink} stroke-width="3" opacity=".5"/>`,
  // a doorway of light
  (glow, ink) => svg`<path d="M72 148V34h56v114z" fill=${glow}/><path d="M72 148 40 190h120l-32-42z" fill=${glow} opacity=".4"/>
    <circle cx="100" cy="100" r="7" fill=${ink}/><path d="M90 148v-27a10 10 0 0 1 20 0v27z" fill=${ink}/>`,
];

interface Shown {
  title: string;
  year: number | null;
  posterUrl?: string | null;
}

function drawn({ title, year }: Shown): SVGTemplateResult {
  const key = hash(`${title} ${year ?? ""}`);
  const [night, glow, ink] = INKS[key % INKS.length]!;
  const motif = MOTIFS[(key >>> 8) % MOTIFS.length]!;
  const words = lines(title);
  const size = Math.min(26, 300 / Math.max(...words.map((line) => line.length), 6));
  const top = 274 - words.length * size * 1.12 - 8;
  const band = Math.min(188, top - 28); // a long title lifts the drawing, and never lies on it
  return svg`<svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
    <rect width="200" height="300" fill=${night}/><g transform="translate(0 ${band - 188})">${motif(glow, ink, (key >>> 16) % 17)}</g>
    <rect y=${band} width="200" height=${300 - band} fill=${night}/><path d="M18 ${top - 14}h26" stroke=${glow} stroke-width="3"/>
    ${words.map((line, i) => svg`<text x="18" y=${top + (i + 0.9) * size * 1.12} fill=${ink} font-size=${size}>${line}</text>`)}
    <text class="small" x="18" y="284" fill=${ink} opacity=".75" font-size="12">${year ?? ""}</text></svg>`;
}

/** A drawing small enough for a list row: the motif alone. */
export function thumbnail(shown: Shown): SVGTemplateResult {
  const key = hash(`${shown.title} ${shown.year ?? ""}`);
  const [night, glow, ink] = INKS[key % INKS.length]!;
  return svg`<svg class="thumb" viewBox="0 0 200 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
    <rect width="200" height="200" fill=${night}/>${MOTIFS[(key >>> 8) % MOTIFS.length]!(glow, ink, (key >>> 16) % 17)}</svg>`;
}

export function poster(shown: Shown): TemplateResult {
  const url = shown.posterUrl?.startsWith("https://") ? shown.posterUrl : null;
  const show = (event: Event) => (event.target as HTMLElement).classList.add("loaded");
  return html`<div class="poster">
    ${drawn(shown)}
    ${url ? html`<img src=${url} alt="" loading="lazy" decoding="async" width="342" height="513" @load=${show} />` : ""}
  </div>`;
}
