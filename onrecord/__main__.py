"""Run the command with `python -m onrecord`."""

from onrecord.cli import main

main()
