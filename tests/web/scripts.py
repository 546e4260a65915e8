"""Scripted conversations for the double: what a message brings back, as AG-UI event bodies and pauses in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Step = dict[str, Any] | float  # an event body, or seconds to wait

FILMS: dict[str, tuple[str, int, int, list[str], float, str]] = {
    "movie-27205": ("Inception", 2010, 148, ["Action", "Science Fiction", "Mystery"], 8.1, "A thief who steals secrets "
                    "from dreams is asked to plant one instead, and takes his crew down through dream under dream."),
    "movie-4977": ("Paprika", 2006, 90, ["Animation", "Mystery", "Science Fiction"], 7.8, "A stolen device lets dreams leak into the day."),
    "movie-949": ("Heat", 1995, 170, ["Action", "Crime", "Drama"], 7.9, "A thief and a detective, two professionals, circle each other."),
    "movie-8195": ("Ronin", 1998, 122, ["Action", "Thriller", "Crime"], 6.7, "Hired strangers chase a case nobody may open."),
    "movie-11524": ("Thief", 1981, 123, ["Crime", "Thriller"], 7.2, "A safecracker wants one last score and an ordinary life."),
    "movie-161": ("Ocean's Eleven", 2001, 116, ["Thriller", "Crime"], 7.2, "Eleven men, three casinos, one night."),
    "movie-23168": ("The Town", 2010, 125, ["Crime", "Drama", "Thriller"], 7.0, "A bank robber falls for the witness of his last job."),
    "movie-388": ("Inside Man", 2006, 129, ["Crime", "Drama", "Thriller"], 7.3, "A perfect robbery, and a patient detective."),
}
REASONS = {
    "movie-27205": "The dream heist itself: a crew, a plan, and layers that fall in on each other.",
    "movie-4977": "Dreams stolen and set loose, with the same vertigo.",
    "movie-11524": "You gave Heat 9, and this is where it began.",
}
STORY = (
    "Picture the *quietest* room in a loud city. **Dom** has one job left, and it is not to steal but to leave something behind.\n\n"
    "Why it works:\n- every level has its own clock\n- the heist is really a grief\n- the top keeps spinning\n\n"
    "More of it at [the archive](https://example.org/films), though not at [this trap](javascript:alert(1)) <b>nor here</b>."
)


@dataclass
class Life:
    """One guest's film life, as REST reads it."""

    watchlist: list[str] = field(default_factory=lambda: ["movie-8195", "movie-161"])
    diary: list[dict[str, Any]] = field(default_factory=list)
    ratings: dict[str, int] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    befores: dict[str, tuple[list[str], list[dict[str, Any]], dict[str, int]]] = field(default_factory=dict)
    failures: int = 0

    def write(self, kind: str, summary: str, title_ids: list[str], **new: Any) -> dict[str, Any]:
        """Notes a change with what undo needs, then sets `new` fields."""
        change_id = f"change-{len(self.changes) + 1}"
        change = {"changeId": change_id, "kind": kind, "summary": summary, "titleIds": title_ids, "undoable": True}
        self.befores[change_id] = (list(self.watchlist), list(self.diary), dict(self.ratings))
        self.changes.insert(0, {**change, "undone": False})
        for name, value in new.items():
            setattr(self, name, value)
        return change

    def undo(self, change_id: str) -> None:
        self.watchlist, self.diary, self.ratings = self.befores[change_id]
        for change in self.changes:
            if change["changeId"] == change_id:
                change["undone"] = True

    def log(self, title_id: str, watched_on: str, rating: int | None = None, review: str | None = None) -> dict[str, Any]:
        entry = {**ref(title_id), "entryId": f"entry-{len(self.diary) + 1}", "watchedOn": watched_on, "rating": rating,
                 "review": review, "containsSpoilers": False, "rewatch": any(e["titleId"] == title_id for e in self.diary)}
        ratings = {**self.ratings, **({title_id: rating} if rating else {})}
        summary = f"Logged {FILMS[title_id][0]}" + (f", rated {rating}" if rating else "")
        return self.write("diary", summary, [title_id], diary=[entry, *self.diary], ratings=ratings)


def ref(title_id: str) -> dict[str, Any]:
    return {"titleId": title_id, "title": FILMS[title_id][0], "year": FILMS[title_id][1]}


