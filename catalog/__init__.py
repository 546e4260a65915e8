"""Which titles exist: one interface, `Catalog`; the embedded catalogue behind it is the default."""

from catalog.interface import Catalog, Facets, Sort

__all__ = ["Catalog", "Facets", "Sort"]
