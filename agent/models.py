"""From the setting's words to a chat model: `RAFILM_MODEL=embedded`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt
from langchain_core.language_models import BaseChatModel

from agent.embedded.model import EmbeddedChatModel
from domain import Title
from errors import ModelUnavailable

Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]
ModelMaker = Callable[[Sequence[Title], Embed, Callable[[], datetime]], BaseChatModel]
"""Makes a chat model of the titles it may be asked about, an embedder of texts, and a clock."""


def make_model(name: str) -> ModelMaker:
    """The maker of the chat model of that name. Raises ModelUnavailable for a name it does not know."""
    if name == "embedded":
        return EmbeddedChatModel.create
    raise ModelUnavailable(f"There is no chat model {name!r}. RAFILM_MODEL may be: embedded.")
