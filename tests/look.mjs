// Opens pages in Chromium and holds them against axe-core's rules. Prints what is wrong, as JSON.
// node look.mjs NODE_MODULES CHROMIUM BASE PICTURES
import { faults, opened, pictures, tooWide, watched } from "./browser.mjs";

const [modules, executablePath, base, folder] = process.argv.slice(2);
const pages = ["index", "recommendations", "matrix", "timeline", "bodies", "codes", "about", "questions",
  "questions/due-by", "page/recommendation/17", "page/recommendation/2", "page/agent/ofsted",
  "page/instrument/working-together", "page/stance/doubts", "documents", "instruments", "editor",
  "plots", "plots/slip", "page/commitment/action-plan/17/1", "page/event/action-plan/by-when/33/2",
  "page/judgement/action-plan/17/departure", "page/discrepancy/action-plan/foreword/1/action-plan/response/17/1"];
const pictured = { index: "home", "page/recommendation/17": "recommendation-17", matrix: "matrix", timeline: "timeline" };
const looks = [{ width: 1200, colorScheme: "light" }, { width: 390, colorScheme: "dark" }];
const browser = await opened(modules, executablePath);
const wrong = [];
for (const { width, colorScheme } of looks) {
  const context = await browser.newContext({ viewport: { width, height: 850 }, colorScheme });
  for (const name of pages) {
    const page = await watched(context, base, wrong);
    await page.goto(`${base}${name}.html`);
    for (const fault of await faults(modules, page)) wrong.push(`${name} ${width} ${colorScheme}: ${fault}`);
    if (await tooWide(page)) wrong.push(`${name} ${width}: wider than the screen`);
    if (name in pictured && colorScheme === "light") await pictures(page, folder, pictured[name]);
    await page.close();
  }
  await context.close();
}
await browser.close();
console.log(JSON.stringify(wrong, null, 1));
