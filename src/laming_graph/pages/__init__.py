"""The pages people read: pure functions from a graph and a path to HTML, for the server and for the static site."""
