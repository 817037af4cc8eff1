"""Tests of the rules: tables at every boundary, properties, and cases a jurist can read."""
