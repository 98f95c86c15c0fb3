"""The command line `laming`: arguments and printing, no logic.

Exit status: 0 fine, 1 a check found something, 2 usage or input. Answers go to standard
output, progress and errors to standard error.
"""

import argparse
import errno
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from laming_graph import places
from laming_graph.arguments import parser
from laming_graph.model.errors import InputError, LamingError

if TYPE_CHECKING:
    from laming_graph.ask.rows import Rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    options = parser().parse_args(arguments)
    try:
        return _VERBS[options.verb](options)
    except LamingError as error:
        if options.debug:
            raise
        print(f"laming: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of a pipe has seen enough; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if options.debug:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        mend = "make room" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "name another place"
        place = error.filename or "standard output"
        print(f"laming: {place}: {error.strerror or error}; {mend}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("laming: stopped", file=sys.stderr)
        return 2


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _emit(text: str, output: Path | None) -> int:
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        from laming_graph.files import write_whole

        write_whole(output, text.encode())
    return 0


def _emit_rows(rows: "Rows", options: argparse.Namespace) -> int:
    from laming_graph.ask.formats import FORMATS

    on_terminal = options.output is None and sys.stdout.isatty()
    name = options.format or ("table" if on_terminal else "csv")
    return _emit(FORMATS[name](rows), options.output)


def _build(options: argparse.Namespace) -> int:
    inquiry = options.inquiry or places.default_inquiry()
    ours = options.inquiry is None
    name = inquiry.resolve().parent.name
    out = options.out or (places.share() / "data" / "ttl" if ours else Path("build") / name)
    sources = places.sources(options.sources)
    progress = (lambda _: None) if options.quiet else _say
    if sources is None:
        if not ours:
            raise InputError("no folder of documents; name it with --sources")
        for option in ("check", "with_text", "out"):
            if getattr(options, option):
                told = option.replace("_", "-")
                raise InputError(f"--{told} needs the documents; name their folder with --sources")
        from laming_graph.curate.inquiry import parse_inquiry

        keys = ", ".join(document.key for document in parse_inquiry(inquiry).documents)
        _say(
            f"no documents at hand (--sources, LAMING_SOURCES or sources/): {keys} were not read "
            f"again; the triples in {out} are used as they are"
        )
        return 0
    from laming_graph.curate.tables import parse_tables
    from laming_graph.files import write_together, write_whole
    from laming_graph.graph.build import build

    built = build(parse_tables(inquiry), sources, progress)
    files = {out / f"{name}.ttl": data for name, data in built.files.items()}
    stale = sorted(set(out.glob("*.ttl")) - files.keys()) if ours and options.out is None else []
    changed = [path for path, data in files.items() if not path.is_file() or path.read_bytes() != data]
    if options.check:
        told = "differs from what the documents and tables give; run `laming build`"
        _emit("".join(f"{path}: {told}\n" for path in [*changed, *stale]), None)
        return 1 if changed or stale else 0
    write_together({path: files[path] for path in changed})
    for path in stale:
        path.unlink()
    if options.with_text:
        layer = places.text_layer() if ours else out.parent / f"{out.name}-text.ttl"
        write_whole(layer, built.text)
        progress(f"the words of the documents: {layer} (local, not to be published)")
    progress(f"{built.triples} triples in {len(files)} files in {out}, {len(changed)} changed")
    return 0


def _validate(options: argparse.Namespace) -> int:
    from laming_graph.check.shapes import validate

    files = options.files or sorted((places.share() / "data" / "ttl").glob("*.ttl"))
    found = validate(files, options.shapes)
    counts = {name: sum(f.severity == name for f in found) for name in ("violation", "warning", "info")}
    lines = [one.line() for one in found if options.all or one.severity == "violation"]
    verdict = "does not conform" if counts["violation"] else "conforms"
    hint = "" if options.all or not counts["warning"] + counts["info"] else " (--all lists them)"
    lines.append(
        f"{len(files)} files: {verdict}; {counts['violation']} violations, "
        f"{counts['warning']} warnings, {counts['info']} info{hint}"
    )
    _emit("\n".join(lines) + "\n", None)
    return 1 if counts["violation"] else 0


def _queries(options: argparse.Namespace) -> int:
    from laming_graph.ask.canned import all_canned, find_canned
    from laming_graph.ask.rows import table_of

    folder = places.share() / "queries"
    if options.slug:
        return _emit(find_canned(folder, options.slug).text, options.output)
    listed = [
        (one.slug, one.question, ", ".join(f"{p.name} ({p.datatype})" for p in one.parameters))
        for one in all_canned(folder)
    ]
    return _emit_rows(table_of(("query", "question", "parameters"), listed), options)


def _query(options: argparse.Namespace) -> int:
    from laming_graph.ask.graph import Graph

    given: dict[str, str] = {}
    for assignment in options.parameters:
        name, equals, value = assignment.partition("=")
        if not equals or not name:
            raise InputError(f"-p {assignment!r} is no assignment; write it as name=value")
        if name in given:
            raise InputError(f"parameter {name} is given twice; keep one")
        given[name] = value
    return _emit_rows(Graph(options.data).query(options.slug, **given), options)


def _sparql(options: argparse.Namespace) -> int:
    from laming_graph.ask.graph import Graph

    if options.file == "-":
        text, place = _standard_input(), "standard input"
    else:
        place = options.file
        try:
            text = Path(options.file).read_text("utf-8")
        except OSError as error:
            raise InputError(f"{place}: {error.strerror}; name a file of SPARQL, or -") from None
        except UnicodeDecodeError:
            raise InputError(f"{place}: not UTF-8; save it as UTF-8") from None
    answer = Graph(options.data).sparql(text, place)
    if options.format and isinstance(answer, bool | bytes):
        told = "ASK answers true or false" if isinstance(answer, bool) else "CONSTRUCT answers in Turtle"
        raise InputError(f"{place}: --format is for SELECT, and {told}; leave it out")
    if isinstance(answer, bool):
        return _emit(f"{str(answer).lower()}\n", options.output)
    if isinstance(answer, bytes):
        return _emit(answer.decode(), options.output)
    return _emit_rows(answer, options)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("standard input: not UTF-8; give it as UTF-8") from None


def _compare(options: argparse.Namespace) -> int:
    from laming_graph.ask.graph import Graph
    from laming_graph.show.comparison import to_comparison

    graph = Graph(options.data)
    rows = graph.query("compare", rec=options.rec)
    if options.format or options.output or not sys.stdout.isatty():
        return _emit_rows(rows, options)
    return _emit(to_comparison(graph, options.rec, rows), None)


def _why(options: argparse.Namespace) -> int:
    from laming_graph.ask.graph import Graph
    from laming_graph.ask.why import to_text, why

    graph = Graph(options.data)
    return _emit(to_text(why(graph, options.iri, places.sources(options.sources))), None)


def _report(options: argparse.Namespace) -> int:
    from datetime import date

    from laming_graph.ask.graph import Graph
    from laming_graph.show import report

    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", options.as_of):
            raise ValueError
        as_of = date.fromisoformat(options.as_of)
    except ValueError:
        raise InputError(f"--as-of: {options.as_of!r} is no day; write it as 2009-12-31") from None
    sections = report.report(Graph(options.data), as_of)
    title = f"What was promised, as of {as_of.isoformat()}"
    plain = options.output is not None or not sys.stdout.isatty()
    if (options.format or ("markdown" if plain else "terminal")) == "markdown":
        return _emit(report.to_report_markdown(sections, title), options.output)
    return _emit(report.to_report_terminal(sections, title), options.output)


def _agreement(options: argparse.Namespace) -> int:
    from laming_graph.ask.rows import table_of
    from laming_graph.curate import agreement

    codings = places.share() / "data" / "curation" / "codings"
    if (options.first is None) != (options.second is None):
        raise InputError("agreement: two folders are needed; name both or neither")
    first, second = options.first or codings / "first", options.second or codings / "second"
    alone = agreement.unmatched(first, second)
    if alone:
        more = f", and {len(alone) - 5} more" if len(alone) > 5 else ""
        _say(f"rows of one reader only, not compared: {len(alone)} ({', '.join(alone[:5])}{more})")
    if options.differences:
        rows = table_of(agreement.Difference._fields, agreement.differences(first, second))
        return _emit_rows(rows, options)
    found = [one for one in agreement.agreements(first, second) if options.codes or not one.code]
    texts = [(*map(str, one[:-1]), f"{one.kappa:.2f}") for one in found]
    return _emit_rows(table_of(agreement.Agreement._fields, texts), options)


def _diff(options: argparse.Namespace) -> int:
    from laming_graph.ask.changes import changes
    from laming_graph.ask.graph import Graph

    found = changes(Graph(options.old), Graph(options.new))
    summary = f"{len(found)} changes" if found else "nothing changed in any answer"
    _emit("\n".join([*found, summary]) + "\n", None)
    return 1 if found else 0


def _completion(options: argparse.Namespace) -> int:
    import shtab

    return _emit(shtab.complete(parser(), options.shell) + "\n", None)


_VERBS = {
    "build": _build,
    "validate": _validate,
    "queries": _queries,
    "query": _query,
    "sparql": _sparql,
    "compare": _compare,
    "why": _why,
    "report": _report,
    "agreement": _agreement,
    "diff": _diff,
    "completion": _completion,
}


if __name__ == "__main__":
    sys.exit(main())
