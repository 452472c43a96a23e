#!/usr/bin/env python3
"""rules.py [ROOT] - the rules of the tree that no compiler checks.

Each rule is a function in RULES that is given one source file and yields
(line, words). Everything that a rule needs to know is in the constants below.
Exit status 1 when anything is refused. Takes about a second for the whole tree.
"""
import re
import sys
from pathlib import Path

GENERATED = {"commit.h"}
ROOMS = ["base", "port", "core", "feature", "app"]  # a file includes its own and smaller ones
FILE_LINES = 600
FUNCTION_LINES = 70
COLUMNS = 100

LIBC = set(
    """assert ctype dirent errno fcntl fenv float getopt grp inttypes langinfo libgen limits locale
    malloc math netdb poll pthread pwd regex sched semaphore setjmp signal spawn stdalign stdarg
    stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings syslog termios time
    unistd utime wchar""".split()
)
LIBC_FOLDERS = ("sys/", "arpa/", "net/", "netinet/", "linux/", "sanitizer/")

# Statements, not words: texts for people may begin with "Update the…".
SQL = re.compile(
    r'"\s*(SELECT\b|INSERT\s+(OR\s+\w+\s+)?INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b|REPLACE\s+INTO\b'
    r"|(CREATE|DROP|ALTER)\s+(UNIQUE\s+)?(TABLE|INDEX|VIRTUAL|TRIGGER|VIEW)\b|WITH\s+(RECURSIVE\s+)?\w+\s+AS\b"
    r"|(WHERE|ORDER BY|GROUP BY|LEFT JOIN|JOIN|ON CONFLICT|RETURNING)\s)"
)
# The drivers speak to their own database (version, sizes, locks), core/filter joins pieces
# of .sql files to a statement; nothing of the product.
SQL_FREE = re.compile(r"^src/port/db_|^src/core/filter\.c$")
HEAP = re.compile(r"\b(malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf)\s*\(")
NEVER = re.compile(r"\b(goto|setjmp|longjmp|alloca|system|popen|strtok|gets)\b\s*[\w(]")
SLEEP = re.compile(r"\b(sleep|usleep|nanosleep)\s*\(")
ROUTE = re.compile(r"\{\s*(?:HTTP_)?(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)\s*,\s*\"[^\"]*\"\s*,\s*(\w*)")
ROUTE_NAMED = re.compile(r"\{\s*\.(?:method|path)\s*=[^{}]*\}")


class File:
    """A source file: text, code without comments, and code without strings either."""

    def __init__(self, root, path):
        self.path = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8", errors="replace")
        self.lines = self.text.split("\n")
        if self.lines and self.lines[-1] == "":
            self.lines.pop()
        self.code = blank(self.text, keep_strings=True)
        self.bare = blank(self.text, keep_strings=False)
        parts = self.path.split("/")
        self.room = parts[1] if parts[0] == "src" and len(parts) > 2 else ""
        self.feature = parts[2] if self.room == "feature" and len(parts) > 3 else ""
        self.is_c = self.path.endswith(".c")
        self.is_test = self.path.endswith("_test.c")
        self.includes = [
            (self.line_of(m.start()), m.group(1), m.group(2))
            for m in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', self.code, re.M)
        ]

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def find(self, pattern, text):
        for m in pattern.finditer(text):
            yield self.line_of(m.start()), m


def blank(text, keep_strings):
    """Comments (and strings) become blanks; offsets and lines stay."""

    def gap(m):
        s = m.group(0)
        if s[0] == "/":
            return re.sub(r"[^\n]", " ", s)
        if keep_strings or len(s) < 2:
            return s
        return s[0] + re.sub(r"[^\n]", " ", s[1:-1]) + s[-1]

    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', gap, text, flags=re.S)


def rule_length(f, _):
    if len(f.lines) > FILE_LINES:
        yield FILE_LINES, f"{len(f.lines)} lines; {FILE_LINES} at most: split by noun"
    for i, line in enumerate(f.lines, 1):
        code = re.sub(r"\s*(/\*.*\*/|//.*)\s*$", "", line)  # a row of a table may carry a long remark
        if len(code) > COLUMNS and not line.startswith("#define"):
            yield i, f"{len(line)} columns; {COLUMNS} at most"
        if "\t" in line or line != line.rstrip():
            yield i, "tab or blank at the end of the line"


def rule_function(f, _):
    opened = 0
    for i, line in enumerate(f.bare.split("\n"), 1):
        if line.rstrip() == "{":
            opened = i
        elif line.startswith("}") and opened:
            if i - opened - 1 > FUNCTION_LINES:
                yield opened, f"function of {i - opened - 1} lines; {FUNCTION_LINES} at most"
            opened = 0


def rule_rooms(f, tree):
    for line, kind, name in f.includes:
        if kind == "<":
            libc = name[:-2] in LIBC or name.startswith(LIBC_FOLDERS)
            if not libc and f.room != "port" and not (f.path == "src/base/test.h" and name == "cmocka.h"):
                yield line, f"<{name}>: only src/port includes third-party headers"
            continue
        if name in GENERATED:
            continue
        room = name.split("/")[0]
        if "/" not in name or room not in ROOMS:
            yield line, f'"{name}": write the full path from src/'
        elif ROOMS.index(room) > ROOMS.index(f.room):
            yield line, f"{f.room} may not include {room} (rooms only look down)"
        elif room == "feature":
            yield from feature_include(f, tree, line, name)


