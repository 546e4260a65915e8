"""What a person did: diary, ratings, lists, preferences, and the journal of every change with its undo."""

from library.interface import Library
from library.journaled import JournaledLibrary
from library.opening import open_library

__all__ = ["JournaledLibrary", "Library", "open_library"]
