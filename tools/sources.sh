#!/bin/sh
# sources.sh - what there is to build, one line a file: KIND PATH [FLAT].
#
# Adding a file to src/ or db/ is enough: meson.build reads this list, and the
# build directory configures itself again when the list changes (tools/postconf.sh).
#   lib PATH         compiled into the program
#   test PATH        a unit test with a program of its own
#   sql PATH FLAT    queries; FLAT is the name of its generated files without suffix
#   schema PATH      migrations, which the queries are checked against
#   tool PATH        host programs that exist
#   fuzz PATH        one fuzzer each
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C
{
    find src -name '*.c' ! -name '*_test.c' ! -path src/app/main.c | sed 's/^/lib /'
    find src -name '*_test.c' | sed 's/^/test /'
    find src -name '*.sql' | sed -E 's,^src/(.*)\.sql$,sql src/\1.sql \1,' |
        awk '{ gsub("/", "-", $3); print $1, $2, $3 "_sql" }'
    if [ -d db ]; then find db -name '*.sql' | sed 's/^/schema /'; fi
    find tools -name '*.c' | sed 's/^/tool /'
    if [ -d tests/fuzz ]; then find tests/fuzz -name '*.c' | sed 's/^/fuzz /'; fi
    if [ -f src/app/main.c ]; then echo "main src/app/main.c"; fi
} | sort
