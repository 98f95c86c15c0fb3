"""The pages as files."""

from laming_graph.ask.graph import Graph
from laming_graph.pages.links import file_of
from laming_graph.pages.pages import HTML, Pages


def site_files(graph: Graph) -> dict[str, bytes]:
    """Every page and file of the static site.

    Args:
        graph: what is asked.

    Returns:
        Path inside the site, with "/", to content.
    """
    pages = Pages(graph, static=True)
    found: dict[str, bytes] = {}
    for path in pages.paths():
        made = pages.made(path)
        assert made is not None, path
        # A question on a kind of thing that this inquiry lacks has a page that says so, and no answer.
        if made.status == 200 or made.media_type == HTML:
            found[file_of(path).lstrip("/")] = made.body
    return found
