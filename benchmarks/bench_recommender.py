"""How well the embedded recommender foresees what people liked next, against popularity and chance; and how fast.

MovieLens latest-small, where it lies beside the project (it may not be shipped): a person's first 80 % of ratings by time are
their history, and what they gave 4 stars or more among the rest is to be found in the first ten. Only catalogue titles count,
and only films that were out by the person's last rating are ranked. Weights were tuned on users with even ids; the figures are
those of users with odd ids.

Two popularity baselines: public votes are what this engine too can see; the count of MovieLens ratings is knowledge of these
very raters that the engine does not have. Ratios are to the stronger of the two, which is the latter.

Run: python -m benchmarks.bench_recommender
"""

from __future__ import annotations

import csv
import gzip
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import numpy as np
import numpy.typing as npt

from catalog.seed import load_titles
from domain import Taste, TitleFilter
from recommender.embedded import rank
from recommender.features import Features, build_features
from recommender.profile import build_profile
from recommender.ranking import components, neighbours, weigh
from recommender.weights import WEIGHTS
from vectorstore.onnx_embedder import OnnxEmbedder
from vectorstore.plot_text import plot_text

MOVIELENS = Path(__file__).parents[2] / "shared" / "data" / "movielens"
TOP = 10
FEWEST = 5  # rated catalogue titles that a person must have to take part
FEW = 5  # ratings that a newcomer has

Scorer = Callable[["Person"], npt.NDArray[np.floating]]
Ranker = Callable[["Person"], list[str]]


@dataclass(frozen=True)
class Person:
    """One MovieLens user: ratings 1-10 by title id in order of time, what to find, and which year it was."""

    user_id: int
    history: dict[str, int]
    known: dict[str, int]
    to_find: frozenset[str]
    year: int

    def newcomer(self) -> Person:
        """The same person, of whom only the last few ratings are known."""
        return Person(self.user_id, self.history, dict(list(self.history.items())[-FEW:]), self.to_find, self.year)


def main() -> None:
    if not (MOVIELENS / "ratings.csv.gz").exists():
        print(f"skipped: MovieLens is not at {MOVIELENS}; it may not be shipped with the project")
        return
    titles = {title.title_id: title for title in load_titles()}
    embedder = OnnxEmbedder()
    features = build_features(titles, lambda ids: (ids, embedder.embed([plot_text(titles[i]) for i in ids])))
    people = list(read_people(features))
    judged = [person for person in people if person.user_id % 2]
    print(f"{len(titles):,} titles, {len(judged)} people not tuned on, {np.mean([len(p.history) for p in judged]):.0f} ratings each")
    rankers = make_rankers(features, people)
    print_table("whole history known", rankers, judged)
    print_table(f"only the last {FEW} ratings known", rankers, [person.newcomer() for person in judged])
    print_variety_and_speed(features, judged)


def read_people(features: Features) -> Iterator[Person]:
    links = {row["movieId"]: f"movie-{row['tmdbId']}" for row in _rows("links")}
    rated: defaultdict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for row in _rows("ratings"):
        if (title_id := links[row["movieId"]]) in features.row:
            rated[int(row["userId"])].append((int(row["timestamp"]), title_id, round(2 * float(row["rating"]))))
    for user_id, ratings in rated.items():
        ratings.sort(key=lambda rating: rating[0])
        cut = len(ratings) * 8 // 10
        history = {title_id: value for _, title_id, value in ratings[:cut]}
        to_find = frozenset(title_id for _, title_id, value in ratings[cut:] if value >= 8) - history.keys()
        if len(ratings) >= FEWEST and to_find:
            yield Person(user_id, history, history, to_find, datetime.fromtimestamp(ratings[-1][0], UTC).year)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(MOVIELENS / f"{name}.csv.gz", "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def make_rankers(features: Features, people: Sequence[Person]) -> dict[str, Ranker]:
    counts = np.zeros(len(features.titles))
    for person in people:
        counts[[features.row[title_id] for title_id in person.history]] += 1
    chance = np.random.default_rng(7)

    def ours(person: Person) -> npt.NDArray[np.floating]:
        taste = Taste(ratings=person.known)
        profile = build_profile(features, taste)
        return weigh(components(features, profile, neighbours(features, profile), taste), WEIGHTS)

    def ours_varied(person: Person) -> list[str]:
        return [found.title.title_id for found in rank(features, Taste(ratings=person.known), _open_to(person), TOP)]

    return {
        "random": _by_score(features, lambda person: chance.random(len(counts))),
        "popularity: public votes": _by_score(features, lambda person: features.popularity),
        "popularity: MovieLens": _by_score(features, lambda person: counts),
        "embedded, variety off": _by_score(features, ours),
        "embedded": ours_varied,
    }


def _open_to(person: Person) -> TitleFilter:
    """Films out by then; all that the person has rated is out of the race, known to the engine or not."""
    return TitleFilter(year_to=person.year, exclude_title_ids=tuple(person.history))


def _by_score(features: Features, score: Scorer) -> Ranker:
    years = np.array([title.year or 0 for title in features.titles])

    def ranked(person: Person) -> list[str]:
        scores = np.where(years <= person.year, score(person), -np.inf)
        scores[[features.row[title_id] for title_id in person.history]] = -np.inf
        return [features.titles[row].title_id for row in np.argsort(-scores, kind="stable")[:TOP]]

    return ranked


def judge(found: Sequence[str], to_find: frozenset[str]) -> tuple[float, float, float]:
    """Recall@10, nDCG@10 with binary relevance, and whether anything was found."""
    hits = [title_id in to_find for title_id in found]
    gain = sum(hit / math.log2(place + 2) for place, hit in enumerate(hits))
    ideal = sum(1 / math.log2(place + 2) for place in range(min(TOP, len(to_find))))
    return sum(hits) / len(to_find), gain / ideal, float(any(hits))


def print_table(heading: str, rankers: dict[str, Ranker], people: Sequence[Person]) -> None:
    figures = {name: np.mean([judge(ranked(p), p.to_find) for p in people], axis=0) for name, ranked in rankers.items()}
    base = figures["popularity: MovieLens"]
    print(f"\n{heading:<32}{'recall@10':>10}{'ndcg@10':>10}{'hit rate':>10}   to popularity (recall, ndcg, hits)")
    for name, (recall, ndcg, hit) in figures.items():
        ratios = "  ".join(f"{value:.2f}x" for value in figures[name] / base)
        print(f"{name:<32}{recall:>10.3f}{ndcg:>10.3f}{hit:>10.3f}   {ratios}")


def print_variety_and_speed(features: Features, people: Sequence[Person]) -> None:
    directors, milliseconds = [], []
    for person in people:
        start = perf_counter()
        found = rank(features, Taste(ratings=person.known), TitleFilter(), TOP)
        milliseconds.append((perf_counter() - start) * 1000)
        directors.append(len({name for one in found for name in one.title.directors[:1]}))
    print(f"\ndifferent directors in a list of {TOP}: {np.mean(directors):.1f} on average, {min(directors)} at least")
    print(f"one list: p50 {np.percentile(milliseconds, 50):.1f} ms, p95 {np.percentile(milliseconds, 95):.1f} ms")


if __name__ == "__main__":
    main()
