"""`inquiry.toml`: one inquiry's documents, readers and base IRI."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from laming_graph.model.document import Document
from laming_graph.model.errors import InputError
from laming_graph.model.inquiry import Inquiry

_DOCUMENT_KEYS = {
    "key", "file", "sha256", "code-points", "layout", "title", "publisher", "date", "voice",
    "role", "reading", "expect", "left-out",
}  # fmt: skip
_INQUIRY_KEYS = {
    "key", "title", "base", "creator", "licence", "version", "recommendations", "items",
    "plan-date", "report", "documents", "invented",
}  # fmt: skip


def parse_inquiry(path: Path) -> Inquiry:
    """Read the description of an inquiry.

    Args:
        path: the TOML file.

    Raises:
        InputError: if it is missing, is not TOML, or lacks or misspells a key.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; name an inquiry.toml") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; mend the TOML") from None
    _refuse_unknown(path, data, _INQUIRY_KEYS, "inquiry")
    try:
        return Inquiry(
            key=data["key"],
            title=data["title"],
            base=data["base"],
            report_title=data["report"]["title"],
            report_date=data["report"]["date"],
            report_parts=data["report"].get("parts", {}),
            recommendations=data["recommendations"],
            items={int(number): count for number, count in data.get("items", {}).items()},
            plan_date=data.get("plan-date", data["report"]["date"][: len("2009-05")]),
            creator=data["creator"],
            licence=data["licence"],
            version=data["version"],
            invented=data.get("invented", False),
            documents=tuple(_document(path, entry) for entry in data["documents"]),
        )
    except KeyError as error:
        raise InputError(f"{path}: the key {error} is missing; add it") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: {error}; see the keys in data/curation/inquiry.toml") from None


def _document(path: Path, entry: Mapping[str, Any]) -> Document:
    _refuse_unknown(path, entry, _DOCUMENT_KEYS, f"document {entry.get('key', '?')}")
    return Document(
        key=entry["key"],
        file=entry["file"],
        sha256=entry["sha256"],
        code_points=entry["code-points"],
        layout=entry["layout"],
        title=entry["title"],
        publisher=entry["publisher"],
        date=entry["date"],
        voice=entry["voice"],
        role=entry["role"],
        reading=entry.get("reading", {}),
        expect=entry.get("expect", {}),
        left_out=entry.get("left-out", ""),
    )


def _refuse_unknown(path: Path, entry: Mapping[str, Any], known: set[str], what: str) -> None:
    for key in entry.keys() - known:
        raise InputError(f"{path}: {what} has the unknown key {key!r}; one of {sorted(known)}")
