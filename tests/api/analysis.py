#!/usr/bin/env python3
"""analysis.py [--binary PATH] - plans of statements, asked of a real PostgreSQL and of a real
MariaDB (left out, and said so, where there is no mariadbd). "N passed, N failed".
"""
import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import ROOT, Server, psql  # noqa: E402

WAIT_S = 60
TABLE = "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(100))"


class Postgres:
    driver = "postgres"

    def __init__(self):
        self.url = subprocess.run([os.path.join(ROOT, "tests/pg.sh"), "start", str(os.getpid())],
                                  check=True, capture_output=True, text=True).stdout.strip()
        self.sql(TABLE + "; CREATE FUNCTION touch() RETURNS int IMMUTABLE LANGUAGE sql AS"
                 " $$ SELECT 1 FROM pg_sleep(30) $$;"
                 "CREATE FUNCTION put() RETURNS int LANGUAGE plpgsql AS"
                 " $$ BEGIN INSERT INTO users VALUES (1, 'x'); RETURN 1; END $$;"
                 "CREATE FUNCTION fill() RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                 " $$ BEGIN RETURN put(); END $$")

    def sql(self, text):
        return psql(self.url, text)

    def dsn(self):
        return self.url.replace("gosnag@", "gosnag:hush-hush@")

    def close(self):
        pass


class MariaDB:
    driver = "mysql"

    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="gosnag-mariadb-")
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        who = ["--user=root"] if os.geteuid() == 0 else []
        data, self.path = os.path.join(self.dir, "data"), os.path.join(self.dir, "s")
        subprocess.run(["mariadb-install-db", "--no-defaults", f"--datadir={data}",
                        "--auth-root-authentication-method=normal", *who], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.process = subprocess.Popen(
            [shutil.which("mariadbd") or "/usr/sbin/mariadbd", "--no-defaults", f"--datadir={data}",
             f"--socket={self.path}", f"--port={self.port}", "--bind-address=127.0.0.1",
             "--skip-log-bin", *who], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + WAIT_S
        while not os.path.exists(self.path):
            if time.monotonic() > end:
                raise SystemExit("analysis: mariadbd does not start")
            time.sleep(0.05)
        self.sql("CREATE DATABASE shop; USE shop; " + TABLE + ";"
                 "CREATE USER 'ana'@'localhost' IDENTIFIED BY 'hush-hush';"
                 "GRANT ALL ON shop.* TO 'ana'@'localhost'")

    def sql(self, text):
        return subprocess.run(["mariadb", "--no-defaults", "-uroot", f"--socket={self.path}", "-N",
                               "-e", text], check=True, capture_output=True, text=True).stdout.strip()

    def dsn(self):
        return f"ana:hush-hush@tcp(127.0.0.1:{self.port})/shop?parseTime=true"

    def close(self):
        self.process.terminate()
        self.process.wait(WAIT_S)
        shutil.rmtree(self.dir, ignore_errors=True)


class Liar:
    """A server that says what it likes: answer(socket), once."""

    def __init__(self, answer):
        self.heard = b""
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, args=(answer,), daemon=True)
        self.thread.start()

    def serve(self, answer):
        with self.socket, self.socket.accept()[0] as s:
            try:
                answer(self, s)
            except OSError:
                pass # the client has hung up


def drip(liar, s):
    """The greeting of a MySQL server, byte by byte: each comes in time."""
    for byte in b"\x40\0\0\0\x0a" + b"9" * 15:
        s.sendall(bytes([byte]))
        time.sleep(0.5)


def greet(liar, s):
    """A MySQL server that knows no TLS."""
    body = (b"\x0a8.0.0\0" + bytes(4) + b"12345678\0\xff\xf7\x21\x02\0\x0f\0\x15" + bytes(10)
            + b"123456789012\0mysql_native_password\0")
    s.sendall(len(body).to_bytes(3, "little") + b"\0" + body)
    s.recv(1000)
    s.sendall(b"\x07\0\0\x02\0\0\0\x02\0\0\0")
    liar.heard = s.recv(1000)


def pg_message(kind, body):
    return kind + (len(body) + 4).to_bytes(4, "big") + body


def pg_start(s):
    s.recv(1000) # may we have TLS?
    s.sendall(b"N")
    s.recv(1000)


def want_password(liar, s):
    pg_start(s)
    s.sendall(pg_message(b"R", (3).to_bytes(4, "big")))
    liar.heard = s.recv(1000)


def notice_and_cut(liar, s):
    pg_start(s)
    s.sendall(pg_message(b"R", bytes(4)) + pg_message(b"Z", b"I"))
    s.recv(1000)
    s.sendall(pg_message(b"N", b"SWARNING\0C01000\0Mwords of a liar\0\0"))


class Run:
    def __init__(self, server):
        self.server, self.passed, self.failed, self.n = server, 0, 0, 0
        self.cookie = None

    def check(self, what, holds, why=""):
        self.passed += bool(holds)
        self.failed += not holds
        if not holds:
            print(f"FAIL {what}: {why}")

    def call(self, method, path, body=None):
        headers = [("Content-Type", "application/json")]
        if self.cookie:
            headers.append(("Cookie", self.cookie))
        status, got, text = self.server.request(
            method, "/api/v1" + path, headers, json.dumps(body).encode() if body is not None else b"")
        for name, value in got:
            if name.lower() == "set-cookie":
                self.cookie = value.partition(";")[0]
        return status, json.loads(text) if text else None

    def sign_in(self):
        self.call("POST", "/auth/local/login", {"email": "admin@example.com",
                                                "password": "correct horse battery staple"})
        self.project = self.call("POST", "/projects", {"name": "shop"})[1]

    def send(self, *statements):
        """Their issue, with the newest event that tells of these."""
        self.n += 1
        key = self.project["dsn"].split("//")[1].split("@")[0]
        text = f"boom {chr(96 + self.n)}"
        event = {"message": text, "fingerprint": [text], "breadcrumbs": [
            {"category": "query", "message": s} for s in statements]}
        self.server.request("POST", f"/api/{self.project['numeric_id']}/store/?sentry_key={key}",
                            [], json.dumps(event).encode())
        at, end = f"/projects/{self.project['id']}/issues", time.monotonic() + WAIT_S
        while True:
            found = [i for i in self.call("GET", at)[1]["issues"] if i["title"] == text]
            if found:
                return f"{at}/{found[0]['id']}/db-analysis"
            if time.monotonic() > end:
                raise SystemExit("analysis: the event does not come")
            time.sleep(0.05)

    def explain(self, sql):
        at = self.send(sql)
        shape = self.call("POST", at)[1]["queries"][0]["normalized_sql"]
        return self.call("POST", at + "/explain", {"normalized_sql": shape})

    def ask(self, db):
        set_up = {"analysis_db_enabled": True, "analysis_db_driver": db.driver,
                  "analysis_db_dsn": db.dsn()}
        status, project = self.call("PUT", f"/projects/{self.project['id']}", set_up)
        self.check(f"{db.driver}: the password is not shown",
                   status == 200 and "hush" not in json.dumps(project), project)
        full = "Seq Scan" if db.driver == "postgres" else "type=ALL"
        status, got = self.explain("SELECT * FROM users WHERE name = 'ana'")
        self.check(f"{db.driver}: a plan", status == 200 and full in got.get("plan", ""), got)
        self.check(f"{db.driver}: what is wrong in words",
                   any("whole table" in w for w in got.get("warnings", [])), got)
        status, got = self.explain("SELECT * FROM nowhere WHERE id = 1")
        self.check(f"{db.driver}: the database's own words",
                   status == 200 and "nowhere" in got.get("error", ""), got)
        status, got = self.explain("SELECT * FROM users WHERE name = 'a;b'")
        self.check(f"{db.driver}: a semicolon in a literal", "plan" in got, got)
        wrong = dict(set_up, analysis_db_dsn=db.dsn().replace("127.0.0.1:", "127.0.0.1:1"))
        self.call("PUT", f"/projects/{self.project['id']}", wrong)
        status, got = self.explain("SELECT * FROM users WHERE id = 7")
        self.check(f"{db.driver}: nobody there", status == 200 and got.get("error")
                   and "hush" not in json.dumps(got), got)
        self.call("PUT", f"/projects/{self.project['id']}", set_up)

    def ask_postgres(self, db):
        """The planner runs what is called immutable."""
        began = time.monotonic()
        status, got = self.explain("SELECT touch() FROM users WHERE id = 1")
        self.check("postgres: what takes long is ended", "timeout" in got.get("error", ""), got)
        self.check("postgres: … soon", time.monotonic() - began < WAIT_S)
        status, got = self.explain("SELECT fill() FROM users WHERE id = 2")
        self.check("postgres: what writes is refused", "read-only" in got.get("error", ""), got)
        self.check("postgres: and wrote nothing", db.sql("SELECT count(*) FROM users").split()[2] == "0")
        self.call("PUT", f"/projects/{self.project['id']}", {"analysis_db_schema": 'x"; DROP'})
        status, got = self.explain("SELECT * FROM users WHERE id = 3")
        self.check("postgres: a schema is a name", 'users' in got.get("error", ""), got)
        self.call("PUT", f"/projects/{self.project['id']}", {"analysis_db_schema": ""})


    def ask_liar(self, driver, dsn, answer, n):
        """What explain answers, and what the liar heard."""
        liar = Liar(answer)
        self.call("PUT", f"/projects/{self.project['id']}", {
            "analysis_db_driver": driver, "analysis_db_dsn": dsn % liar.port})
        status, got = self.explain(f"SELECT * FROM users WHERE name{n} = 1")
        liar.thread.join(WAIT_S)
        self.check(f"{driver}: a liar is a failure", status == 200 and got.get("error"), got)
        return got["error"], liar.heard

    def ask_liars(self):
        words, _ = self.ask_liar("mysql", "ana:x@tcp(127.0.0.1:%d)/shop", drip, 1)
        self.check("mysql: all bytes together have a time", "did not answer within" in words, words)
        _, heard = self.ask_liar("mysql", "ana:x@tcp(127.0.0.1:%d)/shop", greet, 4)
        self.check("mysql: one may ask without TLS", b"SET SESSION" in heard, heard)
        words, heard = self.ask_liar("mysql", "ana:x@tcp(127.0.0.1:%d)/shop?tls=true", greet, 5)
        self.check("mysql: not where the DSN wants TLS", "no TLS" in words
                   and b"SET SESSION" not in heard, heard)
        pg = "postgres://ana@127.0.0.1:%d/shop"
        _, heard = self.ask_liar("postgres", pg, want_password, 2)
        self.check("postgres: the process's own password stays here",
                   heard[:1] == b"p" and b"of-the-process" not in heard, heard)
        words, _ = self.ask_liar("postgres", pg, notice_and_cut, 3)
        self.check("postgres: a cut connection is told", "closed the connection" in words, words)
        self.check("postgres: a notice is not ours to tell",
                   "words of a liar" not in self.server.read_log())


def main():
    o = argparse.ArgumentParser()
    o.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    o = o.parse_args()
    databases = [Postgres()]
    if shutil.which("mariadb-install-db") and (shutil.which("mariadbd")
                                               or os.path.exists("/usr/sbin/mariadbd")):
        databases.append(MariaDB())
    else:
        print("analysis: no mariadbd here, MariaDB is left out")
    server = Server(o.binary, "sqlite", {"ALLOW_PRIVATE_TARGETS": "true",
                                         "PGPASSWORD": "of-the-process",
                                         "ADMIN_EMAIL": "admin@example.com",
                                         "ADMIN_PASSWORD": "correct horse battery staple"})
    run = Run(server)
    try:
        server.start()
        run.sign_in()
        for db in databases:
            run.ask(db)
        run.call("PUT", f"/projects/{run.project['id']}", {
            "analysis_db_driver": "postgres", "analysis_db_dsn": databases[0].dsn()})
        run.ask_postgres(databases[0])
        run.ask_liars()
        run.check("the log says no secret", "hush" not in server.read_log())
    finally:
        server.close()
        for db in databases:
            db.close()
    print(f"{run.passed} passed, {run.failed} failed")
    return run.failed != 0


if __name__ == "__main__":
    sys.exit(main())
