// node.mjs DSN [RESUME_AT] - sends the scenario with @sentry/node; prints its ids as JSON.
import * as Sentry from "@sentry/node";
import { options, recover, scenario } from "./scenario.mjs";

const [dsn, resumeAt] = process.argv.slice(2);
Sentry.init(options(dsn));
console.log(JSON.stringify(await (resumeAt ? recover(Sentry, resumeAt) : scenario(Sentry, "node"))));
