"""Measures how well the assistant understands; docs/evaluation.md explains it."""
