from __future__ import annotations

import numpy as np

from vectorstore.overlap import SharedTags, SharedWords, stems


def test_words_count_without_their_endings() -> None:
    assert stems("Sharks attacked, HUNTING the sharks") == {"shark", "attack", "hunt", "the"}


def test_rare_words_count_more_and_common_ones_not_at_all() -> None:
    texts = [stems(text) for text in ("the shark swims", "the dog runs", "the cat runs", "the bird flies", "the fish")]
    words = SharedWords(texts)
    share = words.share("the sharks run")
    assert share.argmax() == 0
    assert share[3] == share[4] == 0
    assert np.all(words.share("the") == 0)
    assert words.share("shark").max() == 1


def test_tags_overlap_by_what_is_in_common() -> None:
    overlap = SharedTags([("Drama", "War"), ("Drama",), (), ("Comedy",)]).overlap(0)
    np.testing.assert_allclose(overlap, [1, 0.5, 0, 0])


def test_titles_without_tags_have_nothing_in_common() -> None:
    np.testing.assert_allclose(SharedTags([(), ()]).overlap(0), [0, 0])
