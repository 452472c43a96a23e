#!/usr/bin/env python3
"""run.py [--store sqlite|pg|both] [--binary PATH] [NOUN...] - what SDKs put on the wire,
against the real program over a real socket: a table of cases per noun (auth, paths, codings,
framing, answers, shapes, ...), each named by a sentence. Every event that was acknowledged
is looked up afterwards. Prints what failed and "N passed, N failed".
"""
import argparse
import importlib
import os
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from world import ROOT, World  # noqa: E402

NOUNS = ["auth", "paths", "codings", "framing", "answers", "shapes", "security", "items", "hostile", "payloads",
         "checklist"]  # and "mutants": long


def run(binary, store, nouns):
    w = World(binary, store)
    for noun in nouns:
        try:
            importlib.import_module(noun).test(w)
            w.verify()
        except (OSError, EOFError, AssertionError, KeyError, TypeError):
            w.check(f"{noun} runs to its end", False, traceback.format_exc())
    w.close()
    return w.passed, w.failed


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--store", choices=["sqlite", "pg", "both"], default="sqlite")
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/dev/gosnag"))
    parser.add_argument("nouns", nargs="*")
    o = parser.parse_args()
    stores = ["sqlite", "pg"] if o.store == "both" else [o.store]
    if "pg" in stores and "GOSNAG_TEST_PG" not in os.environ:
        pg = os.path.join(ROOT, "tests/pg.sh")
        os.execv(pg, [pg, "run", sys.executable, *sys.argv])
    passed = failed = 0
    for store in stores:
        p, f = run(os.path.abspath(o.binary), store, o.nouns or NOUNS)
        passed, failed = passed + p, failed + f
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
