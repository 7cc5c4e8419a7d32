"""The search engine beside others: the same tokens, the same queries, one run.

    python -m benchmarks.engine corpus  FOLDER [--articles 100000]
    python -m benchmarks.engine build   FOLDER SIZE [ENGINE …]
    python -m benchmarks.engine measure FOLDER SIZE [ENGINE …]
    python -m benchmarks.engine served  FOLDER SIZE
    python -m benchmarks.engine report  FOLDER
    python -m benchmarks.engine all     FOLDER SIZE

Each step keeps what it makes in FOLDER, so that any can be run again alone: `build` and `measure`
one JSON file an engine and size in `results/`, `served` an archive. `report` prints the tables of
docs/benchmarks.md and draws `growth.svg`. `all` is all of them, one after the other. Engines that
are not installed are left out; docs/benchmarks.md says how to get them.
"""
