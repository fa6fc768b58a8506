"""Move the clock that the product reads."""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta, tzinfo
from inspect import getsource
from typing import Any

ROOMS = ("flows", "warehouse", "onrecord")
ASKS = "datetime.now("


class _Kind(type):
    """Lets every time be an instance of the class that stands for `datetime`."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)


def move_clocks(shift: timedelta) -> None:
    """Let `datetime.now` and `time.time` be wrong in the modules of the product."""

    class Moved(datetime, metaclass=_Kind):
        """A clock that is wrong."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return datetime.now(tz) + shift

    right = time.time
    time.time = lambda: right() + shift.total_seconds()
    for name, module in list(sys.modules.items()):
        is_ours = name.partition(".")[0] in ROOMS and getattr(module, "datetime", None) is datetime
        if is_ours and ASKS in getsource(module):
            module.datetime = Moved  # type: ignore[attr-defined]
