"""Laming Graph: who promised what, by when, in which words, and did they?"""

__version__ = "0.1.0"
