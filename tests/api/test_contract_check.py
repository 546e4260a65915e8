"""The wire contract's own checker, run against the real service with the embedded model."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CHECKER = Path(__file__).parents[3] / "shared/tools/contract_check.py"


@pytest.mark.skipif(not CHECKER.exists(), reason="the contract's checker lies beside the project's own checkout only")
async def test_the_service_keeps_the_wire_contract(serve: Callable[..., Any]) -> None:
    async with serve(embedded=True) as served:
        check = await asyncio.create_subprocess_exec(sys.executable, str(CHECKER), served.url, stdout=PIPE, stderr=STDOUT)
        told, _ = await asyncio.wait_for(check.communicate(), 120)
    assert check.returncode == 0, told.decode()
    assert b" passed, 0 failed" in told
