// node.mjs DSN PACKAGE [RESUME_AT] - an older major of @sentry/node, by its name in package.json.
import { createRequire } from "node:module";
import { options, recover, scenario } from "../scenario.mjs";

const [dsn, name, resumeAt] = process.argv.slice(2);
const Sentry = createRequire(import.meta.url)(name);
Sentry.init(options(dsn));
console.log(JSON.stringify(await (resumeAt ? recover(Sentry, resumeAt) : scenario(Sentry, name))));
