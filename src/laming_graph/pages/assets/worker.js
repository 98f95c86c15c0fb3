// Oxigraph in a worker: loads the graph, then answers one query after another.
import init, { Store } from "./vendored/web.js";

let loaded, base, prologue;

self.onmessage = async ({ data }) => {
  if (data.graph) {
    ({ base } = data);
    // On one line of its own, so that the lines of a query are counted from the next.
    prologue = `${Object.entries(data.prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}>`).join(" ")}\n`;
    loaded = load(data.graph);
    return;
  }
  try {
    const store = await loaded;
    const text = store.query(prologue + data.query, { base_iri: base, results_format: data.accept });
    self.postMessage({ status: 200, text });
  } catch (error) {
    // Where the engine itself has broken down, for want of memory or stack, it is not to be asked again.
    const broken = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    self.postMessage(broken ? { status: 500, text: "the query asks for more than a browser gives; ask for less" }
      : { status: 400, text: told(error) });
  }
};

async function load(graph) {
  await init();
  const response = await fetch(graph);
  if (!response.ok) throw new Error(`the graph could not be loaded (${response.status} for ${graph})`);
  const store = new Store();
  store.load(await response.text(), { format: "text/turtle", no_transaction: true });
  return store;
}

// As the server's endpoint tells it.
function told(error) {
  const text = String(error?.message ?? error).replace(/\s+/g, " ").trim();
  const [whole, line, column] = /^error at (\d+):(\d+): /.exec(text) ?? [];
  return whole ? `line ${line - 1}, column ${column}: ${text.slice(whole.length)}; mend the SPARQL` : text;
}
