// node.mjs DSN - sends the scenario with @sentry/node; prints its ids as JSON.
import * as Sentry from "@sentry/node";
import { options, scenario } from "./scenario.mjs";

Sentry.init(options(process.argv[2]));
console.log(JSON.stringify(await scenario(Sentry, "node")));