def card(life: Life, title_id: str) -> dict[str, Any]:
    title, year, runtime, genres, vote, overview = FILMS[title_id]
    return {"titleId": title_id, "title": title, "year": year, "mediaType": "movie", "posterUrl": None, "genres": genres,
            "runtime": runtime, "voteAverage": vote, "overview": overview, "reason": REASONS.get(title_id), "evidence": [],
            "onWatchlist": title_id in life.watchlist, "watched": any(e["titleId"] == title_id for e in life.diary),
            "myRating": life.ratings.get(title_id)}


def say(text: str, pause: float = 0.01, message_id: str = "text-1") -> Iterator[Step]:
    yield {"type": "TEXT_MESSAGE_START", "messageId": message_id, "role": "assistant"}
    for word in text.split(" "):
        yield {"type": "TEXT_MESSAGE_CONTENT", "messageId": message_id, "delta": word + " "}
        yield pause
    yield {"type": "TEXT_MESSAGE_END", "messageId": message_id}


def activity(kind: str, content: dict[str, Any]) -> Step:
    name = content.get("changeId", "titles")
    return {"type": "ACTIVITY_SNAPSHOT", "messageId": f"activity-{name}", "activityType": kind, "content": content, "replace": True}


def tool(name: str, pause: float = 0.15) -> Iterator[Step]:
    yield {"type": "TOOL_CALL_START", "toolCallId": f"call-{name}", "toolCallName": name}
    yield {"type": "TOOL_CALL_ARGS", "toolCallId": f"call-{name}", "delta": "{}"}
    yield {"type": "TOOL_CALL_END", "toolCallId": f"call-{name}"}
    yield pause
    yield {"type": "TOOL_CALL_RESULT", "messageId": f"result-{name}", "toolCallId": f"call-{name}", "content": "{}", "role": "tool"}


def titles(life: Life, heading: str, *title_ids: str) -> Step:
    return activity("TITLES", {"heading": heading, "items": [card(life, title_id) for title_id in title_ids]})


def play(text: str, life: Life) -> Iterator[Step]:
    """The turn that answers `text`."""
    said = text.lower()
    if "heist" in said:
        yield from tool("find_similar")
        yield titles(life, "Heists and dreams", *(i for i in FILMS if i != "movie-8195"))
        yield from say("**Inception** is the one you mean. If you want to stay in that mood, these sit close to it.")
    elif "about inception" in said:
        yield from tool("title_details")
        yield titles(life, "", "movie-27205")
        yield from say("Here it is.")
    elif "log heat" in said:
        yield from tool("log_watch")
        yield activity("CHANGE", life.log("movie-949", "2026-11-20", 9))
        yield from say("Logged **Heat** for last night with a 9. A fine way to spend three hours.")
    elif "add thief" in said:
        yield from tool("edit_list")
        new = ["movie-11524", *life.watchlist]
        yield activity("CHANGE", life.write("list", "Added Thief to your watchlist", ["movie-11524"], watchlist=new))
        yield from say("Done, *Thief* is on your watchlist.")
    elif "clear" in said:
        yield {"interrupt": {"id": "int-1", "reason": "confirm", "toolCallId": "call-clear", "expiresAt": "2100-01-01T00:00:00Z",
                             "message": f"Remove all {len(life.watchlist)} titles from your watchlist?"}}
    elif "break" in said:
        life.failures += 1
        if life.failures % 2:
            yield {"type": "RUN_ERROR", "code": "model_unavailable", "message": "The model cannot be reached just now."}
        else:
            yield from say("Back again, and glad to be.")
    elif "slow" in said:
        yield from say(" ".join(f"word{i}" for i in range(400)), pause=0.03)
    elif "count" in said:
        yield from say(" ".join(f"n{i}" for i in range(40)), pause=0.03)
    else:
        yield from say(STORY, pause=0.02)


def resumed(approved: bool, life: Life) -> Iterator[Step]:
    """The turn after the confirmation of `clear`."""
    if approved:
        yield activity("CHANGE", life.write("list", "Cleared your watchlist", list(life.watchlist), watchlist=[]))
        yield from say("Your watchlist is empty now.", pause=0.15)
    else:
        yield from say("Left as it was.")
