// The page of loader.mjs: window.Sentry is the loader's at first, then the SDK.
import { options, scenario } from "./scenario.mjs";

const { dsn: _, ...own } = options(); // the loader knows the DSN
let early;
const isThere = new Promise((resolve) => {
  window.sentryOnLoad = () =>
    window.Sentry.init({
      ...own,
      beforeSend(event) {
        if (event.exception?.values?.[0].value === "too early") early = event.event_id;
        return event;
      },
    });
  window.Sentry.onLoad(resolve);
});
window.sent = isThere.then(async () => {
  await new Promise((resolve) => setTimeout(resolve, 100)); // the loader hands over what it kept
  return [["early", early], ...(await scenario(window.Sentry, "browser"))];
});
setTimeout(() => {
  throw new SyntaxError("too early");
});
