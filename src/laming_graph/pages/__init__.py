"""The pages people read: pure functions from a graph and a path to HTML, for server and static site."""
