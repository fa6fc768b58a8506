"""Run the comparison."""

from tests.benchmarks.compare import main

main()
