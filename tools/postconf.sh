#!/bin/sh
# postconf.sh BUILD_DIR - teaches build.ninja to configure itself again when a file
# appears or goes: the list of sources becomes one of build.ninja's own inputs,
# made anew (and left alone when equal) at the start of every ninja run.
set -eu
build=$1
src=$(cd "$(dirname "$0")/.." && pwd)
"$src/tools/sources.sh" > "$build/sources.list"
sed -i 's/^build build\.ninja: REGENERATE_BUILD /&sources.list /' "$build/build.ninja"
grep -q '^build build\.ninja: REGENERATE_BUILD sources\.list' "$build/build.ninja" || {
    echo "postconf: build.ninja has another form than expected" >&2
    exit 1
}
cat >> "$build/build.ninja" <<RULE

rule SOURCES_LIST
 command = $src/tools/sources.sh > sources.new && if cmp -s sources.new sources.list; then rm sources.new; else mv sources.new sources.list; fi
 description = Listing sources
 restat = 1

build sources.always: phony
build sources.list: SOURCES_LIST | sources.always

RULE
