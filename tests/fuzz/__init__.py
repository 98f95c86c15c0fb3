"""Fuzzing: what reads input, as functions of bytes, and a driver for minutes or hours."""
