"""Measure how good the project is, against floors."""
