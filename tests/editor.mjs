// Uses the SPARQL editor in Chromium as a reader does. Prints what was seen, and what is wrong, as JSON.
// node editor.mjs NODE_MODULES CHROMIUM BASE PICTURES KIND   (KIND "files" for a site of files, or "server")
import { faults, opened, pictures, tooWide, watched } from "./browser.mjs";

const [modules, executablePath, base, folder, kind] = process.argv.slice(2);
const ending = kind === "files" ? ".html" : "";
// CodeMirror's own: the text scrolls in a box that the keyboard does not reach. It need not: the cursor scrolls it.
const YASGUI = [".CodeMirror-scroll"];
const TOLD = "#said";
const browser = await opened(modules, executablePath);
const context = await browser.newContext({ viewport: { width: 1200, height: 850 } });
const wrong = [];
const seen = { wrong };
const page = await watched(context, base, wrong);

// What the page tells of the answer to what is asked now.
async function told(asking) {
  await page.evaluate((said) => (document.querySelector(said).textContent = ""), TOLD);
  await asking();
  await page.waitForFunction((said) => /row|answered/i.test(document.querySelector(said).textContent), TOLD);
  return page.textContent(TOLD);
}
const text = () => page.evaluate(() => document.querySelector("#query .CodeMirror").CodeMirror.getValue());
async function write(query) {
  await page.focus("#query textarea");
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(query);
}
const run = () => page.keyboard.press("Control+Enter");
const rows = () => page.$$eval("#answer table.dataTable", ([table]) => {
  const cells = (row, of) => [...row.querySelectorAll(of)].map((cell) => cell.textContent);
  const columns = cells(table, "thead th");
  return [...table.querySelectorAll("tbody tr")].map((row) =>
    Object.fromEntries(cells(row, "td").map((cell, place) => [columns[place], cell])));
});

// A question with a value, by keyboard alone.
await page.goto(`${base}editor${ending}`);
await page.focus("#question");
await page.selectOption("#question", "due-by");
await page.keyboard.press("Tab");
await page.fill("#due-by-by", "2009-06-30");
seen.told = await told(() => page.keyboard.press("Enter"));
await page.waitForSelector("#answer table.dataTable tbody tr");
seen.rows = await rows();
seen.text = await text();
await page.focus("#query textarea");
await page.keyboard.press("Tab");
if (await page.evaluate(() => document.activeElement.closest(".CodeMirror-code, .CodeMirror textarea")))
  wrong.push("the Tab key does not leave the query");

// An IRI of the data leads to its page, or to its description.
await page.hover("#answer a.iri");
seen.link = await page.getAttribute("#answer a.iri", "href");

for (const { width, colorScheme } of [{ width: 1200, colorScheme: "light" }, { width: 390, colorScheme: "dark" }]) {
  await page.setViewportSize({ width, height: 850 });
  await page.emulateMedia({ colorScheme });
  for (const fault of await faults(modules, page, YASGUI)) wrong.push(`${width} ${colorScheme}: ${fault}`);
  if (await tooWide(page)) wrong.push(`${width}: wider than the screen`);
}
if (kind === "server") await pictures(page, folder, "editor");
await page.setViewportSize({ width: 1200, height: 850 });
await page.emulateMedia({ colorScheme: "light", media: "screen" });

// Each question of the menu, with the values of its form.
seen.questions = {};
for (const slug of await page.$$eval("#question option[value]:not([value=''])", (all) => all.map((one) => one.value))) {
  await page.selectOption("#question", slug);
  const answer = await told(() => page.click(`form[id="${slug}"] button`));
  const given = await page.$eval(`form[id="${slug}"]`, (form) => Object.fromEntries(new FormData(form)));
  seen.questions[slug] = { told: answer, given, text: await text() };
}

// Words that stand nowhere in the queries are completed here, and asked of nobody.
await write("PREFIX la");
await page.keyboard.type("m");
await page.waitForSelector(".CodeMirror-hints");
seen.completed = await page.textContent(".CodeMirror-hint");
await page.keyboard.press("Escape");

// An error tells its place, and a graph and a truth value are answers too. The browser complains of a status 400.
const before = wrong.length;
await write("SELECT ?x\nWHERE { ?x ?y }");
seen.error = await told(run);
wrong.splice(before, wrong.length, ...wrong.slice(before).filter((one) => !/status of 400/.test(one)));
seen.shown = await page.textContent("#answer .errorResult");
seen.cursor = await page.evaluate(() => document.querySelector("#query .CodeMirror").CodeMirror.getDoc().getCursor().line);
await write("ASK { <agent/ofsted> a lam:Agent }");
await told(run);
await page.waitForSelector("#answer .booleanResult");
seen.truth = await page.textContent("#answer .booleanResult");
await write("DESCRIBE <agent/ofsted>");
await told(run);
await page.waitForSelector("#answer .yasr_results .CodeMirror, #answer table.dataTable");
seen.described = await page.textContent("#answer .yasr_results");

// Where it breaks down the engine in the browser, the next query is answered by another.
if (kind === "files") {
  await write(`ASK ${"{".repeat(3000)}${"}".repeat(3000)}`);
  seen.deep = await told(run);
}

// A query without end can be stopped, and the next one is answered.
await write("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }");
await run();
await page.waitForSelector(".yasqe_queryButton.busy");
await page.click(".yasqe_queryButton");
await page.waitForSelector(".yasqe_queryButton:not(.busy)");
await write("SELECT (COUNT(*) AS ?n) { ?a a lam:Recommendation }");
await told(run);
await page.waitForSelector("#answer table.dataTable tbody tr");
seen.after = await rows();

// What was written stays for the next visit; the page of a question leads here, with its values; so does a shared link.
await page.keyboard.press("Escape");
await page.goto(`${base}editor${ending}`);
seen.kept = await text();
await page.goto(`${base}questions/due-by${ending}${ending ? "" : "?by=2009-05-31"}`);
await page.click("text=open it in the editor");
await page.waitForFunction((said) => /row/.test(document.querySelector(said)?.textContent), TOLD);
seen.led = await text();
await page.goto(`${base}questions/due-by${ending}`);
await page.goto(`${base}editor${ending}#query=${encodeURIComponent("ASK { ?a ?b 'c+d' }")}`);
await page.waitForSelector("#answer .booleanResult");
seen.shared = await text();
await context.close();

const bare = await browser.newContext({ javaScriptEnabled: false });
const plain = await watched(bare, base, wrong);
await plain.goto(`${base}editor${ending}`);
seen.without = [await plain.isVisible("#without"), await plain.isVisible("#editor")];
await browser.close();
console.log(JSON.stringify(seen));
