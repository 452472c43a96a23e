#!/bin/sh
# forward.sh BUILD_DIR - meson's generated files have no folders, our includes have:
# writes gen/feature/x/x_sql.h and gen/app/commit.h, each including its flat namesake.
set -eu
build=$1
mkdir -p "$build/gen/app"
echo '#include "app-commit.h"' > "$build/gen/app/commit.h"
"$(dirname "$0")/sources.sh" | awk '$1 == "sql" { print $2, $3 }' | while read -r path flat; do
    stem=${path#src/}
    out=$build/gen/${stem%.sql}_sql.h
    mkdir -p "$(dirname "$out")"
    printf '#include "%s.h"\n' "$flat" > "$out.new"
    if cmp -s "$out.new" "$out"; then rm "$out.new"; else mv "$out.new" "$out"; fi
done
