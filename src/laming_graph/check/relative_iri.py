"""A relative IRI made whole, as RFC 3986, section 5.2, has it and as the parser does it.

The parser leaves dots in an IRI that begins with `//`; names here must be those that it gives.
"""

import re

_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.\-]*):)?(//[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)


def resolve(base: str, relative: str) -> str:
    """A relative IRI made whole by its base; a whole one is left as it is.

    >>> resolve("https://example.org/a/b?c", "../d#e")
    'https://example.org/d#e'
    >>> resolve("https://example.org/a", "urn:x:y")
    'urn:x:y'
    """
    scheme, authority, path, query, fragment = _split(relative)
    if scheme or not base:
        return relative
    base_scheme, base_authority, base_path, base_query, _ = _split(base)
    if not authority:
        authority = base_authority
        if not path:
            path, query = base_path, query or base_query
        elif path.startswith("/"):
            path = _without_dots(path)
        else:
            folder = "/" if base_authority and not base_path else base_path[: base_path.rfind("/") + 1]
            path = _without_dots(folder + path)
    return f"{base_scheme}:{authority}{path}{query}{fragment}"


def _split(iri: str) -> list[str]:
    found = _PARTS.fullmatch(iri)
    assert found is not None
    return [part or "" for part in found.groups()]


def _without_dots(path: str) -> str:
    kept: list[str] = []
    parts = path.split("/")
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        if part == "..":
            if len(kept) > 1 or (kept and kept[0]):
                kept.pop()
        elif part != ".":
            kept.append(part)
            continue
        if is_last:
            kept.append("")
    return "/".join(kept)
