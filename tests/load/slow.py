#!/usr/bin/env python3
"""slow.py [--idle N] [--seconds N] - clients that are slow, rude or gone, all at once, and a
normal event among them. One kind after the other joins and stays:

    trickle    500 connections that send a body at a byte a second
    headers    200 that send their headers at a byte a second
    half-open  1,000 that connect and say nothing
    flood      200 that send headers without end, again and again
    readers    200 that ask for large answers and read a byte a second, if at all
    idle       10,000 that were served once and are kept alive

After each joined, events are sent on fresh connections for some seconds: nine of ten must be
answered within a second, all must be accepted, and the server's memory (PSS) is printed; at the
end, when the crowd has left, it must come down again. Bounded in number and time; ends by
itself. Prints "N passed, N failed". Loopback only."""

import argparse
import json
import os
import resource
import selectors
import socket
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from stand import ROOT, Api, Server  # noqa: E402

ANSWER_S = 1.0
MEMORY_MAX_MB = 512     # with everybody there: 32 KiB for each of 16,384 connections at most
MEMORY_AFTER_MB = 96    # when they have gone
GONE_WITHIN_S = 40      # the server looks every 15 s whether memory may be given back


class Crowd:
    """Sockets driven by one thread: each has bytes to send at a pace, and reads at a pace."""

    def __init__(self, port):
        self.port, self.members, self.is_over = port, [], False
        self.guard = threading.Lock()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def connect(self, buffer_bytes=None):
        link = socket.socket()
        if buffer_bytes:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer_bytes)
        link.settimeout(10)
        link.connect(('127.0.0.1', self.port))
        link.setblocking(False)
        return link

    def add(self, n, text=b'', pace=1, is_reading=True, is_endless=False, buffer_bytes=None):
        """pace: bytes each second, 0 = all at once."""
        for _ in range(n):
            link = self.connect(buffer_bytes)
            member = {'link': link, 'left': text, 'text': text, 'pace': pace, 'reads': is_reading, 'endless': is_endless,
                      'again': buffer_bytes}
            with self.guard:
                self.members.append(member)

    def step(self, m):
        """One second of a member."""
        try:
            if m['reads']:
                try:
                    m['link'].recv(1)
                except BlockingIOError:
                    pass
            if not m['left'] and m['endless']:
                m['left'] = m['text']
            n = m['pace'] or len(m['left'])
            if m['left']:
                sent = m['link'].send(m['left'][:n])
                m['left'] = m['left'][sent:]
        except BlockingIOError:
            pass
        except OSError:
            m['link'].close()
            if m['endless'] and not self.is_over:
                try:
                    m['link'], m['left'] = self.connect(m['again']), m['text']
                except OSError:
                    pass

    def run(self):
        while not self.is_over:
            began = time.monotonic()
            with self.guard:
                members = list(self.members)
            for m in members:
                self.step(m)
            time.sleep(max(0.01, 1 - (time.monotonic() - began)))

    def close(self):
        self.is_over = True
        self.thread.join()
        for m in self.members:
            m['link'].close()
        self.members = []


def idle(port, n):
    """Connections that were served once and stay open."""
    links = []
    request = b'GET /health HTTP/1.1\r\nHost: x\r\n\r\n'
    selector = selectors.DefaultSelector()
    for _ in range(n):
        link = socket.create_connection(('127.0.0.1', port), timeout=10)
        link.sendall(request)
        links.append(link)
    for link in links:
        link.settimeout(10)
        assert link.recv(4096).startswith(b'HTTP/1.1 200')
    selector.close()
    return links


