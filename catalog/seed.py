"""The catalogue that is shipped: about 2,000 films, CC0 texts (see catalog/data/README.md)."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import orjson

from domain import Title

DATA = Path(__file__).parent / "data"
TITLES = DATA / "titles.jsonl.gz"
ALSO_KNOWN = DATA / "also_known.json"


def load_titles(path: Path = TITLES) -> tuple[Title, ...]:
    """All titles of a seed file, in its order."""
    with gzip.open(path, "rb") as lines:
        return tuple(_title(orjson.loads(line)) for line in lines)


def load_also_known(path: Path = ALSO_KNOWN) -> dict[str, tuple[str, ...]]:
    """Title id to other names that people call it by."""
    return {title_id: tuple(names) for title_id, names in orjson.loads(path.read_bytes()).items()}


def _title(row: dict[str, Any]) -> Title:
    return Title(
        title_id=row["titleId"],
        title=row["title"],
        year=row["year"],
        media_type=row["mediaType"],
        original_title=row.get("originalTitle"),
        release_date=row["releaseDate"],
        runtime=row["runtime"],
        genres=tuple(row["genres"]),
        directors=tuple(row["directors"]),
        cast=tuple(row["cast"]),
        language=row["originalLanguage"],
        vote_average=row["voteAverage"],
        vote_count=row["voteCount"],
        poster_path=row.get("posterPath"),
        overview=row["synopsis"],
        moods=tuple(row["moods"]),
        themes=tuple(row["themes"]),
        imdb_id=row.get("imdbId"),
    )
