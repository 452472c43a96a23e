// jobs.mjs DSN - two jobs that report to monitors with @sentry/node.
import * as Sentry from "@sentry/node";
import { options } from "./scenario.mjs";

Sentry.init(options(process.argv[2]));
const checkInId = Sentry.captureCheckIn(
  { monitorSlug: "rota", status: "in_progress" },
  { schedule: { type: "interval", value: 2, unit: "hour" }, checkinMargin: 3, maxRuntime: 20 },
);
Sentry.captureCheckIn({ checkInId, monitorSlug: "rota", status: "ok", duration: 1.5 });
await Sentry.withMonitor("backup", async () => "done", {
  schedule: { type: "crontab", value: "0 3 * * *" },
  timezone: "Europe/Berlin",
});
await Sentry.flush(10_000);
