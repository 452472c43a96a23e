#!/usr/bin/env python3
"""disk.py [--store sqlite|pg|both] [--binary PATH] - the disk fills up while the program
runs, and is full when it starts: new events are told to come later, /ready says why, it
recovers by itself, and nothing acknowledged is missing. "N passed, N failed".

The disk is the process's RLIMIT_FSIZE, set to 0 from outside; with SQLite also a small
tmpfs filled to the brim, where one may be mounted.
"""
import argparse
import json
import os
import resource
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import ADMIN  # noqa: E402
from server import ROOT, Server  # noqa: E402

WAIT_S = 60
TMPFS_BYTES = 96 << 20
ROUNDS = 3


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Limit:
    """Takes away all room for writing, log and spool alike."""

    def __init__(self, server):
        self.server = server

    def fill(self):
        resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def empty(self):
        resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE,
                         (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def around_start(self):
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def gone(self):
        pass


class Tmpfs:
    """The data folder on a file system of its own; a file takes what is free."""

    def __init__(self, server):
        self.server = server
        self.folder = server.env["DATA_DIR"]
        os.mkdir(self.folder)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={TMPFS_BYTES},mode=700", "gosnag-test", self.folder],
                       check=True, capture_output=True)

    def fill(self):
        with open(self.folder + "/ballast", "ab", buffering=0) as f:
            try:
                while True:
                    f.write(bytes(4096))
            except OSError:
                pass

    def empty(self):
        os.unlink(self.folder + "/ballast")

    def remount(self, how):
        subprocess.run(["mount", "-o", f"remount,{how}", self.folder], check=True, capture_output=True)

    around_start = None

    def gone(self):
        subprocess.run(["umount", "-l", self.folder], check=False, capture_output=True)


