"""Where the project's files are: in a checkout, or inside the installed package."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def share() -> Path:
    """The folder that holds ontology/, shapes/, queries/ and data/."""
    installed = _PACKAGE / "share"
    return installed if installed.is_dir() else _CHECKOUT


def shipped(*folder: str) -> list[Path]:
    """The Turtle files of one of our folders, by name: `shipped("data", "ttl")`."""
    return sorted(share().joinpath(*folder).glob("*.ttl"))


def default_inquiry() -> Path:
    """The inquiry built when none is named."""
    return share() / "data" / "curation" / "inquiry.toml"


def sources(given: Path | None) -> Path | None:
    """The folder of the documents: as given, else LAMING_SOURCES, else sources/ if it is there."""
    if given is not None:
        return given
    if named := os.environ.get("LAMING_SOURCES"):
        return Path(named)
    beside = [folder / "sources" for folder in (Path.cwd(), share())]
    return next((folder for folder in beside if folder.is_dir()), None)


def text_layer() -> Path:
    """Where `laming build --with-text` writes the words, and queries look for them."""
    return _build() / "text.ttl"


def inferred() -> Path:
    """Where `laming infer` writes what follows from the data."""
    return _build() / "inferred.nt"


def _build() -> Path:
    root = Path.cwd() if (_PACKAGE / "share").is_dir() else _CHECKOUT
    return root / "build"


def cache() -> Path | None:
    """Where opened stores are kept for the next time; None for a user without a home."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "laming-graph"
    except RuntimeError:
        return None
