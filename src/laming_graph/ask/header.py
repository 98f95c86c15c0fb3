"""Headers of canned queries, in YAML; once read, kept as JSON, which opens ten times as fast."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from laming_graph import places


def parse_header(text: str) -> Any:
    """What a header says.

    It is kept in the user's cache folder beside its own text, so that no change of a query can meet
    an old header. Where the cache cannot be written, it is parsed each time.

    Args:
        text: YAML.

    Returns:
        As YAML has it, but days as text.

    Raises:
        ValueError: if it is no YAML, with what is wrong and no more.
    """
    kept = _kept(text)
    if kept is not None:
        try:
            of, header = json.loads(kept.read_bytes())
            if of == text:
                return header
        except (OSError, ValueError, TypeError):
            pass  # Not kept yet, or damaged.
    header = json.loads(json.dumps(_parsed(text), default=str))
    if kept is not None:
        from laming_graph.files import write_whole
        from laming_graph.model.errors import InputError

        # A cache that cannot be written costs time and nothing else.
        with suppress(InputError):
            write_whole(kept, json.dumps([text, header]).encode())
    return header


def _kept(text: str) -> Path | None:
    cache = places.cache()
    name = f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}.json"
    return None if cache is None else cache / "headers" / name


def _parsed(text: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        raise ValueError(str(getattr(error, "problem", None) or error)) from None
