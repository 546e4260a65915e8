"""A message in, requests out. Frames first, then facets, then the nearest examples; the conversation fills in what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent.embedded import clauses
from agent.embedded.answers import answered
from agent.embedded.building import build
from agent.embedded.dialogue import Result, State
from agent.embedded.frames import Framed, Frames
from agent.embedded.intents import STAND_INS, IntentClassifier
from agent.embedded.marks import Marked
from agent.embedded.mentions import Context
from agent.embedded.reading import Reader
from agent.embedded.references import Facts
from agent.embedded.request import Request
from agent.embedded.reviews import cut_review
from agent.embedded.slots.lists import LIST_VERB, may_be_list
from agent.embedded.text import tidy, without_faces
from agent.embedded.together import put_together
from agent.embedded.unframed import unframed
from agent.embedded.yes_no import understand_yes_no
from domain import Title

LONGEST = 2_000  # characters that are read; what follows is left alone
MOST_REQUESTS = 8


@dataclass(frozen=True)
class Understanding:
    """Everything that understanding leans on, made once. `understand` has no side effects."""

    reader: Reader
    frames: Frames
    classifier: IntentClassifier

    def understand(self, text: str, state: State, today: date) -> list[Request]:
        """The requests in `text`, in order; at least one."""
        text = tidy(text)[:LONGEST]
        head, review = cut_review(text)
        marked = self.reader.read(without_faces(head), today, list(state.lists))
        if state.note.get("asks"):
            answer = answered(marked, state, self.reader, self.facts(state), self._is_new(marked, state))
            if answer is not None:
                return answer
        out: list[Request] = []
        for clause in clauses.split(marked.text):
            found = self._clause(clause, marked, state, out)
            out = put_together(out, found, clause, marked, self.reader)
        if review:
            out = review.attach(out, marked, self.reader, self._context(state, out))
        return out[:MOST_REQUESTS] or [Request(intent="unclear", text=text)]

    def unknown_list(self, text: str, state: State, today: date) -> tuple[str, bool] | None:
        """A name in `text` that may be a list of which this conversation has not heard, and whether it can be nothing else."""
        if state.note.get("asks") or not LIST_VERB.search(text):
            return None
        marked = self.reader.read(tidy(text)[:LONGEST], today, list(state.lists))
        if marked.of(marked.text, "W"):
            return None
        for clause in clauses.split(marked.text):
            facets = (marked.plain(c) if c in marked.marks and marked.marks[c].kind in "GMNCSLVY" else c for c in clauses.bare(clause))
            found = may_be_list("".join(facets))
            if found:
                return found
        return None

    def _is_new(self, marked: Marked, state: State) -> bool:
        """Whether a message asks for something of its own, rather than answering a question."""
        whole = clauses.bare(marked.text)
        return any(framed.intent not in ("thanks", "correct", "same_again", "more", "details") for framed in self.frames.fits(whole)[:1])

    def _clause(self, clause: str, marked: Marked, state: State, before: list[Request]) -> Request:
        context = self._context(state, before)
        tried: list[Request] = []
        for form in dict.fromkeys((clauses.bare(clause), clauses.trimmed(clause))):
            for framed in self.frames.fits(form):
                request = build(self._at_hand(framed, before), form, marked, self.reader, context, state)
                if request is not None:
                    if request.intent not in _WEAK:
                        return request
                    tried.append(request)
        bare = clauses.bare(clause)
        if not bare:
            nothing = "ack" if understand_yes_no(clause) else "greet"
            return tried[0] if tried else Request(intent=nothing, text=marked.plain(clause))
        if tried:
            return tried[-1]
        scores = self.classifier.scores(marked.shown(bare, STAND_INS))
        return unframed(clause, bare, marked, self.reader, context, state, scores)

    @staticmethod
    def _at_hand(framed: Framed, before: list[Request]) -> Framed:
        """As in "remove Heat" right after "from my watchlist" keeps to it; nothing else leans on the clause before."""
        if framed.intent == "list_add" and before and before[-1].intent == "list_create" and framed.get("obj"):
            return replace(framed, places={**framed.places, "W": before[-1].list_name or ""})
        return framed

    def _context(self, state: State, before: list[Request]) -> Context:
        """What "it" and "the first" may mean: titles of this message before titles of the conversation."""
        here = [
            title_id
            for request in before
            for mention in request.titles
            for title_id in mention.title_ids[:1]
            if len(mention.title_ids) == 1
        ]
        last = [m.title_ids[0] for m in before[-1].titles if len(m.title_ids) == 1] if before else []
        return Context(state.shown or here, last or here or state.focus, self.facts(state))

    def facts(self, state: State, now: Sequence[Result] = ()) -> Facts:
        """What is known of a title, by id: from the catalogue's names, else from what tools told in this conversation."""
        told = {title["title_id"]: title for result in now for title in result.titles}

        def known(title_id: str) -> Title | None:
            title = self.reader.titles.by_id.get(title_id)
            fields = {**state.facts.get(title_id, {}), **told.get(title_id, {})}
            if title or not fields.get("title"):
                return title
            return Title(**{name: value for name, value in fields.items() if name in Title.model_fields})

        return known


_WEAK = frozenset({"thanks", "greet", "bye"})
