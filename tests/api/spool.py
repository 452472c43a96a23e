#!/usr/bin/env python3
"""spool.py [--binary PATH] - what an operator does with a spool and with the quarantine:
a store that was switched or restored, events of another machine brought over, a record
digested again. Each in the real program, on SQLite and PostgreSQL. "N passed, N failed".
"""
import argparse
import glob
import json
import os
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import ADMIN  # noqa: E402
from server import CLOCK_MS, ROOT, Server  # noqa: E402

WAIT_S = 60
ENVELOPES, IN_EACH = 40, 50
LARGE = 3 << 19  # bytes of a file that is not kept in memory
SEGMENT_HEADER = 64
HELD = "0123456789abcdef-00000001"  # file of a body that is kept aside


class Site:
    """A server with one project, and what it holds."""

    def __init__(self, binary, store):
        self.server = Server(binary, store, {"ADMIN_EMAIL": ADMIN[0], "ADMIN_PASSWORD": ADMIN[1]})
        self.cookie = None
        self.server.start()
        self.sign_in()
        _, project = self.call("POST", "/api/v1/projects", {"name": "shop", "max_events_per_issue": -1})
        self.number, self.key = project["numeric_id"], project["dsn"].split("//")[1].split("@")[0]

    @property
    def spool(self):
        return self.server.env["DATA_DIR"] + "/spool"

    @property
    def database(self):
        return self.server.env["DATA_DIR"] + "/gosnag.db"

    def sign_in(self):
        self.call("POST", "/api/v1/auth/local/login", {"email": ADMIN[0], "password": ADMIN[1]})

    def call(self, method, path, body=None):
        headers = [("Cookie", self.cookie)] if self.cookie else []
        text = json.dumps(body).encode() if body is not None else b""
        status, got, raw = self.server.request(method, path, headers, text)
        for name, value in got:
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return status, json.loads(raw) if raw else None

    def send(self, first, n):
        """One envelope of n events."""
        lines = [b"{}"]
        for i in range(first, first + n):
            lines += [b'{"type":"event"}', json.dumps({"event_id": f"{i + 1:032x}", "message": "moved"}).encode()]
        path = f"/api/{self.number}/envelope/?sentry_key={self.key}"
        return self.server.request("POST", path, [], b"\n".join(lines) + b"\n")[0]

    def send_kept(self):
        """A check-in, and a file too large for memory, of the first event."""
        config = {"schedule": {"type": "interval", "value": 1, "unit": "day"}}
        check_in = {"monitor_slug": "nightly", "status": "ok", "monitor_config": config}
        body = b"\n".join([json.dumps({"event_id": f"{1:032x}"}).encode(), b'{"type":"check_in"}',
                           json.dumps(check_in).encode(),
                           json.dumps({"type": "attachment", "length": LARGE, "filename": "log"}).encode(),
                           b"x" * LARGE])
        return self.server.request("POST", f"/api/{self.number}/envelope/?sentry_key={self.key}", [], body)[0]

    def count(self):
        _, answer = self.call("GET", f"/api/v1/projects/{self.number}/issues")
        return sum(i["event_count"] for i in answer["issues"])

    def monitors(self):
        return self.call("GET", f"/api/v1/projects/{self.number}/monitors")[1]["items"]

    def files(self):
        """Bytes of all that is kept in files."""
        kept = glob.glob(self.server.env["DATA_DIR"] + "/attachments/*/*")
        return sum(os.path.getsize(name) for name in kept)

    def place(self, i):
        return self.call("GET", f"/api/v1/events/lookup?id={i + 1:032x}")[1]["place"]

    def kill(self):
        self.server.process.send_signal(signal.SIGKILL)
        self.server.process.wait()
        self.server.process = None

    def sql(self, text):
        self.server.sql(text)


