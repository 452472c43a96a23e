// browser.mjs DSN [PACKAGE] - sends the scenario with @sentry/browser, or another of its majors by
// its name in matrix/package.json, from a page in Chromium on another origin than the server;
// prints its ids as JSON.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const bundle = await build({
  entryPoints: [fileURLToPath(new URL("page.mjs", import.meta.url))],
  bundle: true,
  write: false,
  format: "iife",
  ...(process.argv[3] && {
    alias: { "@sentry/browser": process.argv[3] },
    nodePaths: [fileURLToPath(new URL("matrix/node_modules", import.meta.url))],
  }),
});
const script = bundle.outputFiles[0].text;
const server = createServer((request, response) => {
  const isScript = request.url === "/app.js";
  response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
  response.end(isScript ? script : "<!doctype html><title>shop</title><script src=/app.js></script>");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const folder = mkdtempSync(join(tmpdir(), "gosnag-sdk-"));
const browser = await chromium.launchPersistentContext(folder, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const page = await browser.newPage();
  await page.addInitScript(`window.name = ${JSON.stringify(process.argv[2])}`);
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  console.log(JSON.stringify(await page.evaluate("window.sent")));
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
