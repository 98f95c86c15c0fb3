"""`inquiry.toml`: one inquiry's documents, readers and base IRI."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from laming_graph.model.document import CODINGS, Document
from laming_graph.model.errors import InputError
from laming_graph.model.inquiry import Inquiry

_DOCUMENT_KEYS = {
    "key", "file", "sha256", "code-points", "layout", "title", "publisher", "date", "voice",
    "role", "coding", "reading", "expect", "left-out",
}  # fmt: skip
_INQUIRY_KEYS = {
    "key", "title", "base", "creator", "licence", "version", "recommendations", "items",
    "plan-date", "report", "documents", "invented",
}  # fmt: skip

_NUMBERS = {"recommendations", "code-points"}
_TABLES = {"items", "report", "reading", "expect"}
_OTHERS = {"documents", "invented"}
_MOST_RECOMMENDATIONS, _MOST_ITEMS = 999, 26
"""A reference has three figures and one letter."""
_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|^`\\]+""")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def parse_inquiry(path: Path) -> Inquiry:
    """Read the description of an inquiry.

    Args:
        path: the TOML file.

    Raises:
        InputError: if it is missing, is not TOML, lacks or misspells a key, or a value does not
            fit its key.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; name an inquiry.toml") from None
    except RecursionError:
        raise InputError(f"{path}: nested too deep; mend the TOML") from None
    except ValueError as error:
        # TOML that is none, text that is not UTF-8, a number of thousands of figures.
        raise InputError(f"{path}: {error}; mend the TOML") from None
    _refuse_unknown(path, data, _INQUIRY_KEYS, "inquiry")
    _refuse_ill_typed(path, data, "inquiry")
    _refuse_unfit(path, data)
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
    what = f"document {entry.get('key', '?')}"
    _refuse_unknown(path, entry, _DOCUMENT_KEYS, what)
    _refuse_ill_typed(path, entry, what)
    if not _KEY.fullmatch(entry["key"]):
        raise InputError(f"{path}: {what}: its key makes no name; use small letters, figures and hyphens")
    coding = entry.get("coding", "")
    if coding not in ("", *CODINGS):
        raise InputError(f"{path}: {what}: coding {coding!r} is no table; use one of {', '.join(CODINGS)}")
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
        coding=coding,
    )


def _refuse_unknown(path: Path, entry: Mapping[str, Any], known: set[str], what: str) -> None:
    for key in entry.keys() - known:
        raise InputError(f"{path}: {what} has the unknown key {key!r}; one of {sorted(known)}")


def _refuse_ill_typed(path: Path, entry: Mapping[str, Any], what: str) -> None:
    for key, value in entry.items():
        if key in _OTHERS:
            continue
        kind, name = (
            (int, "whole number") if key in _NUMBERS else (dict, "table") if key in _TABLES else (str, "text")
        )
        if not isinstance(value, kind) or isinstance(value, bool):
            raise InputError(f"{path}: {what}: {key} is {value!r}; give a {name}")
    for key in ("items", "expect"):
        for name, value in entry.get(key, {}).items():
            if not isinstance(value, int) or isinstance(value, bool):
                raise InputError(f"{path}: {what}: {key}.{name} is {value!r}; give a whole number")
    for name, value in (
        ("recommendations", entry.get("recommendations", 0)),
        *entry.get("items", {}).items(),
    ):
        most = _MOST_RECOMMENDATIONS if name == "recommendations" else _MOST_ITEMS
        if not 0 <= value <= most:
            raise InputError(f"{path}: {what}: {name} has the number {value}; give one up to {most}")
    for name in ("title", "date"):
        value = entry.get("report", {}).get(name, "")
        if not isinstance(value, str):
            raise InputError(f"{path}: {what}: report.{name} is {value!r}; give a text")
    if not isinstance(entry.get("invented", False), bool):
        raise InputError(f"{path}: {what}: invented is {entry['invented']!r}; give true or false")


def _refuse_unfit(path: Path, data: Mapping[str, Any]) -> None:
    """Names that would make no IRI in the graph; what is missing is told elsewhere."""
    base = data.get("base", "https://example.org/")
    if not _IRI.fullmatch(base) or "://" not in base or not base.endswith("/") or re.search("[?#]", base):
        raise InputError(
            f"{path}: base {base!r} is no IRI that ends in /; write it as https://example.org/id/"
        )
    licence = data.get("licence", base)
    if not _IRI.fullmatch(licence):
        raise InputError(
            f"{path}: licence {licence!r} is no IRI; give its address, "
            "as https://creativecommons.org/licenses/by/4.0/"
        )
    if not _KEY.fullmatch(data.get("key", "key")):
        raise InputError(f"{path}: key {data['key']!r} makes no name; use small letters, figures and hyphens")
    codings = [entry.get("coding") for entry in data.get("documents", ()) if isinstance(entry, dict)]
    for coding in CODINGS:
        if codings.count(coding) > 1:
            raise InputError(f"{path}: two documents have the coding {coding!r}; a table codes one document")
