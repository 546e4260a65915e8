"""What every JSON body shares: camelCase names, no unknown fields, no numbers in disguise, and what null means."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, model_validator
from pydantic.alias_generators import to_camel

from domain import RatingValue

StarRating = Annotated[RatingValue, Field(strict=True)]  # neither "9" nor true is a rating
Flag = StrictBool
TitleId = Annotated[str, Field(min_length=1, max_length=64)]


class Body(BaseModel):
    """A request's body; a field that is not ours is refused rather than ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)


class Patch(Body):
    """A partial change (as RFC 7396): what is left out stays, null removes where `clearable` allows it."""

    clearable: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="after")
    def _null_only_where_it_can_be(self) -> Patch:
        for name in sorted(self.model_fields_set - self.clearable):
            if getattr(self, name) is None:
                raise ValueError(f"{to_camel(name)} may be left out, but not be null")
        return self

    @property
    def cleared(self) -> list[str]:
        """The fields to remove."""
        return [name for name in sorted(self.model_fields_set) if getattr(self, name) is None]
