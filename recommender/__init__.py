"""What to watch next: one interface, `Recommender`; the embedded engine behind it is the default."""

from recommender.interface import Recommender

__all__ = ["Recommender"]
