"""A review in a message: the person's own words, cut off before anything else is read into them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from agent.embedded.marks import Marked
from agent.embedded.mentions import Context, named
from agent.embedded.reading import Reader
from agent.embedded.request import Request

_REVIEW = re.compile(
    r"(?:^|(?<=[\s,.;!?]))(?P<lead>(?:and |with |here's |here is |this is |that's |add |write |save |post |put |leave |i'd "
    r"like to (?:add|write) |set |change |update |edit |replace )*(?:a |my |the |this |as |short |new |following )*"
    r"(?:review|thoughts)(?: (?:is|was|to|reads?|says?))?(?: (?:of|for|on|about|to) (?P<about>[^:\n\"]{1,80}?))?)\s*(?:\:|—|"
    r"–|\s-\s|(?=\"))\s*(?P<body>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_VERB = re.compile(
    r"^\s*(?:please |can you |i'd like to )?review (?P<about>[^:\n\"]{1,80}?)\s*:\s*(?P<body>.+)$", re.IGNORECASE | re.DOTALL
)
_SPOILERS = re.compile(
    r"[\s,.(\[*]*\b(?:(?:contains?|with|has|full of|warning:?|includes?) )?(?:major |some )?spoilers?(?: (?:warning|alert|"
    r"ahead|inside))?\b[)\].!*:]*\s*",
    re.IGNORECASE,
)
_NO_SPOILERS = re.compile(r"\b(?:no|without|free of) spoilers?\b|\bspoiler[- ]free\b", re.IGNORECASE)

_ANY_DAY = date(2000, 1, 1)  # titles are read from "review of …"; no day is


@dataclass(frozen=True)
class Review:
    """The words of a review, and the words that say of what."""

    body: str
    about: str
    spoilers: bool

    def attach(self, before: list[Request], marked: Marked, reader: Reader, context: Context) -> list[Request]:
        """Puts the review on a watch that the same message logs, else asks for it by itself."""
        kept = [request for request in before if request.intent not in ("greet", "unclear", "thanks")]
        if kept and kept[-1].intent == "log_watch" and not self.about:
            return [*kept[:-1], kept[-1].with_(review=self.body, spoilers=self.spoilers)]
        about = reader.read(self.about, _ANY_DAY)
        found = named(about.text, about, reader, context) if self.about else None
        titles = found.mentions if found else ()
        if not titles and kept and kept[-1].titles:
            titles = kept[-1].titles
        if kept and kept[-1].intent in ("details", "unframed_title", "search") and not self.about:
            kept = kept[:-1]
        if not titles and context.focus:
            titles = named("it", Marked("it"), reader, context).mentions
        return [*kept, Request(intent="review", text=self.body, titles=titles, review=self.body, spoilers=self.spoilers)]


def cut_review(text: str) -> tuple[str, Review | None]:
    """`text` before its review, and the review."""
    match = _VERB.match(text) or _REVIEW.search(text)
    if not match:
        return text, None
    body = match["body"].strip()
    if len(body) > 1 and body[0] == body[-1] and body[0] in "\"'":
        body = body[1:-1]
    spoilers = bool(_SPOILERS.search(text)) and not _NO_SPOILERS.search(text)
    if spoilers:
        body = re.sub(
            r"^\s*[(\[*]?(?:contains |major )?spoilers?(?: warning| alert| ahead)?[)\]*!:.,]*\s*|\s*[(\[]?(?:contains |with "
            r")?spoilers?[)\]]?[.!]*$",
            "",
            body,
            flags=re.IGNORECASE,
        )
    head = text[: match.start()].strip(" ,;")
    return head, Review(body.strip(), (match["about"] or "").strip(), spoilers)
