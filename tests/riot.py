"""Jena's riot, as Debian packages it, reading files: `apt-get install libapache-jena-java`."""

import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

_JARS = Path("/usr/share/java")
_CLASS_PATH = (
    "caffeine commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3 "
    "dexx.collection failureaccess gson guava httpclient httpclient-cache httpcore jackson-annotations "
    "jackson-core jackson-databind jena-arq jena-base jena-cmds jena-core jena-iri jena-shacl "
    "jsonld-java protobuf slf4j-api slf4j-nop thrift"
).split()


class Riot:
    """Reads any form of RDF, complaining of nothing.

    Args:
        folder: an empty folder, for what Debian's packaging lacks.
    """

    def __init__(self, folder: Path) -> None:
        core = _JARS / "jena-core.jar"
        if not core.is_file():
            pytest.skip("no Jena; apt-get install libapache-jena-java default-jre-headless")
        # Debian's jar looks for these in xerces/ and ships them elsewhere.
        with zipfile.ZipFile(core) as jar:
            for name in jar.namelist():
                if name.startswith("org/apache/jena/ext/xerces/") and name.endswith(".properties"):
                    place = folder / name.removeprefix("org/apache/jena/ext/")
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(jar.read(name))
        jars = [str(_JARS / f"{name}.jar") for name in _CLASS_PATH]
        self._command = ["java", "-cp", os.pathsep.join([str(folder), *jars]), "riotcmd.riot"]
        try:
            told = self._run("--version")
        except FileNotFoundError:
            pytest.skip("no Java; apt-get install default-jre-headless")
        self.version = " ".join(re.findall(r"Jena:? +VERSION: ([\d.]+)", told))

    def read(self, path: Path) -> bytes:
        """A file as N-Quads."""
        # Its reader of JSON-LD 1.1 lacks a library that Debian does not have.
        syntax = ["--syntax=jsonld10"] if path.suffix == ".jsonld" else []
        return self._run("--output=nquads", "--strict", *syntax, str(path)).encode()

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._command, *words], capture_output=True, text=True, check=False, timeout=120
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr[-2000:]
        return done.stdout
