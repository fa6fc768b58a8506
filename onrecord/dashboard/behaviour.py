"""Move a page to where its address points: Streamlit has drawn it only after the browser looked."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent


def move(place: str) -> None:
    """Bring the quote of the address into view, or the top of a list; once for each place."""
    mark = f'<span hidden data-place="{escape(place)}"></span>'
    with st.container(key="behaviour"):
        st.html(f"{mark}<script>{_script()}</script>", unsafe_allow_javascript=True)


@cache
def _script() -> str:
    return (HERE / "behaviour.js").read_text(encoding="utf-8")
