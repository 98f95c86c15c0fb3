"""Plots: pictures of what the graph answers, each with its rows and a description in words."""
