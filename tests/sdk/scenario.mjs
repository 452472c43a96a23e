// What every JavaScript sender does with its SDK: the same five things as send.py. `Sentry` is
// the SDK, `flush` waits until all was sent. Returns [name, event id] pairs.
function price(item) {
  return item.product.price;
}

function checkout(cart) {
  try {
    return price({});
  } catch (cause) {
    throw new RangeError(`cannot compute total of cart ${cart}`, { cause });
  }
}

function caught(run) {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

export async function scenario(Sentry, kind) {
  const sent = [];
  const send = (name, id) => sent.push([name, id]);
  Sentry.setTag("plan", "pro");
  Sentry.setUser({ id: "1007", email: "user7@example.com" });
  Sentry.addBreadcrumb({ category: "cart", message: "added item 41", level: "info" });

  // Not one behind the other: the SDK itself drops what looks like its last event.
  for (const [name, run, argument] of [
    ["chained", checkout, 7],
    ["other type", price, {}],
    ["chained again", checkout, 815],
  ]) {
    send(name, Sentry.captureException(caught(() => run(argument))));
  }
  send("message", Sentry.captureMessage(`hello from ${kind}`, "warning"));
  const oneGroup = (scope) => {
    scope.setFingerprint(["payments", kind]);
    return scope;
  };
  send("fingerprint", Sentry.captureException(new Error("card refused"), oneGroup));
  send("same fingerprint", Sentry.captureException(new TypeError("no card"), oneGroup));
  await Sentry.flush(10_000);
  return sent;
}

// A burst against a limit, silence until resumeAt (seconds since 1970), then two more.
export async function recover(Sentry, resumeAt) {
  const send = async (what, n) => {
    const ids = [];
    for (let i = 0; i < n; i++) {
      ids.push(Sentry.captureMessage(`${what} ${i}`, "warning"));
      await Sentry.flush(2000).catch(() => false); // major 6 rejects when an event was refused
    }
    return ids;
  };
  const burst = await send("burst", 15);
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, Number(resumeAt) * 1000 - Date.now())));
  return { burst, after: await send("after", 2) };
}

export const options = (dsn) => ({
  dsn,
  release: "shop@1.4.2",
  environment: "production",
  tracesSampleRate: 0,
});
