"""The SVG of a picture where nothing can be drawn: the one in docs/plots/, if it shows the same."""

from laming_graph import places
from laming_graph.show.plots.formats import fingerprint, to_svg
from laming_graph.show.plots.picture import Picture


def svg_of(picture: Picture) -> bytes:
    """The SVG that is shipped, if it was made of the same rows in the same drawing; else it is drawn.

    Raises:
        InputError: if it must be drawn and vl-convert is not installed.
    """
    path = places.share() / "docs" / "plots" / f"{picture.name}.svg"
    made = path.read_bytes() if path.is_file() else b""
    return made if f"fingerprint:{fingerprint(picture)}<".encode() in made else to_svg(picture)
