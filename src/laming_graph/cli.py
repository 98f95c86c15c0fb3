"""The command line `laming`: arguments and printing, no logic.

Exit status: 0 fine, 1 a check found something, 2 usage or input. Answers go to standard
output, progress and errors to standard error.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from laming_graph import __version__, places
from laming_graph.model.errors import InputError, LamingError

if TYPE_CHECKING:
    from laming_graph.ask.rows import Rows

_FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except LamingError as error:
        if options.debug:
            raise
        print(f"laming: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of a pipe has seen enough; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("laming: stopped", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="laming",
        description="Who promised what, by when, in which words, after Lord Laming's 2009 report.",
    )
    parser.add_argument("--version", action="version", version=f"laming {__version__}")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    verbs = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    build = verbs.add_parser("build", help="build the graph from the documents")
    build.add_argument("--inquiry", type=Path, metavar="FILE", help="the inquiry.toml to build")
    build.add_argument("--sources", type=Path, metavar="DIR", help="folder of the documents")
    build.add_argument("--out", type=Path, metavar="DIR", help="folder for the Turtle files")
    build.add_argument("--with-text", action="store_true", help="write the words too, to build/text.ttl")
    build.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    build.add_argument("--quiet", action="store_true", help="no progress")
    build.set_defaults(run=_build)

    validate = verbs.add_parser("validate", help="hold data against the shapes")
    validate.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="Turtle; the shipped data without it"
    )
    validate.add_argument("--shapes", type=Path, metavar="DIR", help="a folder of shapes; ours without it")
    validate.add_argument("--all", action="store_true", help="list warnings and info too")
    validate.set_defaults(run=_validate)

    queries = verbs.add_parser("queries", help="list the canned queries, or show one")
    queries.add_argument("slug", nargs="?", metavar="QUERY")
    _output(queries)
    queries.set_defaults(run=_queries)

    query = verbs.add_parser("query", help="answer a canned query")
    query.add_argument("slug", metavar="QUERY")
    query.add_argument("-p", dest="parameters", action="append", default=[], metavar="NAME=VALUE")
    _data(query)
    _output(query)
    query.set_defaults(run=_query)

    sparql = verbs.add_parser("sparql", help="answer SPARQL of your own")
    sparql.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    _data(sparql)
    _output(sparql)
    sparql.set_defaults(run=_sparql)

    compare = verbs.add_parser("compare", help="every voice on one recommendation")
    compare.add_argument("rec", metavar="REC", help="24, or 24c for an item")
    _data(compare)
    _output(compare)
    compare.set_defaults(run=_compare)

    why = verbs.add_parser("why", help="what a statement rests on")
    why.add_argument("iri", metavar="IRI", help="whole, or short: commitment/action-plan/37/2")
    why.add_argument("--sources", type=Path, metavar="DIR", help="folder of the documents, to see the words")
    _data(why)
    why.set_defaults(run=_why)

    report = verbs.add_parser("report", help="what is due, undated, resting on what, carried by whom")
    report.add_argument(
        "--as-of", required=True, metavar="DATE", help="the day on which one asks: 2009-12-31"
    )
    report.add_argument("--format", choices=("terminal", "markdown"))
    report.add_argument("-o", dest="output", type=Path, metavar="FILE")
    _data(report)
    report.set_defaults(run=_report)

    completion = verbs.add_parser("completion", help="print a completion script for your shell")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    completion.set_defaults(run=_completion)
    return parser


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=_FORMATS, help="table on a terminal, else csv")
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE", help="write to a file")


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder of Turtle; ours without it")


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
    out = options.out or (places.share() / "data" / "ttl" if ours else Path("build") / inquiry.parent.name)
    sources = places.sources(options.sources)
    progress = (lambda _: None) if options.quiet else _say
    if sources is None:
        if not ours:
            raise InputError("no folder of documents; name it with --sources")
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
    stale = sorted(set(out.glob("*.ttl")) - files.keys()) if ours else []
    changed = [path for path, data in files.items() if not path.is_file() or path.read_bytes() != data]
    if options.check:
        for path in [*changed, *stale]:
            print(f"{path}: differs from what the documents and tables give; run `laming build`")
        return 1 if changed or stale else 0
    write_together({path: files[path] for path in changed})
    for path in stale:
        path.unlink()
    if options.with_text:
        layer = places.text_layer() if ours else out / "text.ttl"
        write_whole(layer, built.text)
        progress(f"the words of the documents: {layer} (local, not to be published)")
    progress(f"{built.triples} triples in {len(files)} files in {out}, {len(changed)} changed")
    return 0


def _validate(options: argparse.Namespace) -> int:
    from laming_graph.check.shapes import validate

    files = options.files or sorted((places.share() / "data" / "ttl").glob("*.ttl"))
    found = validate(files, options.shapes)
    counts = {name: sum(f.severity == name for f in found) for name in ("violation", "warning", "info")}
    for finding in found:
        if options.all or finding.severity == "violation":
            print(finding.line())
    verdict = "does not conform" if counts["violation"] else "conforms"
    hint = "" if options.all or not counts["warning"] + counts["info"] else " (--all lists them)"
    print(
        f"{len(files)} files: {verdict}; {counts['violation']} violations, "
        f"{counts['warning']} warnings, {counts['info']} info{hint}"
    )
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
        text, place = sys.stdin.read(), "standard input"
    else:
        place = options.file
        try:
            text = Path(options.file).read_text("utf-8")
        except OSError as error:
            raise InputError(f"{place}: {error.strerror}; name a file of SPARQL, or -") from None
        except UnicodeDecodeError:
            raise InputError(f"{place}: not UTF-8; save it as UTF-8") from None
    answer = Graph(options.data).sparql(text, place)
    if isinstance(answer, bool):
        return _emit(f"{str(answer).lower()}\n", options.output)
    if isinstance(answer, bytes):
        return _emit(answer.decode(), options.output)
    return _emit_rows(answer, options)


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
        as_of = date.fromisoformat(options.as_of)
    except ValueError:
        raise InputError(f"--as-of: {options.as_of!r} is no day; write it as 2009-12-31") from None
    sections = report.report(Graph(options.data), as_of)
    title = f"What was promised, as of {as_of.isoformat()}"
    plain = options.output is not None or not sys.stdout.isatty()
    if (options.format or ("markdown" if plain else "terminal")) == "markdown":
        return _emit(report.to_report_markdown(sections, title), options.output)
    return _emit(report.to_report_terminal(sections, title), options.output)


def _completion(options: argparse.Namespace) -> int:
    import shtab

    return _emit(shtab.complete(_parser(), options.shell) + "\n", None)


if __name__ == "__main__":
    sys.exit(main())
