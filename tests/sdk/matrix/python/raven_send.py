"""raven_send.py DSN [RESUME_AT] - sends the scenario with raven, the SDK before sentry-sdk."""

import json
import sys
import time

import raven
from raven.transport.http import HTTPTransport

client = raven.Client(dsn=sys.argv[1], release="shop@1.4.2", environment="production",
                      transport=HTTPTransport, tags={"plan": "pro"}, install_sys_hook=False)


def price(item):
    return item["price"] / item["qty"]


def checkout(cart):
    try:
        return price({"price": 10, "qty": 0})
    except ZeroDivisionError as cause:
        raise ValueError("cannot compute total of cart %s" % cart) from cause


def refuse(error):
    raise error


def capture(run, **more):
    client.context.activate()
    client.user_context({"id": "1007", "email": "user7@example.com"})
    client.captureBreadcrumb(category="cart", message="added item 41", level="info")
    try:
        run()
    except Exception:
        return client.captureException(**more)


def scenario():
    return [
        *[(name, capture(lambda cart=cart: checkout(cart)))
          for name, cart in (("chained", 7), ("chained again", 815))],
        ("other type", capture(lambda: refuse(KeyError("x")))),
        ("message", client.captureMessage("hello from raven", level="warning")),
        ("fingerprint", capture(lambda: refuse(RuntimeError("card refused")), fingerprint=["payments", "raven"])),
        ("same fingerprint", capture(lambda: refuse(TypeError("no card")), fingerprint=["payments", "raven"])),
    ]


def recover(resume_at):
    burst = [client.captureMessage("burst %d" % n) for n in range(15)]
    time.sleep(max(0, resume_at - time.time()))
    return {"burst": burst, "after": [client.captureMessage("after %d" % n) for n in range(2)]}


print(json.dumps(recover(float(sys.argv[2])) if len(sys.argv) > 2 else scenario()))
