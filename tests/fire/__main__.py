"""Put the product under fire: `python -m tests.fire --kills 300 --steps 1000 --files 5000`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fire.suite import Asked, carried_out
from tests.fire.table import put_into

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"


def main() -> int:
    """Carry out what is asked; give 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fire", description=__doc__)
    parser.add_argument("--kills", type=int, default=0, help="processes to kill")
    parser.add_argument("--faults", type=int, default=0, help="faults of disks, clocks, people")
    parser.add_argument("--steps", type=int, default=0, help="steps of the model")
    parser.add_argument("--files", type=int, default=0, help="damaged files to read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="trials at once")
    parser.add_argument("--only", default="", help="repeat trials, as kills/17,faults/3")
    parser.add_argument("--write", action="store_true", help="put the table into docs/")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="onrecord-fire-") as folder:
        asked = Asked(**{name: getattr(given, name) for name in vars(given).keys() - {"write"}})
        result = carried_out(asked, Path(folder), lambda told: print(told, flush=True))
    print(result.table())
    if given.write:
        put_into(PAGE, result)
    return int(result.is_bad)


if __name__ == "__main__":
    sys.exit(main())