class Test:
    def __init__(self, binary, store, disk):
        self.passed = self.failed = 0
        self.name = f"{store}, {disk.__name__.lower()}"
        port = free_port()
        self.server = Server(binary, store, {"ADMIN_EMAIL": ADMIN[0], "ADMIN_PASSWORD": ADMIN[1],
                                             "PORT": str(port), "LOG_LEVEL": "warn"})
        self.server.port = port
        del self.server.env["GOSNAG_CLOCK_MS"]
        self.disk = disk(self.server)
        self.cookie, self.sent, self.acked, self.later = None, 0, [], []
        self.guard = threading.Lock()

    def check(self, what, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL {self.name}: {what}: {got!r}")

    def call(self, method, path, body=None):
        headers = [("Cookie", self.cookie)] if self.cookie else []
        text = json.dumps(body).encode() if body is not None else b""
        status, got, raw = self.server.request(method, path, headers, text)
        for name, value in got:
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return status, json.loads(raw) if raw else None

    def until(self, what, ask):
        end, got = time.monotonic() + WAIT_S, (False, None)
        while not got[0] and time.monotonic() < end:
            try:
                got = ask()
            except OSError as why:
                got = False, why
            time.sleep(0.05)
        self.check(what, got[0], got[1])

    def send(self, size=2000):
        """One event; what came back. Its id is remembered by what it was answered."""
        with self.guard:
            self.sent += 1
            event_id = f"{self.sent:032x}"
        path = f"/api/{self.number}/store/?sentry_key={self.key}"
        event = {"event_id": event_id, "message": "the disk", "extra": {"x": os.urandom(size // 2).hex()}}
        status, headers, _ = self.server.request("POST", path, [], json.dumps(event).encode())
        names = {n.lower(): v for n, v in headers}
        with self.guard:
            (self.acked if status == 200 else self.later).append((event_id, status, names.get("retry-after")))
        return status

    def send_until_refused(self):
        for _ in range(20000):
            if self.send(200000) != 200:
                return True
        return False

    def not_ready(self):
        status, _, raw = self.server.request("GET", "/ready")
        return status == 503 and (b"spool" in raw or b"store" in raw), (status, raw)

    def is_ready(self):
        status, _, raw = self.server.request("GET", "/ready")
        return status == 200, (status, raw)

    def count(self):
        status, answer = self.call("GET", f"/api/v1/projects/{self.number}/issues")
        n = sum(i["event_count"] for i in answer["issues"]) if status == 200 else None
        return n == len(self.acked), (status, n, len(self.acked))

    def fills_up(self, round_):
        for _ in range(20):
            self.send()
        self.disk.fill()
        self.check(f"round {round_}: new events are refused", self.send_until_refused())
        self.check(f"round {round_}: with 503 and Retry-After",
                   all(s == 503 and (after or "").isdigit() for _, s, after in self.later), self.later[:3])
        self.until(f"round {round_}: /ready says why", self.not_ready)
        self.check(f"round {round_}: it is alive", self.server.request("GET", "/health")[0] == 200)
        self.disk.empty()
        self.until(f"round {round_}: it recovers, nobody sends", self.is_ready)
        self.check(f"round {round_}: events are taken again", self.send() == 200)
        self.until(f"round {round_}: everything acknowledged is there, once", self.count)

    def full_at_start(self):
        self.check("it ends well", self.server.stop() == 0)
        if not self.disk.around_start:
            self.disk.fill()
        self.server.process = subprocess.Popen([self.server.binary], env=self.server.env, cwd=self.server.folder,
                                               stdout=subprocess.DEVNULL, stderr=self.server.log,
                                               preexec_fn=self.disk.around_start)
        self.until("it starts on a full disk", lambda: (self.server.request("GET", "/health")[0] == 200, None))
        before = len(self.later)
        self.check("refuses events", self.send_until_refused())
        self.check("with 503", [s for _, s, _ in self.later[before:]] == [503], self.later[before:])
        self.until("says why", self.not_ready)
        self.disk.empty()
        self.until("and recovers", self.is_ready)
        self.check("takes events", self.send() == 200)
        self.until("none is missing", self.count)

    def read_only(self):
        """A file system that the kernel made read-only: the start says so and ends."""
        self.check("it ends well before that", self.server.stop() == 0)
        self.disk.remount("ro")
        done = subprocess.run([self.server.binary], env=self.server.env, cwd=self.server.folder, capture_output=True,
                              text=True, timeout=WAIT_S)
        self.check("a read-only disk is named", done.returncode == 3 and "Read-only" in done.stderr,
                   (done.returncode, done.stderr[-500:]))
        self.disk.remount("rw")
        self.server.start()
        self.until("a disk that may be written again is enough", self.is_ready)
        self.check("events are taken", self.send() == 200)
        self.until("and none is missing", self.count)

    def places(self):
        wrong = [e for e, _, _ in self.acked
                 if self.call("GET", f"/api/v1/events/lookup?id={e}")[1].get("place") not in ("stored", "thinned")]
        self.check("every acknowledged id is found", not wrong, wrong[:5])

    def run(self):
        try:
            self.server.start()
            self.call("POST", "/api/v1/auth/local/login", {"email": ADMIN[0], "password": ADMIN[1]})
            _, project = self.call("POST", "/api/v1/projects", {"name": "shop"})
            self.number, self.key = project["numeric_id"], project["dsn"].split("//")[1].split("@")[0]
            for round_ in range(ROUNDS):
                self.fills_up(round_)
            self.full_at_start()
            if isinstance(self.disk, Tmpfs):
                self.read_only()
            self.places()
            self.check("the server ends well", self.server.stop() == 0)
            if self.failed:
                print(self.server.read_log()[-3000:])
        finally:
            self.server.close()
            self.disk.gone()


def can_mount():
    return os.geteuid() == 0 and subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "x", "/mnt"],
                                                check=False, capture_output=True).returncode == 0


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--store", choices=("sqlite", "pg", "both"), default="both")
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    o = parser.parse_args()
    if o.store != "sqlite" and "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    stores = ("sqlite", "pg") if o.store == "both" else (o.store,)
    disks = (Limit, Tmpfs) if can_mount() else (Limit,)
    if Tmpfs not in disks:
        print("disk.py: no tmpfs can be mounted here: left out")
    tests = []
    for disk in disks:
        for store in stores:  # one after the other: each unmounts what it has mounted
            if disk is Tmpfs and store == "pg":
                continue  # the spool alone lies there, and goes on in the room it has
            tests.append(Test(os.path.abspath(o.binary), store, disk))
            tests[-1].run()
    passed, failed = sum(t.passed for t in tests), sum(t.failed for t in tests)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
