// Opens pages in Chromium and holds them against axe-core's rules. Prints what is wrong, as JSON.
// node look.mjs NODE_MODULES CHROMIUM BASE
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, executablePath, base] = process.argv.slice(2);
const { chromium } = await import(pathToFileURL(`${modules}/playwright-core/index.mjs`));
const axe = readFileSync(`${modules}/axe-core/axe.min.js`, "utf8");
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const pages = ["index", "recommendations", "matrix", "timeline", "bodies", "codes", "about", "questions",
  "questions/due-by", "page/recommendation/17", "page/recommendation/2", "page/agent/ofsted",
  "page/instrument/working-together", "page/stance/doubts", "documents", "instruments",
  "plots", "plots/slip", "page/commitment/action-plan/17/1", "page/event/action-plan/by-when/33/2",
  "page/judgement/action-plan/17/departure", "page/discrepancy/action-plan/foreword/1/action-plan/response/17/1"];
const looks = [{ width: 1200, colorScheme: "light" }, { width: 390, colorScheme: "dark" }];
const browser = await chromium.launch({ executablePath, args: flags });
const wrong = [];
for (const { width, colorScheme } of looks) {
  const context = await browser.newContext({ viewport: { width, height: 850 }, colorScheme });
  for (const name of pages) {
    const page = await context.newPage();
    page.on("request", (request) => request.url().startsWith(base) || request.url().startsWith("data:") ||
      wrong.push(`${name}: loads ${request.url()}`));
    await page.goto(`${base}${name}.html`);
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document));
    for (const one of found.violations)
      wrong.push(`${name} ${width} ${colorScheme}: ${one.id}: ${one.nodes[0].html.slice(0, 120)}`);
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
      wrong.push(`${name} ${width}: wider than the screen`);
    await page.close();
  }
  await context.close();
}
await browser.close();
console.log(JSON.stringify(wrong, null, 1));
