"""readback.py - finds by REST what an SDK has sent."""

import time

FOUND_WITHIN_S = 10


def find(api, event_id, within_s=FOUND_WITHIN_S):
    """The stored event; waits while it is being digested. None when it does not come."""
    end = time.monotonic() + within_s
    while True:
        status, found = api.call('GET', f'/api/v1/events/lookup?id={event_id}')
        if status == 200 and found['place'] == 'stored':
            return found
        if time.monotonic() > end:
            return None
        time.sleep(0.02)


def same(what, got, want):
    assert got == want, f'{what}: {got!r} instead of {want!r}'
