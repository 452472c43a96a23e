#!/usr/bin/env python3
"""distribution.py [--binary PATH] [--sql] - can the schema be spread over machines by
project_id? db/distribution says how each table lies; here it is held against the catalog
of a real PostgreSQL and against every query of the program, by the rules of Citus. With
--sql: the statements that spread it. "N passed, N failed".

Rules (Citus 12 manual, "SQL Support" and "Creating and Modifying Distributed Objects"):
every unique key and primary key of a distributed table holds its column; a foreign key
holds it on both sides, or leads to a reference table; identity columns are BIGINT; what
an ON CONFLICT names is such a key; two distributed tables meet only in an equality of
their columns, and statements name the project, so that one shard answers.
"""
import argparse
import glob
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cluster import PG, Process  # noqa: E402
from server import ROOT  # noqa: E402

COLUMN = "project_id"
TABLES = """
SELECT relname, relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND relkind IN ('r', 'p') AND NOT relispartition"""
COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable, is_identity
FROM information_schema.columns WHERE table_schema = 'public'"""
KEYS = """
SELECT t.relname, i.relname, string_agg(a.attname, ',' ORDER BY a.attnum)
FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (x.indkey)
WHERE x.indisunique AND NOT t.relispartition AND t.relnamespace = 'public'::regnamespace
GROUP BY 1, 2"""
FOREIGN = """
SELECT conrelid::regclass, confrelid::regclass, conname,
       (SELECT string_agg(attname, ',') FROM pg_attribute
        WHERE attrelid = conrelid AND attnum = ANY (conkey))
FROM pg_constraint WHERE contype = 'f'"""


class Test:
    def __init__(self):
        self.passed = self.failed = 0
        self.kinds, self.all_shards = {}, set()
        with open(os.path.join(ROOT, "db/distribution"), encoding="utf-8") as f:
            for line in f:
                if line.strip() and not line.startswith("#"):
                    kind, name = line.split()
                    if kind == "all_shards":
                        self.all_shards.add(name)
                    else:
                        self.kinds[name] = kind

    def check(self, what, ok, got=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAIL {what}: {got!r}")

    def is_distributed(self, table):
        return self.kinds.get(table) == "distributed"

    def schema(self, store):
        tables = {name for name, _ in store.rows(TABLES)}
        self.check("db/distribution names every table and no other",
                   tables == set(self.kinds), tables ^ set(self.kinds))
        columns = {(t, c): rest for t, c, *rest in store.rows(COLUMNS)}
        for table in filter(self.is_distributed, sorted(tables)):
            self.check(f"{table} has {COLUMN}",
                       columns.get((table, COLUMN), [])[:2] == ["bigint", "NO"],
                       columns.get((table, COLUMN)))
            wrong = [c for (t, c), (kind, _, identity) in columns.items()
                     if t == table and identity == "YES" and kind != "bigint"]
            self.check(f"identities of {table} are BIGINT", not wrong, wrong)
        keys = [(t, i, c.split(",")) for t, i, c in store.rows(KEYS)]
        for table, index, names in keys:
            if self.is_distributed(table):
                self.check(f"unique key {index} holds {COLUMN}", COLUMN in names, names)
        for table, to, name, names in store.rows(FOREIGN):
            is_fine = not self.is_distributed(table) or self.kinds.get(to) == "reference" or (
                self.is_distributed(to) and COLUMN in names.split(","))
            self.check(f"foreign key {name} can be kept", is_fine, (table, to, names))

    def queries(self):
        """Of every .sql file: (file, name, text in PostgreSQL's words)."""
        for path in sorted(glob.glob(os.path.join(ROOT, "src/**/*.sql"), recursive=True)):
            name, own, body = None, None, []
            with open(path, encoding="utf-8") as f:
                for line in [*f, "-- end exec"]:
                    head = re.match(r"-- ([a-z]\w*)(\(| list| fragment| exec)", line)
                    if head:
                        if name and body:
                            yield os.path.relpath(path, ROOT), name, " ".join(body)
                        name, own, body = head[1], None, []
                    elif line.startswith("--@"):
                        own = line[3:].strip()
                        body = [] if own == "postgres" else body
                    elif not line.startswith("--") and own != "sqlite":
                        body.append(line.strip())

    def used(self, text):
        """[(table, alias)] of the distributed tables a statement names."""
        found = re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)(?:\s+AS)?(?:\s+(\w+))?", text, re.I)
        words = {"set", "where", "on", "values", "select", "order", "group", "limit", "left", "cross",
                 "join", "using", "returning"}
        return [(t, a if a and a.lower() not in words else t) for t, a in found if self.is_distributed(t)]

    def query(self, path, name, text):
        used = self.used(text)
        if not used or text.rstrip("; ").endswith("LIMIT 0"):
            return
        where = f"{name} ({path})"
        if re.match(r"INSERT", text, re.I):
            head = text[:text.index(")")]
            self.check(f"{where} writes {COLUMN}", COLUMN in head, head)
            self.check(f"{where} leaves {COLUMN} as it is",
                       not re.search(rf"SET\b.*\b{COLUMN} =", text.split("CONFLICT")[-1]), text)
            conflict = re.search(r"ON CONFLICT \(([^)]*)\)", text)
            if conflict:
                self.check(f"{where} meets a key of one shard", COLUMN in conflict[1], conflict[1])
            return
        bound = re.search(rf"{COLUMN} (?:=|IN)", text) is not None
        self.check(f"{where} names the project, or stands in db/distribution as all_shards",
                   bound != (name in self.all_shards), text)
        if len(used) > 1:
            aliases = {a for _, a in used}
            meet = re.findall(rf"(\w+)\.{COLUMN} = (\w+)\.{COLUMN}", text)
            joined = {a for pair in meet for a in pair}
            params = re.findall(rf"{COLUMN} = (\$\d+)", text)  # or all of them name the same one
            is_same = len(params) >= len(used) and len(set(params)) == 1
            self.check(f"{where} joins by {COLUMN}", is_same or aliases <= joined, text)

    def run(self, store):
        self.schema(store)
        n = 0
        for path, name, text in self.queries():
            n += 1
            self.query(path, name, text)
        self.check("queries were found", n > 100, n)

    def sql(self):
        for table, kind in self.kinds.items():
            if kind == "distributed":
                print(f"SELECT create_distributed_table('{table}', '{COLUMN}', colocate_with => "
                      f"'{'none' if table == self.first() else self.first()}');")
            elif kind == "reference":
                print(f"SELECT create_reference_table('{table}');")

    def first(self):
        return next(filter(self.is_distributed, self.kinds))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    parser.add_argument("--sql", action="store_true")
    o = parser.parse_args()
    t = Test()
    if o.sql:
        t.sql()
        return 0
    if "GOSNAG_TEST_PG" not in os.environ:
        os.execv(PG, [PG, "run", sys.executable, *sys.argv])
    store = Process(os.path.abspath(o.binary), None, 0)
    done = store.run("migrate")
    t.check("the schema is made", done.returncode == 0, done.stderr)
    t.run(store)
    print(f"{t.passed} passed, {t.failed} failed")
    return 1 if t.failed or not t.passed else 0


if __name__ == "__main__":
    sys.exit(main())
