"""Keep pytest out: nothing here is a test, and time limits in tests prove nothing."""

collect_ignore_glob = ["*.py"]
