"""`make bench`: every speed and size that the README promises, as one table. Quality: see the other bench_*.py."""

from __future__ import annotations

from benchmarks import bench_search, bench_turns
from benchmarks.table import print_table

print_table([*bench_turns.rows(), *bench_search.rows()], title="Rafilm, measured here")
