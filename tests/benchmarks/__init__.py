"""Measure how fast the project is, as ratios taken in one run."""
