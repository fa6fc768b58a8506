"""What processes of ours leave out is not missed."""

from __future__ import annotations

import subprocess
import sys

ARROW = """
import sys
from flows.sparing import spare_pandas
spare_pandas()
import numpy, pyarrow as pa
from transforms.tables import Reject
from warehouse.schema import to_arrow
table = pa.table({"a": pa.array([1, None]), "b": pa.array(numpy.array([1.5, 2.5]))})
to_arrow(Reject, [])
assert "pandas" not in sys.modules, "loaded"
assert table.to_pandas()["b"].sum() == 4
"""


def test_arrow_works_without_pandas_and_still_makes_frames() -> None:
    """Rows become tables without it; who wants a frame gets one."""
    subprocess.run([sys.executable, "-c", ARROW], check=True)
