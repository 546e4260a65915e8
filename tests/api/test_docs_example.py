"""The program that docs/api.md tells people to copy runs, and does what it says."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

API_PAGE = Path(__file__).parents[2] / "docs" / "api.md"


async def test_the_example_talks_and_logs_a_watch(serve: Callable[..., Any]) -> None:
    [program] = re.findall(r"```python\n(.*?)```", API_PAGE.read_text(), re.DOTALL)
    async with serve(embedded=True) as served:
        example = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, env=os.environ | {"RAFILM_URL": served.url}, stdout=asyncio.subprocess.PIPE
        )
        printed, _ = await asyncio.wait_for(example.communicate(), 60)
    assert example.returncode == 0
    said, _, diary = printed.decode().strip().rpartition("\n")
    assert "[changed:" in said
    assert "'title': 'Heat'" in diary
    assert "'rating': 9" in diary
