"""Plain answers to "are you sure?"."""

from __future__ import annotations

import re

_YES = (
    r"(?:y|ya|ye|yes|yeah|yea|yep|yup|yess+|sure|sure thing|ok|okay|k|kk|absolutely|definitely|certainly|of course|"
    r"confirm(?:ed)?|affirmative|correct|right|exactly|go|go ahead|"
    r"go for it|do it|do that|please do|please|proceed|approved?|i'm sure|im sure|i am sure|i'm certain|sounds good|fine|"
    r"that's fine|alright|all right|by all means|indeed|yes please|"
    r"delete (?:it|them|all|everything)|clear (?:it|them)|remove (?:it|them)|add (?:it|them)(?: all)?|make it so|let's do "
    r"it|why not|positive|aye|oui|si|👍|✅)"
)
_NO = (
    r"(?:n|no|nope|nah|naw|nay|no way|never|no thanks|no thank you|don't|dont|do not|don't do (?:it|that)|do not do (?:it|"
    r"that)|stop|cancel|cancel (?:it|that)|abort|leave (?:it|them|that)(?: alone| as (?:it is|is|they are))?|keep (?:it|"
    r"them|everything)|"
    r"not now|not really|rather not|i'd rather not|better not|never ?mind|nvm|forget (?:it|that)|wait|hold on|hang on|on "
    r"second thought|please don't|please no|no don't|absolutely not|of course not|certainly not|not sure|i changed my mind|"
    r"changed my mind|negative|👎|❌)"
)
_FILL = (
    r"(?:please|thanks|thank you|thx|do it|do that|go ahead|go for it|that's fine|i'm sure|im sure|i am sure|it is|it's "
    r"fine|leave it|leave it alone|leave them|keep it|keep them|don't|cancel(?: it| that)?|stop|delete it|clear it|now|then|"
    r"mate|rafilm|ok|okay|sure|definitely|absolutely|actually|oh|um|uh|hmm|well|not now|never mind|that's right|you can|all "
    r"of them|all of it|both|i want that|i do|i don't|it's ok|for sure)"
)
_SEP = r"[\s,.!;:-]+"
_EDGE = re.compile(r"^[\s,.!?;:]+|[\s,.!?;:]+$")


def understand_yes_no(text: str) -> bool | None:
    """True for a plain yes, False for a plain no, None for anything else (a new wish, both at once, a question)."""
    said = _EDGE.sub("", " ".join(text.lower().replace("’", "'").split()))
    if not said or len(said) > 60:
        return None
    said = re.sub(rf"^(?:oh|um|uh|hmm|well|ok so|so|actually|ok(?:ay)?(?=\W+no\b)){_SEP}(?=.)", "", said)
    no = re.fullmatch(rf"{_NO}(?:{_SEP}(?:{_NO}|{_FILL}))*", said) is not None
    yes = re.fullmatch(rf"{_YES}(?:{_SEP}(?:{_YES}|{_FILL}))*", said) is not None
    if no:
        return None if re.match(r"(?:wait|hold on|hang on|not sure)$", said) and yes else False
    if yes and not re.search(r"\b(?:don't|cancel|stop|leave it|leave them|keep it|keep them|not now|never mind)\b", said):
        return True
    return None
