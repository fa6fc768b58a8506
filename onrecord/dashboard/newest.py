"""Keep an open page on the newest data."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from onrecord.dashboard.asking import seen

PACE = 2.0  # seconds between looks at the file; a look is one stat
SHOWN = "shown_version"


def remember(path: Path) -> None:
    """Note which file the page is about to be made from."""
    st.session_state[SHOWN] = seen(path)


def try_again() -> None:
    """Have the page made anew at the next look, though the file may be the same."""
    st.session_state[SHOWN] = "failed"


@st.fragment(run_every=PACE)
def watch(path: Path) -> None:
    """Say how new the page is, and make it anew once another file has been published."""
    newest = seen(path)
    if newest != st.session_state.get(SHOWN):
        st.rerun(scope="app")
    if newest is None:
        st.html('<p class="onrecord updated">Looking for a warehouse every two seconds.</p>')
    else:
        at = datetime.fromtimestamp(newest[1] / 1e9, UTC)
        st.html(f'<p class="onrecord updated">Updated {at:%H:%M:%S} UTC</p>')
