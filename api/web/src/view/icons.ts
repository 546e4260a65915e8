/** Line icons, drawn on a 24-unit grid; always decoration, so hidden from screen readers. */
import { svg, type SVGTemplateResult } from "lit";

const icon = (paths: SVGTemplateResult): SVGTemplateResult => svg`
  <svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`;

export const send = icon(svg`<path d="M12 19V5M5.5 11.5 12 5l6.5 6.5"/>`);
export const stop = icon(svg`<rect x="7" y="7" width="10" height="10" rx="2" fill="currentColor"/>`);
export const plus = icon(svg`<path d="M12 5v14M5 12h14"/>`);
export const close = icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`);
export const bookmark = icon(svg`<path class="fill" d="M7 4h10a1 1 0 0 1 1 1v15l-6-4.2L6 20V5a1 1 0 0 1 1-1z"/>`);
export const eye = icon(svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle class="fill" cx="12" cy="12" r="3"/>`);
export const star = icon(svg`<path class="fill" d="m12 3.8 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z"/>`);
export const undo = icon(svg`<path d="M4 9h10a5.5 5.5 0 0 1 0 11h-3M8 4.5 3.5 9 8 13.5"/>`);
export const check = icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`);
export const shelf = icon(svg`<path d="M4 4.5v15M8.5 4.5v15M13 5l5.5 14.2M3 20.5h18"/>`);
export const warn = icon(svg`<path d="M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2v.1"/>`);

/** The mark: a lens whose aperture is a play triangle. */
export const logo = svg`<svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
  <rect class="logo-ground" width="32" height="32" rx="9"/><circle class="logo-ring" cx="16" cy="16" r="9.5" fill="none" stroke-width="2.2"/>
  <path class="logo-beam" d="M13.6 11.6v8.8l7-4.4z"/></svg>`;
