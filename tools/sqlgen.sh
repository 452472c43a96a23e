#!/bin/sh
# sqlgen.sh SQLGEN BUILD_DIR SRC_ROOT - runs sqlgen over all queries into a folder
# of its own, then moves only what changed to the flat names that ninja knows, so
# that an edit of one query rebuilds one feature.
set -eu
sqlgen=$1 build=$2 root=$3
here=$(pwd)
case $build in /*) ;; *) build=$here/$build ;; esac
case $sqlgen in /*) ;; *) sqlgen=$here/$sqlgen ;; esac
cd "$root"
list=$(tools/sources.sh | awk '$1 == "sql" { print $2 }')
mkdir -p "$build/sql.tmp"
# shellcheck disable=SC2086 - a list of paths without blanks
"$sqlgen" --schema db --out "$build/sql.tmp" $list
tools/sources.sh | awk '$1 == "sql" { print $2, $3 }' | while read -r path flat; do
    stem=${path#src/}
    stem=${stem%.sql}_sql
    for x in h c; do
        cmp -s "$build/sql.tmp/$stem.$x" "$build/$flat.$x" ||
            cp "$build/sql.tmp/$stem.$x" "$build/$flat.$x"
    done
done
cmp -s "$build/sql.tmp/sql_all.c" "$build/sql_all.c" || cp "$build/sql.tmp/sql_all.c" "$build/sql_all.c"
