/** How numbers, dates and tools read to a person. */

const DOING: Record<string, string> = {
  search_titles: "Looking it up",
  title_details: "Reading up on it",
  discover_titles: "Browsing the shelves",
  find_similar: "Finding kindred films",
  recommend: "Thinking of your taste",
  log_watch: "Writing it in your diary",
  rate_title: "Noting your rating",
  edit_diary: "Correcting your diary",
  read_diary: "Leafing through your diary",
  edit_list: "Tending your list",
  read_lists: "Looking at your lists",
  remember_preference: "Remembering that",
  read_preferences: "Recalling your taste",
  undo: "Taking it back",
};

export const doing = (tool: string | undefined): string => (tool === undefined ? "Thinking" : (DOING[tool] ?? "Working on it"));

/** Minutes as "2h 50m". */
export function runtime(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return [hours ? `${hours}h` : "", minutes % 60 ? `${minutes % 60}m` : ""].filter(Boolean).join(" ");
}

/** A calendar day, which has no zone, in parts. */
export function day(iso: string): { month: string; day: string; full: string } {
  const date = new Date(`${iso}T00:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(undefined, { ...options, timeZone: "UTC" }).format(date);
  return {
    month: format({ month: "long", year: "numeric" }),
    day: format({ day: "numeric" }),
    full: format({ day: "numeric", month: "long", year: "numeric" }),
  };
}

export const named = (title: { title: string; year: number | null }): string => (title.year ? `${title.title} (${title.year})` : title.title);
