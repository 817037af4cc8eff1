"""The solver of one park: columns, pricing, master, cuts and heuristics; needs numpy, scipy and ortools."""
