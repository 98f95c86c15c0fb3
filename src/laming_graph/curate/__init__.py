"""The tables people keep: the inquiry, its agents and instruments, promises, summaries.

Each row is read with its file and line, so that what it says wrongly can be found and mended.
"""
