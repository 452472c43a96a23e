// loader.mjs DSN - a page with the server's loader script in its head, in Chromium: an error
// thrown before the SDK is there, then the scenario; prints their ids as JSON. The bundle is
// served on the port that the server was told (JS_SDK_URL).
import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const dsn = new URL(process.argv[2]);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const bundled = async (entry, globalName) =>
  (await build({ entryPoints: [entry], bundle: true, write: false, format: "iife", globalName })).outputFiles[0].text;
const files = {
  "/": `<!doctype html><title>shop</title>
    <script src="${dsn.origin}/js-sdk-loader/${dsn.username}.min.js" crossorigin="anonymous"></script>
    <script src="/page.js"></script>`,
  "/bundle.js": await bundled(here("node_modules/@sentry/browser/build/npm/esm/prod/index.js"), "Sentry"),
  "/page.js": await bundled(here("loader_page.mjs")),
};
const server = createServer((request, response) => {
  response.setHeader("content-type", request.url === "/" ? "text/html" : "text/javascript");
  response.setHeader("access-control-allow-origin", "*");
  response.end(files[request.url] ?? "");
});
await new Promise((resolve) => server.listen(Number(process.env.BUNDLE_PORT), "127.0.0.1", resolve));
const folder = mkdtempSync(join(tmpdir(), "gosnag-sdk-"));
const browser = await chromium.launchPersistentContext(folder, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  console.log(JSON.stringify(await page.evaluate("window.sent")));
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
