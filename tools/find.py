"""Finding films: by name, by facts, by plot, and by taste. All of these only read."""

from __future__ import annotations

from langchain.tools import ToolRuntime

from catalog import Sort
from domain import MediaType, TitleFilter
from errors import BadInput
from tools.alike import why_alike
from tools.deps import Deps
from tools.headings import of_filters
from tools.kinds import Access, Answer, a_tool
from tools.results import Shown, titles_answer

MOST = 20


@a_tool(Access.READ)
async def search_titles(
    query: str, runtime: ToolRuntime[Deps], year: int | None = None, media_type: MediaType | None = None, limit: int = 5
) -> Answer:
    """Find titles by name. Forgives typos. Use it to turn a name into a title_id.

    Args:
        query: The name, or part of it: "blade runer", "heat".
        year: Release year, when the person said it.
        media_type: "movie" or "tv", when the person said it.
        limit: How many at most, 1-20.
    """
    deps = runtime.context
    page = await deps.rooms.catalog.search(query, year=year, media_type=media_type, limit=_most(limit))
    return await titles_answer(deps, f"“{query}”", [Shown(title) for title in page.items])


@a_tool(Access.READ)
async def title_details(title_id: str, runtime: ToolRuntime[Deps]) -> Answer:
    """All that is known of one title: plot, people, runtime, votes, and what the person did with it.

    Args:
        title_id: An id that another tool returned, such as "movie-949".
    """
    deps = runtime.context
    title = await deps.rooms.catalog.get(title_id)
    facts = {"overview": title.overview, "cast": title.cast, "moods": title.moods, "themes": title.themes}
    return await titles_answer(deps, title.title, [Shown(title)], details=facts)


@a_tool(Access.READ)
async def discover_titles(
    runtime: ToolRuntime[Deps],
    filters: TitleFilter | None = None,
    sort: Sort = "popularity",
    limit: int = 8,
    cursor: str | None = None,
) -> Answer:
    """List titles by facts: genre, years, people, runtime, language, mood, votes.

    Args:
        filters: What must hold: {"genres": ["Horror"], "year_from": 1980, "year_to": 1989}.
        sort: Order of the answer.
        limit: How many at most, 1-20.
        cursor: next_cursor of the last answer, for more of the same.
    """
    deps = runtime.context
    page = await deps.rooms.catalog.discover(filters or TitleFilter(), sort=sort, limit=_most(limit), cursor=cursor)
    heading = of_filters(filters, "Found for you")
    return await titles_answer(deps, heading, [Shown(title) for title in page.items], next_cursor=page.next_cursor)


@a_tool(Access.READ)
async def find_similar(
    runtime: ToolRuntime[Deps],
    title_ids: list[str] | None = None,
    description: str = "",
    filters: TitleFilter | None = None,
    limit: int = 8,
) -> Answer:
    """Find titles by plot: like one or several titles, like a description of a half-remembered plot, or both.

    Args:
        title_ids: Titles to be like: ["movie-348"].
        description: A plot or feeling in words: "a heist inside a dream".
        filters: What must hold besides.
        limit: How many at most, 1-20.
    """
    deps = runtime.context
    ids = title_ids or []
    if not ids and len(description.strip()) < 2:
        raise BadInput("Give title_ids, or a description of at least 2 characters.")
    likes = [await deps.rooms.catalog.get(one) for one in ids]
    near = await deps.rooms.index.similar(text=description, title_ids=ids, filters=_resolved(deps, filters), limit=_most(limit))
    titles = await deps.rooms.catalog.get_many([one.title_id for one in near])
    heading = f"Like {' and '.join(title.title for title in likes)}" if likes else "Plots that fit"
    shown = [Shown(title, why_alike(title, likes), tuple(ids)) for title in titles.values()]
    return await titles_answer(deps, heading, shown)


@a_tool(Access.READ)
async def recommend(runtime: ToolRuntime[Deps], filters: TitleFilter | None = None, limit: int = 6) -> Answer:
    """Recommend what to watch next from what the person liked. Never what they have seen. Each comes with its reason.

    Args:
        filters: What must hold besides: {"max_runtime": 100}.
        limit: How many at most, 1-20.
    """
    deps = runtime.context
    taste = await deps.rooms.library.taste(deps.user_id)
    best = await deps.rooms.recommender.recommend(deps.user_id, taste, filters=_resolved(deps, filters), limit=_most(limit))
    shown = [Shown(one.title, one.reason, one.evidence) for one in best]
    evidence = await deps.rooms.catalog.get_many([title_id for one in best for title_id in one.evidence])
    named = [{"title_id": title.title_id, "title": title.title, "year": title.year} for title in evidence.values()]
    return await titles_answer(deps, "For you", shown, evidence_titles=named)


def _resolved(deps: Deps, filters: TitleFilter | None) -> TitleFilter | None:
    """Index and recommender compare names as they are, so the catalogue says first what was meant."""
    return deps.rooms.catalog.resolve(filters) if filters else None


def _most(limit: int) -> int:
    return max(1, min(limit, MOST))
