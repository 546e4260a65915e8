"""The closed lists of the catalogue, and the other words people use for them."""

from __future__ import annotations

GENRES = (
    "Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Family", "Fantasy", "History",
    "Horror", "Music", "Mystery", "Romance", "Science Fiction", "TV Movie", "Thriller", "War", "Western",
)  # fmt: skip
"""TMDb's genres of films."""

MOODS = (
    "absurd", "action-packed", "bittersweet", "bleak", "cozy", "dark", "dreamy", "eerie", "epic", "exciting", "family-friendly",
    "funny", "gritty", "heartwarming", "inspiring", "melancholic", "mind-bending", "moving", "mysterious", "nostalgic", "playful",
    "quirky", "raunchy", "romantic", "sad", "satirical", "scary", "slow-burn", "stylish", "suspenseful", "tense",
    "thought-provoking", "uplifting", "violent", "whimsical", "witty",
)  # fmt: skip
"""The moods of the embedded catalogue."""

GENRE_ALIASES = {
    "sci-fi": "Science Fiction", "sci fi": "Science Fiction", "scifi": "Science Fiction", "sf": "Science Fiction",
    "science-fiction": "Science Fiction", "animated": "Animation", "cartoon": "Animation", "anime": "Animation",
    "comedic": "Comedy", "romcom": "Romance", "rom-com": "Romance", "romantic": "Romance", "love story": "Romance",
    "scary": "Horror", "musical": "Music", "historical": "History", "doc": "Documentary", "docu": "Documentary",
    "kids": "Family", "children": "Family", "detective": "Mystery", "whodunit": "Mystery", "gangster": "Crime",
    "suspense": "Thriller", "cowboy": "Western", "dramatic": "Drama", "biography": "History", "tv film": "TV Movie",
}  # fmt: skip

MOOD_ALIASES = {
    "feel-good": "uplifting", "feelgood": "uplifting", "hilarious": "funny", "humorous": "funny", "comic": "funny",
    "creepy": "eerie", "spooky": "eerie", "frightening": "scary", "terrifying": "scary", "depressing": "bleak", "grim": "bleak",
    "touching": "moving", "emotional": "moving", "tearjerker": "sad", "tear-jerker": "sad", "heartbreaking": "sad",
    "sweet": "heartwarming", "warm": "heartwarming", "comforting": "cozy", "cosy": "cozy", "inspirational": "inspiring",
    "trippy": "mind-bending", "mindbending": "mind-bending", "twisty": "mind-bending", "thrilling": "exciting",
    "intense": "tense", "gripping": "suspenseful", "clever": "witty", "silly": "absurd", "surreal": "dreamy",
    "bloody": "violent", "gory": "violent", "slow": "slow-burn", "wholesome": "family-friendly", "intelligent": "thought-provoking",
    "smart": "thought-provoking", "offbeat": "quirky", "weird": "quirky", "atmospheric": "eerie", "melancholy": "melancholic",
    "nostalgia": "nostalgic", "satire": "satirical", "romance": "romantic", "magical": "whimsical", "fun": "playful",
}  # fmt: skip


def canonical_genre(word: str) -> str | None:
    """The genre that `word` names ("sci-fi", "HORROR", "comedies"), or None."""
    return _canonical(word, {genre.casefold(): genre for genre in GENRES} | GENRE_ALIASES)


def canonical_mood(word: str) -> str | None:
    """The mood that `word` names ("Feel-good", "cosy"), or None."""
    return _canonical(word, {mood: mood for mood in MOODS} | MOOD_ALIASES)


def _canonical(word: str, table: dict[str, str]) -> str | None:
    """`word` in the table as it is, with or without its hyphens, or in the singular."""
    word = " ".join(word.casefold().split())
    singular = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
    for form in (word, singular, word.replace(" ", "-"), word.replace("-", " ")):
        if form in table:
            return table[form]
    return None
