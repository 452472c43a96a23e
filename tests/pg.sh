#!/bin/bash
# pg.sh start PID - starts a PostgreSQL server of its own on a free port in a temporary
#                   folder and prints its address; it ends with process PID.
# pg.sh run COMMAND… - runs the command with GOSNAG_TEST_PG set to such a server.
# pg.sh restart ADDRESS - ends it as a crash would and starts it again.
# pg.sh log ADDRESS - what it has logged.
#
# fsync is off: the tests kill programs, not the machine. A server refuses to
# run as root, so root starts it as the user postgres (or nobody).
set -eu

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin -type d 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "pg.sh: no PostgreSQL server here; scripts/setup test installs it" >&2; exit 1; }

as_user() { # drops root
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    elif id postgres > /dev/null 2>&1; then
        setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    else
        setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
    fi
}

start() {
    local pid=$1 dir port tries
    dir=$(mktemp -d /tmp/gosnag-pg-XXXXXX)
    if [ "$(id -u)" -eq 0 ]; then
        chown "$(id postgres > /dev/null 2>&1 && echo postgres || echo nobody)" "$dir"
    fi
    cd "$dir"
    as_user "$bin/initdb" -D "$dir/data" -U gosnag -A trust -E UTF8 --locale=C --no-sync \
        > "$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
    for tries in 1 2 3 4 5 6 7 8; do
        port=$((20000 + RANDOM % 30000))
        as_user "$bin/pg_ctl" -D "$dir/data" -w -t 30 -s -l "$dir/data/log" -o \
            "-p $port -k $dir/data -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off \
             -c synchronous_commit=off -c max_connections=100 -c shared_buffers=32MB" \
            start > /dev/null 2>&1 && break
        [ "$tries" -lt 8 ] || { cat "$dir/data/log" >&2; rm -rf "$dir"; exit 1; }
    done
    # Whoever waits for our output must not wait for the watcher.
    (
        while kill -0 "$pid" 2>/dev/null; do sleep 0.3; done
        as_user "$bin/pg_ctl" -D "$dir/data" -m immediate -s stop
        rm -rf "$dir"
    ) > /dev/null 2>&1 < /dev/null &
    echo "postgresql://gosnag@127.0.0.1:$port/postgres"
}

folder_of() {
    psql -XAtc 'SHOW data_directory' "$1"
}

case ${1:-} in
restart)
    dir=$(folder_of "$2")
    cd "$dir"
    as_user "$bin/pg_ctl" -D "$dir" -m immediate -w -t 30 -s -l "$dir/log" restart
    ;;
log)
    cat "$(folder_of "$2")/log"
    ;;
start)
    start "$2"
    ;;
run)
    shift
    GOSNAG_TEST_PG=$(start $$)
    export GOSNAG_TEST_PG
    exec "$@"
    ;;
*)
    sed -n '2,6s/^# //p' "$0" >&2
    exit 2
    ;;
esac
