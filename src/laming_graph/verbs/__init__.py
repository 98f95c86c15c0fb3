"""The commands of `laming`, one module each: its arguments, and running it.

A module has `arguments(parser)`, which adds what the command takes, and `run(options)`, which
returns the exit status. Only the module of the command given is imported, and what is heavy is
imported inside `run`, so that every command starts at once.
"""
