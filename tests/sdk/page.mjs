// The page of browser.mjs: bundled with @sentry/browser, runs in Chromium.
import * as Sentry from "@sentry/browser";
import { options, scenario } from "./scenario.mjs";

Sentry.init(options(window.name));
window.sent = scenario(Sentry, "browser");