class Test:
    def __init__(self, seconds):
        self.seconds, self.passed, self.failed, self.n = seconds, 0, 0, 0
        self.server = Server(os.environ.get('GOSNAG', os.path.join(ROOT, 'build/dev/gosnag')))
        self.server.start()
        self.api = Api(self.server.port)
        self.api.sign_in()
        self.project = self.api.new_project('slow', -1)

    def check(self, what, ok, got=''):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f'FAIL {what}: {got}', flush=True)

    def event(self):
        """Seconds until a fresh connection has its answer; the status."""
        self.n += 1
        body = json.dumps({'message': f'normal {self.n}', 'platform': 'python'}).encode()
        head = (f'POST /api/{self.project["number"]}/store/?sentry_key={self.project["key"]} HTTP/1.1\r\nHost: x\r\n'
                f'Content-Length: {len(body)}\r\nConnection: close\r\n\r\n').encode()
        began = time.monotonic()
        with socket.create_connection(('127.0.0.1', self.server.port), timeout=30) as link:
            link.sendall(head + body)
            answer = link.recv(4096)
        return time.monotonic() - began, answer[9:12]

    def events(self, name):
        times, statuses = [], []
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            took, status = self.event()
            times.append(took)
            statuses.append(status)
            time.sleep(0.05)
        times.sort()
        pss = self.server.memory_kb()['Pss'] / 1024
        p90 = times[len(times) * 9 // 10]
        print(f'{name:<10} {len(times):4} events: median {times[len(times) // 2] * 1000:7.1f} ms, 90 % {p90 * 1000:7.1f} ms, '
              f'longest {times[-1] * 1000:7.1f} ms; memory {pss:6.1f} MB', flush=True)
        self.check(f'{name}: all events are accepted', set(statuses) == {b'200'}, set(statuses))
        self.check(f'{name}: nine of ten are answered within {ANSWER_S} s', p90 <= ANSWER_S, f'{p90:.3f} s')
        self.check(f'{name}: at most {MEMORY_MAX_MB} MB', pss <= MEMORY_MAX_MB, f'{pss:.1f} MB')

    def run(self, n_idle):
        number, key = self.project['number'], self.project['key']
        crowd = Crowd(self.server.port)
        self.events('alone')
        post = (f'POST /api/{number}/store/?sentry_key={key} HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n').encode()
        crowd.add(500, post + b'{' * 1000, pace=1)
        self.events('trickle')
        crowd.add(200, b'GET /health HTTP/1.1\r\n' + b'X-Slow: y\r\n' * 1000, pace=1)
        self.events('headers')
        crowd.add(1000)
        self.events('half-open')
        crowd.add(200, b'GET /health HTTP/1.1\r\nHost: x\r\n' + b'X-Flood: ' + b'y' * 200 + b'\r\n' * 400, pace=0, is_endless=True)
        self.events('flood')
        crowd.add(100, b'GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n' * 50, pace=0, buffer_bytes=4096)
        crowd.add(100, b'GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n' * 50, pace=0, is_reading=False, buffer_bytes=4096)
        self.events('readers')
        links = idle(self.server.port, n_idle)
        self.events('idle')
        crowd.close()
        for link in links:
            link.close()
        self.after()

    def after(self):
        end = time.monotonic() + GONE_WITHIN_S
        while True:
            pss = self.server.memory_kb()['Pss'] / 1024
            if pss <= MEMORY_AFTER_MB or time.monotonic() > end:
                break
            time.sleep(0.5)
        self.events('gone')
        self.check(f'memory comes down to {MEMORY_AFTER_MB} MB', pss <= MEMORY_AFTER_MB, f'{pss:.1f} MB')
        self.api.wait_digested(60)
        _, events = self.api.counted(self.project)
        self.check('every event that was accepted is counted', events == self.n, f'{events} of {self.n}')
        self.check('the server ends well', self.server.stop() == 0, self.server.words())
        self.server.remove()


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--idle', type=int, default=10000)
    parser.add_argument('--seconds', type=float, default=4)
    o = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    room = hard - 3000 if hard != resource.RLIM_INFINITY else o.idle
    if room < o.idle:
        print(f'left out: {o.idle - room} of {o.idle} idle connections (only {hard} files may be open)')
        o.idle = max(room, 0)
    test = Test(o.seconds)
    test.run(o.idle)
    print(f'{test.passed} passed, {test.failed} failed')
    return test.failed > 0


if __name__ == '__main__':
    sys.exit(main())
