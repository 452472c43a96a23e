"""A real gosnag on fresh data, for the API tests. Standard library only.

Every server gets its own folder and, with PostgreSQL, its own database; the clock is
fixed (GOSNAG_CLOCK_MS), so that times in answers are known.
"""
import hashlib
import http.client
import itertools
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CLOCK_MS = 1795514400000  # 2026-11-24T10:00:00Z
SECRET = "a-secret-for-tests-only-0123456789"
START_S = 60  # a machine may be busy
STOP_S = 15


def psql(url, sql):
    done = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", url],
                          input=sql, text=True, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"psql: {done.stderr.strip()}")
    return done.stdout


class Server:
    """start(), then request(); stop() keeps the data so that start() can go on with it."""

    databases = itertools.count(1)  # tests may start servers from several threads

    def __init__(self, binary, store, env=None):
        self.binary = binary
        self.store = store
        self.folder = tempfile.mkdtemp(prefix="gosnag-api-")
        self.env = {"PATH": os.environ["PATH"], "PORT": "0", "LISTEN": "127.0.0.1",
                    "DATA_DIR": self.folder + "/data", "SESSION_SECRET": SECRET,
                    "BASE_URL": "http://gosnag.test", "LOG_LEVEL": "debug",
                    "GOSNAG_CLOCK_MS": str(CLOCK_MS), "TZ": "UTC"}
        for name in os.environ:
            if name.endswith("SAN_OPTIONS"):
                self.env[name] = os.environ[name]
        self.env.update(env or {})
        self.process = None
        if store == "pg":
            name = f"api_{os.getpid()}_{next(Server.databases)}"
            base = os.environ["GOSNAG_TEST_PG"]
            psql(base, f"CREATE DATABASE {name};")
            self.env["DATABASE_URL"] = re.sub(r"/[^/?]*(\?|$)", f"/{name}\\1", base)

    def run(self, *args, text=None):
        """One command of the program on this server's data."""
        return subprocess.run([self.binary, *args], env=self.env, cwd=self.folder, input=text,
                              text=True, capture_output=True, timeout=60)

    def start(self):
        self.log = open(self.folder + "/log", "a")
        out = open(self.folder + "/out", "w")
        self.process = subprocess.Popen([self.binary], env=self.env, cwd=self.folder, stdout=out,
                                        stderr=self.log)
        out.close()
        end = time.monotonic() + START_S
        found = None
        while not found:
            found = re.search(r"listens on port (\d+)", self.output())
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("gosnag does not start:\n" + self.read_log())
            time.sleep(0.01)
        self.port = int(found.group(1))

    def output(self):
        """What the program has printed for the person who started it."""
        with open(self.folder + "/out", encoding="utf-8") as f:
            return f.read()

    def read_log(self):
        self.log.flush()
        with open(self.folder + "/log", encoding="utf-8", errors="replace") as f:
            return f.read()

    def stop(self):
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.process = None
        return code

    def close(self):
        code = self.stop()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        return code

    def request(self, method, target, headers=None, body=b""):
        """(status, [(name, value)], bytes). Header names as sent by the server."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        link.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        sent = {name.lower() for name, _ in headers or []}
        if "host" not in sent:
            link.putheader("Host", "gosnag.test")
        for name, value in headers or []:
            link.putheader(name, value)
        if body and "content-length" not in sent and "transfer-encoding" not in sent:
            link.putheader("Content-Length", str(len(body)))
        elif method in ("POST", "PUT") and not body and "content-length" not in sent:
            link.putheader("Content-Length", "0")
        link.endheaders()
        if body:
            link.send(body)
        answer = link.getresponse()
        got = answer.status, answer.getheaders(), answer.read()
        link.close()
        return got

    def sql(self, text):
        """Rows put straight into the store: principals of the denial matrix."""
        if self.store == "pg":
            psql(self.env["DATABASE_URL"], text)
            return
        db = sqlite3.connect(self.folder + "/data/gosnag.db", timeout=10)
        db.executescript(text)
        db.close()

    def blob(self, hex_text):
        return f"decode('{hex_text}', 'hex')" if self.store == "pg" else f"x'{hex_text}'"


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def routes(binary):
    """[(method, path, scope, flags)] as the program lists them."""
    done = subprocess.run([binary, "debug", "routes"], text=True, capture_output=True,
                          cwd="/", check=True, timeout=60)
    rows = []
    for line in done.stdout.splitlines():
        method, path, scope, flags = (line.split("\t") + [""])[:4]
        rows.append((method, path, scope, flags.split()))
    return rows


def path_pattern(path):
    parts = []
    for segment in path.strip("/").split("/"):
        if segment.endswith("...}"):
            parts.append(".*")
        elif segment.startswith("{"):
            parts.append("[^/]+")
        else:
            parts.append(re.escape(segment))
    return re.compile("/" + "/".join(parts) + "/?$")
