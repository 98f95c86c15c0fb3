// A browser for the tests, and pictures of what it shows.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const looks = {
  desktop: { width: 1200, colorScheme: "light", media: "screen" },
  telephone: { width: 390, colorScheme: "light", media: "screen" },
  dark: { width: 1200, colorScheme: "dark", media: "screen" },
  print: { width: 800, colorScheme: "light", media: "print" },
};

// NODE_MODULES and CHROMIUM to a browser.
export async function opened(modules, executablePath) {
  const { chromium } = await import(pathToFileURL(`${modules}/playwright-core/index.mjs`));
  return chromium.launch({ executablePath, args: flags });
}

// A page that notes what it asks of other servers, and what it complains of.
export async function watched(context, base, wrong) {
  const page = await context.newPage();
  page.on("request", (request) => request.url().startsWith(base) || /^(data|blob):/.test(request.url()) ||
    wrong.push(`${page.url()}: loads ${request.url()}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) &&
    wrong.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`${page.url()}: ${error.stack}`));
  return page;
}

// What axe finds wrong on a page, but for the parts that are named.
export async function faults(modules, page, exclude = []) {
  await page.evaluate(readFileSync(`${modules}/axe-core/axe.min.js`, "utf8"));
  // Without a copy of the style sheets, which a page that is a file cannot fetch.
  const { violations } = await page.evaluate((parts) =>
    axe.run({ include: [document], exclude: parts.map((one) => [one]) }, { preload: false }), exclude);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
}

export function tooWide(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

// FOLDER/NAME-LOOK.png of a page, in every look.
export async function pictures(page, folder, name) {
  // What is loaded only when a reader comes near it would be an empty frame.
  await page.evaluate(() =>
    Promise.all([...document.images].map((image) => ((image.loading = "eager"), image.decode()))),
  );
  for (const [look, { width, colorScheme, media }] of Object.entries(looks)) {
    await page.setViewportSize({ width, height: 850 });
    await page.emulateMedia({ colorScheme, media });
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
  }
}
