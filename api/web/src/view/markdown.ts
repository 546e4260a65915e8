/** The little Markdown that a model writes, as Lit templates: text only ever becomes text nodes, so nothing needs sanitising. */
import { html, type TemplateResult } from "lit";

type Piece = TemplateResult | string;

const INLINE = /\*\*(?<strong>\S(?:.*?\S)?)\*\*|(?<![\w*])[*_](?<em>[^\s*_](?:[^*_]*?[^\s*_])?)[*_](?![\w*])|`(?<code>[^`]+)`|\[(?<label>[^\]]+)\]\((?<url>(?:[^()\s]|\([^()\s]*\))+)\)/;

export function inline(text: string): Piece[] {
  const match = INLINE.exec(text);
  if (!match?.groups) return text ? [text] : [];
  const { strong, em, code, label, url } = match.groups;
  const before = text.slice(0, match.index);
  const after = inline(text.slice(match.index + match[0].length));
  let piece: Piece;
  if (strong !== undefined) piece = html`<strong>${inline(strong)}</strong>`;
  else if (em !== undefined) piece = html`<em>${inline(em)}</em>`;
  else if (code !== undefined) piece = html`<code>${code}</code>`;
  else piece = link(label!, url!);
  return before ? [before, piece, ...after] : [piece, ...after];
}

/** Only https leads anywhere; any other address is left as its label. */
function link(label: string, url: string): Piece {
  if (!/^https:\/\/[^\s]+$/i.test(url)) return label;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow">${inline(label)}</a>`;
}

const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*\d{1,3}[.)]\s+/;
const HEADING = /^#{1,6}\s+/;

/** Blocks: paragraphs, headings, and flat lists; a single line break is a break. */
export function markdown(text: string): TemplateResult[] {
  return text
    .split(/\n\s*\n/)
    .flatMap(groups)
    .map(block);
}

/** The runs of lines of one kind within a block, so that a list may follow its sentence without a blank line. */
function groups(block: string): string[][] {
  const out: string[][] = [];
  for (const line of block.split("\n").filter((line) => line.trim())) {
    const before = out.at(-1)?.[0];
    if (before !== undefined && kind(before) === kind(line) && kind(line) !== HEADING) out.at(-1)!.push(line);
    else out.push([line]);
  }
  return out;
}

const kind = (line: string): RegExp | undefined => [BULLET, NUMBER, HEADING].find((pattern) => pattern.test(line));

function block(rows: string[]): TemplateResult {
  const pattern = kind(rows[0]!);
  const bare = rows.map((row) => (pattern ? row.replace(pattern, "") : row.trim()));
  if (pattern === BULLET) return html`<ul>${bare.map((row) => html`<li>${inline(row)}</li>`)}</ul>`;
  if (pattern === NUMBER) {
    const start = Number.parseInt(rows[0]!, 10) || 1;
    return html`<ol start=${start}>${bare.map((row) => html`<li>${inline(row)}</li>`)}</ol>`;
  }
  if (pattern === HEADING) return html`<p><strong>${inline(bare[0]!)}</strong></p>`;
  return html`<p>${bare.map((row, i) => [i ? html`<br />` : "", ...inline(row)])}</p>`;
}
