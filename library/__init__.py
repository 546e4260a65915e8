"""What a person did: diary, ratings, lists, preferences, and the journal of every change with its undo."""

from library.interface import Library

__all__ = ["Library"]
