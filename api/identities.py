"""Which user somebody is: a table from (issuer, subject) to a user id, the only source of user ids."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from api.database import identities
from sqlite import writing


class Identities:
    """Signs in whom a verified token names. User ids say nothing of the person and never change."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    async def user_of(self, issuer: str, subject: str) -> str:
        """The user id of a subject, made at the first sign-in; two first sign-ins at once give one user."""
        known = select(identities.c.user_id).where(identities.c.issuer == issuer, identities.c.subject == subject)
        async with self._engine.connect() as connection:
            user_id = (await connection.execute(known)).scalar_one_or_none()
        if user_id is None:
            made = insert(identities).values(issuer=issuer, subject=subject, user_id=str(uuid.uuid4()), created_at=self._clock())
            async with writing(self._engine) as connection:
                await connection.execute(made.on_conflict_do_nothing(index_elements=["issuer", "subject"]))
                user_id = (await connection.execute(known)).scalar_one()
        return str(user_id)
