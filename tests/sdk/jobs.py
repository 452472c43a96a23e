"""jobs.py DSN - two jobs that report to monitors with the Python SDK."""

import sys

import sentry_sdk
from sentry_sdk.crons import capture_checkin, monitor

CRONTAB = {"schedule": {"type": "crontab", "value": "0 3 * * *"}, "timezone": "Europe/Berlin"}
INTERVAL = {"schedule": {"type": "interval", "value": 2, "unit": "hour"}, "checkin_margin": 3,
            "max_runtime": 20}

sentry_sdk.init(dsn=sys.argv[1], release="shop@1.4.2", environment="production")


@monitor(monitor_slug="backup", monitor_config=CRONTAB)
def backup():
    return "done"


backup()
check_in = capture_checkin(monitor_slug="rota", status="in_progress", monitor_config=INTERVAL)
capture_checkin(monitor_slug="rota", check_in_id=check_in, status="ok", duration=1.5)
sentry_sdk.flush(10)
