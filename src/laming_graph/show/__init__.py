"""Showing: the accountability report."""
