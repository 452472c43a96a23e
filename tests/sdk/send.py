"""send.py DSN [RESUME_AT] - sends the scenario with the Python SDK; prints its ids as JSON."""

import json
import sys
import time

import sentry_sdk

new_scope = getattr(sentry_sdk, "new_scope", None) or sentry_sdk.push_scope  # 1.x


def price(item):
    return item["price"] / item["qty"]


def checkout(cart):
    try:
        return price({"price": 10, "qty": 0})
    except ZeroDivisionError as cause:
        raise ValueError(f"cannot compute total of cart {cart}") from cause


def capture(run, fingerprint=None):
    with new_scope() as scope:
        scope.fingerprint = fingerprint
        try:
            run()
        except Exception:
            return sentry_sdk.capture_exception()


def refuse(error):
    raise error


def scenario():
    return [
        *[(name, capture(lambda cart=cart: checkout(cart)))
          for name, cart in (("chained", 7), ("chained again", 815))],
        ("other type", capture(lambda: refuse(KeyError("x")))),
        ("message", sentry_sdk.capture_message("hello from python", "warning")),
        ("fingerprint", capture(lambda: refuse(RuntimeError("card refused")), ["payments", "python"])),
        ("same fingerprint", capture(lambda: refuse(TypeError("no card")), ["payments", "python"])),
    ]


def burst(what, n):
    ids = []
    for i in range(n):
        ids.append(sentry_sdk.capture_message(f"{what} {i}", "warning"))
        sentry_sdk.flush(2)
    return ids


def recover(resume_at):
    """A burst against a limit, silence until then, and two more."""
    sent = burst("burst", 15)
    time.sleep(max(0, resume_at - time.time()))
    return {"burst": sent, "after": burst("after", 2)}


sentry_sdk.init(dsn=sys.argv[1], release="shop@1.4.2", environment="production")
sentry_sdk.set_tag("plan", "pro")
sentry_sdk.set_user({"id": "1007", "email": "user7@example.com"})
sentry_sdk.add_breadcrumb(category="cart", message="added item 41", level="info")
sent = recover(float(sys.argv[2])) if len(sys.argv) > 2 else scenario()
sentry_sdk.flush(10)
print(json.dumps(sent))
