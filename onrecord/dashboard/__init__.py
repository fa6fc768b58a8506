"""The dashboard: the published file in a browser."""
