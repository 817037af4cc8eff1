"""What the benchmarks share: a scene to work in, and workbooks to work on."""
