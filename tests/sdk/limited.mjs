// limited.mjs DSN - @sentry/node at a limit of one error: sends the first, is refused the second
// (Retry-After: 1), keeps the third to itself; when a line comes in and the second is over,
// sends the fourth. Prints the ids.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import * as Sentry from "@sentry/node";
import { options } from "./scenario.mjs";

const FLUSH_MS = 10_000;
const RETRY_MS = 1_500;

Sentry.init(options(process.argv[2]));
const sent = [];
async function send(name) {
  sent.push([name, Sentry.captureException(new Error(`the ${name} error`))]);
  await Sentry.flush(FLUSH_MS);
}

await send("first");
await send("second");
await send("third");
console.log("limited");
await once(process.stdin, "data");
await sleep(RETRY_MS);
await send("fourth");
console.log(JSON.stringify(sent));
process.exit(0);
