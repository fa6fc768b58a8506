"""Tell why a quote stands as it does: how its words were found, and how its speaker."""

from __future__ import annotations

from transforms.explain.explanation import Candidate, Decision, Explanation, Reason, Way, Who
from transforms.explain.why import explain

__all__ = ["Candidate", "Decision", "Explanation", "Reason", "Way", "Who", "explain"]