class Test:
    def __init__(self, binary):
        self.binary, self.passed, self.failed = binary, 0, 0

    def check(self, what, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL {what}: {got!r}")

    def counts(self, what, site, n):
        end, got = time.monotonic() + WAIT_S, None
        while got != n and time.monotonic() < end:
            got = site.count()
            time.sleep(0.05)
        self.check(what, got == n, (got, n))

    def runs(self, what, site, args, code, words):
        done = site.server.run(*args)
        said = done.stdout + done.stderr
        self.check(what, done.returncode == code and words in said, (done.returncode, said[-600:]))
        return said

    def leave_behind(self):
        """A machine that died with everything it accepted still in its spool."""
        site = Site(self.binary, "sqlite")
        held = sqlite3.connect(site.database, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        answers = [site.send(e * IN_EACH, IN_EACH) for e in range(ENVELOPES)]
        answers.append(site.send_kept())
        self.check("all are acknowledged", answers == [200] * (ENVELOPES + 1), answers)
        site.kill()
        held.execute("ROLLBACK")
        held.close()
        said = self.runs("spool show lists what waits", site, ["spool", "show"], 0, f"{1:032x}")
        for short in (["spool"], ["debug", "spool"]):
            self.runs(f"{' '.join(short)} says the same", site, short, 0, f"{1:032x}")
        self.check("every event of it", said.count(" envelope ") == ENVELOPES + 1, said[:300])
        self.check("and the one in a file", said.count(" envelope in a file ") == 1, said[-300:])
        return site

    def drain(self, dead, store):
        site = Site(self.binary, store)
        folder = shutil.copytree(dead.spool, site.server.folder + "/brought")
        drain = ["spool", "drain", folder, "--into-this-store"]
        if store == "sqlite":
            self.runs("sqlite: not beside a running server", site, drain, 1, "stop it first")
            site.server.stop()
        self.runs(f"{store}: it must be meant", site, drain[:3], 2, "--into-this-store")
        self.runs(f"{store}: keys that nobody has are refused", site, drain, 1, dead.key)
        self.runs(f"{store}: no folder", site, ["spool", "drain", site.server.folder, "--into-this-store"], 1,
                  "no spool folder")
        site.sql(f"UPDATE project_key SET public_key = '{dead.key}';")
        self.keep_aside(site, folder)
        cut = subprocess.Popen([site.server.binary, *drain], env=site.server.env, cwd=site.server.folder,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.15)
        cut.kill()
        cut.wait()
        self.runs(f"{store}: interrupted, and done again", site, drain, 0, "records: ")
        self.check(f"{store}: files that its quarantine needs are brought", self.is_brought(site, folder), folder)
        self.check(f"{store}: no segment stays", not glob.glob(folder + "/*.seg"), os.listdir(folder))
        shutil.rmtree(folder)
        shutil.copytree(dead.spool, folder)
        self.runs(f"{store}: repeated, nothing is new", site, drain, 0, "0 records: 0 events are new")
        if store == "sqlite":
            site.server.start()
        self.counts(f"{store}: every event once", site, ENVELOPES * IN_EACH)
        self.check(f"{store}: the check-in too", len(site.monitors()) == 1, site.monitors())
        self.check(f"{store}: and the file", site.files() == LARGE, site.files())
        self.check(f"{store}: found by id", site.place(7) == "stored", site.place(7))
        self.check(f"{store}: the server ends well", site.server.close() == 0)

    def keep_aside(self, site, folder):
        """This store's quarantine has a record of that spool whose body lies in a file, and
        there is the file of a record that it does not have."""
        for name in (HELD, HELD[:-1] + "2"):
            with open(f"{folder}/blob/{name}.held", "w") as f:
                f.write("a dump")
        with open(folder + "/id") as f:
            spool = f.read()
        site.sql("INSERT INTO quarantine (uuid, project_id, reason, detail, spool_id, seq, received_ms, record,"
                 " is_wanted, created_ms, file_spool, file_name) VALUES ('01934567-89ab-7cde-8f01-00000000000f',"
                 f" {site.number}, 'internal', 'test', '{spool}', 999, {CLOCK_MS}, {site.server.blob('00')}, FALSE,"
                 f" {CLOCK_MS}, '{spool}', '{HELD}');")

    def is_brought(self, site, folder):
        here, there = os.listdir(site.spool + "/blob"), os.listdir(folder + "/blob")
        return [n for n in here if "held" in n] == [HELD + ".held"] and there == [HELD[:-1] + "2.held"]

    def switched(self, dead):
        """The data folder is used with another store."""
        site = Site(self.binary, "sqlite")
        site.server.stop()
        shutil.rmtree(site.spool)
        shutil.copytree(dead.spool, site.spool)
        self.runs("another store's spool is refused", site, [], 4, f"gosnag spool drain {site.spool} --into-this-store")
        self.runs("and brought over as it says", site,
                  ["spool", "drain", site.spool, "--into-this-store", "--unknown-to", str(site.number)], 0, "records: ")
        site.server.start()
        self.counts("then the program starts", site, ENVELOPES * IN_EACH)
        self.check("and goes on", site.send(10**6, 3) == 200)
        self.counts("with new events", site, ENVELOPES * IN_EACH + 3)
        site.server.close()

    def restored(self):
        """The store is put back from a backup, the spool is not."""
        site = Site(self.binary, "sqlite")
        site.send(0, 10)
        self.counts("ten before the backup", site, 10)
        site.server.stop()
        shutil.copy(site.database, site.server.folder + "/backup")
        site.server.start()
        site.send(100, 20)
        site.send_kept()
        self.counts("twenty after it", site, 30)
        self.check("and a check-in beside a large file", len(site.monitors()) == 1, site.monitors())
        site.server.stop()
        shutil.copy(site.server.folder + "/backup", site.database)
        site.server.start()
        self.counts("the older store gets them again from the spool", site, 30)
        self.check("the body that lay in a file too", len(site.monitors()) == 1, site.monitors())
        self.check("nothing is kept aside", site.call("GET", "/api/v1/system/quarantine")[1]["total"] == 0)
        site.send(200, 5)
        self.counts("and new ones", site, 35)
        site.server.close()

    def damaged(self):
        """Bytes of the newest segment are gone, and those of an older file are garbage."""
        site = Site(self.binary, "sqlite")
        held = sqlite3.connect(site.database, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        for i in range(5):
            site.send(i, 1)
        site.kill()
        held.execute("ROLLBACK")
        held.close()
        name = sorted(glob.glob(site.spool + "/*.seg"))[0]
        with open(name, "r+b") as f:
            length, = struct.unpack_from("<I", f.read(SEGMENT_HEADER + 4), SEGMENT_HEADER)
            f.truncate(SEGMENT_HEADER + 3 * length + 10)
        site.server.start()
        self.counts("records in front of the cut are digested", site, 3)
        status, _, raw = site.server.request("GET", "/ready")
        self.check("/ready tells of those behind it", status == 200 and b"2 acknowledged records" in raw, raw)
        self.check("so does the log", "spool.tail_lost" in site.server.read_log())
        site.send(100, 2)
        self.counts("and the program goes on", site, 5)
        site.server.stop()
        self.runs("doctor tells of what is kept", site, ["doctor"], 1, "damaged segments are kept")
        site.server.close()

    def first_record(self, folder):
        """(sequence, bytes) of the first record of a spool folder."""
        with open(sorted(glob.glob(folder + "/*.seg"))[0], "rb") as f:
            data = f.read()
        length, = struct.unpack_from("<I", data, SEGMENT_HEADER)
        seq, = struct.unpack_from("<Q", data, SEGMENT_HEADER + 16)
        return seq, data[SEGMENT_HEADER:SEGMENT_HEADER + length]

    def quarantine(self, dead, store):
        site = Site(self.binary, store)
        seq, record = self.first_record(dead.spool)
        rows = [f"01934567-89ab-7cde-8f01-00000000000{i}" for i in range(3)]
        damaged = record[:-1] + b"?"
        for i, data in enumerate((record, damaged, record)):
            site.sql("INSERT INTO quarantine (uuid, project_id, reason, detail, spool_id, seq, item, received_ms,"
                     f" record, is_wanted, created_ms) VALUES ('{rows[i]}', {site.number}, 'crash', 'test {i}',"
                     f" 'x', {seq}, {i}, {CLOCK_MS}, {site.server.blob(data.hex())}, FALSE, {CLOCK_MS});")
        self.check(f"{store}: a look-up finds it there", site.place(0) == "quarantined", site.place(0))
        _, listed = site.call("GET", "/api/v1/system/quarantine?limit=2")
        self.check(f"{store}: REST answers", "items" in listed, listed)
        self.check(f"{store}: REST lists, newest first", [r["id"] for r in listed["items"]] == rows[:0:-1], listed)
        _, listed = site.call("GET", f"/api/v1/system/quarantine?cursor={listed['next']}")
        self.check(f"{store}: and the next page", [r["detail"] for r in listed["items"]] == ["test 0"], listed)
        self.runs(f"{store}: quarantine list", site, ["quarantine", "list"], 0, f"{rows[1]} 2026-11-24T")
        for short in (["quarantine"], ["debug", "quarantine"]):
            self.runs(f"{store}: {' '.join(short)} says the same", site, short, 0, rows[1])
        self.runs(f"{store}: quarantine show", site, ["quarantine", "show", rows[0]], 0, '"message": "moved"')
        self.runs(f"{store}: quarantine drop", site, ["quarantine", "drop", rows[2]], 0, "is gone")
        self.runs(f"{store}: it is gone", site, ["quarantine", "drop", rows[2]], 1, "nothing in quarantine")
        self.runs(f"{store}: no such verb", site, ["quarantine", "eat", rows[0]], 2, "quarantine list")
        self.runs(f"{store}: quarantine retry", site, ["quarantine", "retry", rows[0]], 0, "1 to be digested again")
        self.counts(f"{store}: the running server digests it", site, IN_EACH)
        self.check(f"{store}: its events keep their ids", site.place(0) == "stored", site.place(0))
        status, _ = site.call("POST", f"/api/v1/system/quarantine/{rows[1]}/retry")
        self.check(f"{store}: retry by REST", status == 202, status)
        end, row = time.monotonic() + WAIT_S, {}
        while "damaged" not in row.get("detail", "") and time.monotonic() < end:
            row = site.call("GET", "/api/v1/system/quarantine")[1]["items"][0]
        self.check(f"{store}: what is damaged stays, with the reason",
                   row["id"] == rows[1] and "damaged" in row["detail"] and not row["retrying"], row)
        self.check(f"{store}: dropped by REST", site.call("DELETE", f"/api/v1/system/quarantine/{rows[1]}")[0] == 200)
        self.check(f"{store}: nothing is left", site.call("GET", "/api/v1/system/quarantine")[1]["total"] == 0)
        self.check(f"{store}: counted once", site.count() == IN_EACH, site.count())
        site.server.close()

    def run(self):
        dead = self.leave_behind()
        for store in ("sqlite", "pg"):
            self.drain(dead, store)
            self.quarantine(dead, store)
        self.switched(dead)
        self.restored()
        self.damaged()
        shutil.rmtree(dead.server.folder)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    o = parser.parse_args()
    if "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    t = Test(os.path.abspath(o.binary))
    t.run()
    print(f"{t.passed} passed, {t.failed} failed")
    return 1 if t.failed or not t.passed else 0


if __name__ == "__main__":
    sys.exit(main())
