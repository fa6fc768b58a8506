"""Find which mentions of a document mean the same: chains of names, nominals and pronouns."""

from __future__ import annotations

from transforms.coreference.chain import Chain
from transforms.coreference.resolve import Chains, resolve

__all__ = ["Chain", "Chains", "resolve"]
