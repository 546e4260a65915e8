import { describe, expect, it } from "vitest";
import { markdown } from "../src/view/markdown";
import { hash, lines } from "../src/view/poster";

/** The template as HTML, with text values escaped as a text node would show them. */
function flat(part: unknown): string {
  if (Array.isArray(part)) return part.map(flat).join("");
  if (part !== null && typeof part === "object" && "strings" in part) {
    const { strings, values } = part as { strings: readonly string[]; values: unknown[] };
    return strings.map((string, i) => string + (i < values.length ? flat(values[i]) : "")).join("");
  }
  return String(part).replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

const shown = (text: string) => flat(markdown(text));

describe("markdown", () => {
  it.each([
    ["plain", "<p>plain</p>"],
    ["one\ntwo\n\nthree", "<p>one<br />two</p><p>three</p>"],
    ["**bold *and* more** and _soft_", "<p><strong>bold <em>and</em> more</strong> and <em>soft</em></p>"],
    ["Here:\n- a\n- b", "<p>Here:</p><ul><li>a</li><li>b</li></ul>"],
    ["3. c\n4. d", "<ol start=3><li>c</li><li>d</li></ol>"],
    ["## Tonight\nHeat", "<p><strong>Tonight</strong></p><p>Heat</p>"],
    ["5 * 3 * 2 and snake_case_name", "<p>5 * 3 * 2 and snake_case_name</p>"],
    ["still **coming", "<p>still **coming</p>"],
  ])("%j", (text, html) => expect(shown(text)).toBe(html));

  it("leads only to https, with parentheses in the address", () => {
    expect(shown("[Heat](https://example.org/Heat_(film))")).toContain("<a href=https://example.org/Heat_(film) ");
    expect(shown("[x](javascript:alert(1)) [y](http://a.b)")).toBe("<p>x y</p>");
  });

  it("leaves markup as text", () => {
    expect(shown("<img src=x onerror=alert(1)>")).toBe("<p>&lt;img src=x onerror=alert(1)></p>");
  });
});

describe("poster", () => {
  it("breaks long titles and keeps every word of short ones", () => {
    expect(lines("Heat")).toEqual(["Heat"]);
    expect(lines("Eternal Sunshine of the Spotless Mind")).toEqual(["Eternal", "Sunshine of", "the", "Spotless…"]);
  });

  it("is the same for the same title and differs between titles", () => {
    expect(hash("Heat 1995")).toBe(hash("Heat 1995"));
    expect(new Set(["Heat", "Ronin", "Thief", "Alien"].map(hash)).size).toBe(4);
  });
});
