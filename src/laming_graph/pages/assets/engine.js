// Queries of this page are answered in the browser: what is sent to its endpoint goes to a worker instead.
"use strict";
(() => {
  const { endpoint, base, prefixes, worker, graph } = document.getElementById("editor").dataset;
  const address = new URL(endpoint, document.baseURI).href;
  const setting = { base, prefixes: JSON.parse(prefixes), graph: new URL(graph, document.baseURI).href };
  const elsewhere = window.fetch;
  let engine = null;

  function start() {
    engine = new Worker(worker, { type: "module" });
    engine.postMessage(setting);
  }

  function end() {
    engine?.terminate();
    engine = null;
  }

  async function answer(request) {
    const query = new URLSearchParams(await request.text()).get("query");
    const accept = request.headers.get("accept").split(",")[0];
    if (engine === null) start();
    return new Promise((resolve, reject) => {
      engine.onmessage = ({ data: { status, text } }) => {
        if (status === 500) end();
        resolve(new Response(text, { status, headers: { "Content-Type": status === 200 ? accept : "text/plain" } }));
      };
      engine.onerror = () => {
        end();
        reject(new Error("the engine could not be started; are all files of the site there?"));
      };
      // A query that is stopped ends with its worker; the next one starts another.
      request.signal.addEventListener("abort", () => {
        end();
        reject(new DOMException("Aborted", "AbortError"));
      });
      engine.postMessage({ query, accept });
    });
  }

  window.fetch = (asked, ...more) =>
    asked instanceof Request && asked.url === address ? answer(asked) : elsewhere(asked, ...more);
})();