def feature_include(f, tree, line, name):
    other = name.split("/")[1]
    if f.feature in ("", other):
        return
    if name.endswith(("_int.h", "_sql.h", ".c")):
        yield line, f'"{name}" belongs to {other} alone: use its public header'
    order = tree.order
    if f.feature in order and other in order and order.index(other) > order.index(f.feature):
        yield line, f"{other} stands below {f.feature} in src/app/feature_table.c"


def rule_first_include(f, tree):
    if not f.is_c or not f.includes:
        return
    names = [name for _, _, name in f.includes]
    own = f.path[len("src/") : -2]
    if f.is_test:
        tested = own[: -len("_test")] + ".c"
        # A test of several files together has no such file; its name then says what.
        if names[0] != tested and tested in tree.paths:
            yield f.includes[0][0], f'the first include of a test is the tested "{tested}"'
        return
    if names[0] != "base/base.h":
        yield f.includes[0][0], 'the first include is "base/base.h"'
    if own + ".h" in names and own != "base/base" and names.index(own + ".h") > 1:
        yield f.includes[1][0], f'its own header "{own}.h" comes right after base/base.h'


def rule_guard(f, _):
    if f.path.endswith(".h") and not f.path.endswith("_table.h"):
        want = re.sub(r"\W", "_", f.path[len("src/") :]).upper()
        if f"#ifndef {want}\n#define {want}\n" not in f.text:
            yield 1, f"include guard {want} is missing"


def rule_heap(f, _):
    if f.room not in ("base", "port") and not f.is_test:
        for line, m in f.find(HEAP, f.bare):
            yield line, f"{m.group(1)}(): memory comes from an arena outside base and port"


def rule_never(f, _):
    for line, m in f.find(NEVER, f.bare):
        if "#pragma GCC poison" not in f.lines[line - 1]:
            yield line, f"{m.group(1)} is not used here"
    if f.is_test:
        for line, m in f.find(SLEEP, f.bare):
            yield line, "tests do not sleep: set the clock (base/clock.h)"


def rule_sql(f, _):
    if f.is_c and not SQL_FREE.match(f.path) and not f.path.endswith("_test.c"):
        for line, m in f.find(SQL, f.code):
            yield line, f"SQL in a string ({m.group(1).strip()}): it belongs in a .sql file beside the code"


def rule_scope(f, _):
    for line, m in f.find(ROUTE, f.code):
        if not m.group(1).startswith("SCOPE_") or m.group(1) == "SCOPE_UNSET":
            yield line, "a route's third column says who may use it: SCOPE_…"
    if f.is_c and "struct route " in f.code:
        for line, m in f.find(ROUTE_NAMED, f.code):
            if not re.search(r"\.scope\s*=\s*SCOPE_(?!UNSET)\w+", m.group(0)):
                yield line, "a route says who may use it: .scope = SCOPE_…"


def rule_http_in_api(f, _):
    if f.room != "feature" or f.path.endswith(("_api.c", "_api.h", "/feature.c", "_test.c", "_int.h")):
        return
    for line, _, name in f.includes:
        if name in ("core/request.h", "core/router.h", "port/httpd.h"):
            yield line, f'"{name}": requests and answers are known to x_api.c alone'


def rule_todo(f, _):
    for line, m in f.find(re.compile(r"\b(TODO|FIXME|XXX)\b(?!\(#\d+\)| #\d+)"), f.text):
        yield line, f"{m.group(1)} carries an issue number, or is not merged"


RULES = [
    rule_length, rule_function, rule_rooms, rule_first_include, rule_guard, rule_heap,
    rule_never, rule_sql, rule_scope, rule_http_in_api, rule_todo,
]


class Tree:
    def __init__(self, root):
        src = root / "src"
        self.files = [File(root, p) for p in sorted(src.rglob("*")) if p.suffix in (".c", ".h")]
        self.paths = {f.path[len("src/") :] for f in self.files}
        table = src / "app" / "feature_table.c"
        text = blank(table.read_text(), keep_strings=False) if table.exists() else ""
        self.order = re.findall(r"&feature_(\w+)", text)

    def problems(self):
        for f in self.files:
            for rule in RULES:
                for line, words in rule(f, self):
                    yield f.path, line, words
        plugs = {f.feature for f in self.files if f.path.endswith("/feature.c")}
        if self.order:
            for name in sorted(plugs - set(self.order)):
                yield f"src/feature/{name}/feature.c", 1, "not listed in src/app/feature_table.c"
        yield from self.cycles()

    def cycles(self):
        """Folders without a plug stand in no list; they must not form a ring either."""
        edges = {}
        for f in self.files:
            if f.feature and not f.is_test:
                for line, kind, name in f.includes:
                    other = name.split("/")[1] if name.startswith("feature/") else ""
                    if kind == '"' and other and other != f.feature:
                        edges.setdefault(f.feature, {}).setdefault(other, (f.path, line))
        state = {}

        def walk(node):
            state[node] = "open"
            for other, (path, line) in sorted(edges.get(node, {}).items()):
                if state.get(other) == "open":
                    yield path, line, f"{node} and {other} include each other"
                elif other not in state:
                    yield from walk(other)
            state[node] = "done"

        for node in sorted(edges):
            if node not in state:
                yield from walk(node)


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent).resolve()
    tree = Tree(root)
    if not tree.files:
        sys.exit("rules: no sources under " + str(root))
    n = 0
    for path, line, words in tree.problems():
        print(f"{path}:{line}: {words}")
        n += 1
    print(f"rules: {len(tree.files)} files, {n} refused")
    sys.exit(1 if n else 0)


main()
