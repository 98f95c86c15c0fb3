"""Graphs of our own model at any size, and how fast each engine is on them."""
