// The editor of the page: a canned query with its values, or a query of one's own, asked and answered.
// Yasqe (the text) and Yasr (the answer) are Yasgui's; its tabs and its choice of endpoints are not needed here.
"use strict";
(() => {
  // A page that is a file can neither start a worker nor fetch the graph; it says what it needs.
  if (location.protocol === "file:") return;
  const byId = (id) => document.getElementById(id);
  const { endpoint, pages, base, kinds, version, prefixes } = byId("editor").dataset;
  const names = JSON.parse(prefixes);
  const places = new URLSearchParams(location.search);
  const forms = [...document.querySelectorAll("form[data-parts]")];
  byId("without").hidden = true;
  byId("editor").hidden = false;

  // Completion offers the project's prefixes and the query's variables, and asks no other server.
  Yasqe.Autocompleters.prefixes.get = Object.entries(names).map(([name, iri]) => `${name}: <${iri}>`);
  Yasqe.Autocompleters.prefixes.persistenceId = null;
  const yasqe = new Yasqe(byId("query"), {
    value: byId("query").dataset.own,
    // A query is kept in this browser for as long as the data stays the same.
    persistenceId: `laming ${base} ${version}`,
    requestConfig: { endpoint: new URL(endpoint, document.baseURI).href, method: "POST" },
    autocompleters: ["prefixes", "variables"],
    prefixCcApi: null,
    resizeable: false,
    editorHeight: "auto",
    screenReaderLabel: "Query in SPARQL",
    extraKeys: { Tab: false, "Shift-Tab": false },
    createShareableLink: (one) => `${location.href.replace(/[?#].*$/s, "")}#query=${encodeURIComponent(one.getValue())}`,
  });
  const yasr = new Yasr(byId("answer"), {
    persistenceId: null,
    prefixes: names,
    // Whole cells, without datatypes and angle brackets.
    plugins: { table: { enabled: true, dynamicConfig: { compact: true, isEllipsed: false } } },
  });
  Object.assign(yasr.resultsEl, { tabIndex: 0, role: "region", ariaLabel: "Answer" });
  yasr.on("drawn", () => {
    yasr.rootEl.querySelector(".tableSizer")?.setAttribute("aria-label", "Rows on a page");
    byId("answer").scrollIntoView({ block: "nearest" });
  });

  yasqe.on("query", () => say("Asked."));
  yasqe.on("queryResponse", (_, response, duration) => {
    yasr.setResponse(response, duration);
    if (response instanceof Error) return pointAt(response.message);
    const rows = yasr.results.getBindings();
    say(rows ? `${rows.length} ${rows.length === 1 ? "row" : "rows"}.` : "Answered.");
  });

  function say(text) {
    byId("said").textContent = text;
  }

  // A complaint with a place puts the cursor there.
  function pointAt(message) {
    say(`Not answered: ${message}`);
    const [, line, column] = /line (\d+), column (\d+)/.exec(message) ?? [];
    if (!line) return;
    yasqe.getDoc().setCursor({ line: line - 1, ch: column - 1 });
    yasqe.focus();
  }

  // The text of a question with the values of its form. A choice brings its term from the server, and a day or
  // a number consists of digits and hyphens, or is refused: no text of the reader's becomes part of a query here.
  function textOf(form) {
    const term = (name) => {
      const field = form.elements[name];
      if (field.dataset.type === undefined) return field.selectedOptions[0].dataset.term;
      if (!/^[-0-9]+$/.test(field.value)) throw new Error(`${name}: ${field.value} is no value`);
      return `"${field.value}"^^<${field.dataset.type}>`;
    };
    return JSON.parse(form.dataset.parts).map((part, place) => (place % 2 ? term(part) : part)).join("");
  }

  function show(slug) {
    for (const form of forms) form.hidden = form.id !== slug;
    byId("question").value = slug;
  }

  function ask(text) {
    yasqe.setValue(text);
    yasqe.query().catch(() => {}); // What went wrong is told as a response.
  }

  byId("question").addEventListener("change", (event) => show(event.target.value));
  for (const form of forms)
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(textOf(form));
    });

  // An IRI of the data leads to its page; in a site of files, what has no page is described in the editor.
  function lead(event) {
    const link = event.target.closest?.("a.iri");
    const iri = link?.getAttribute("href");
    if (!iri?.startsWith(base)) return;
    const local = iri.slice(base.length);
    if (kinds === undefined) link.href = pages + local;
    else if (kinds.split(" ").includes(local.split("/")[0])) link.href = `${pages}${local}.html`;
    else link.href = `#query=${encodeURIComponent(`DESCRIBE <${iri}>`)}`;
  }
  for (const kind of ["pointerover", "focusin"]) byId("answer").addEventListener(kind, lead);

  // A link to this page may name a question with its values, or hold a query.
  const named = forms.find((form) => form.id === places.get("question"));
  if (named && !location.hash) {
    show(named.id);
    for (const [name, value] of places) {
      const field = name !== "question" && named.elements.namedItem(name);
      if (field) field.value = value;
    }
    if (named.reportValidity()) ask(textOf(named));
  } else if (location.hash.startsWith("#query=")) ask(yasqe.getValue()); // Yasqe has read it.
})();
