#!/bin/sh
# testlist.sh X_TEST_C - prints the main() that runs every TEST(name) of the file.
# With an argument the program runs the tests whose name holds it. The exit status
# is 1 when one failed; the last line is "N passed, N failed".
set -eu
names=$(sed -n 's/^TEST(\([A-Za-z0-9_]*\)).*/\1/p' "$1")
stray=$(grep -nE '^[[:space:]]+TEST\(' "$1" || true)
[ -z "$stray" ] || { echo "$1: TEST( must begin its line: $stray" >&2; exit 1; }
twice=$(printf '%s\n' "$names" | sort | uniq -d)
[ -z "$twice" ] || { echo "$1: test named twice: $twice" >&2; exit 1; }
[ -n "$names" ] || { echo "$1: no TEST(" >&2; exit 1; }
echo '#include <stdio.h>'
echo '#include <string.h>'
echo '#include "base/test.h"'
for n in $names; do echo "void test_$n(void **state);"; done
echo 'static const struct CMUnitTest all[] = {'
for n in $names; do echo "    { \"$n\", test_$n, NULL, NULL, NULL },"; done
cat <<'C'
};
int main(int argc, char **argv)
{
    struct CMUnitTest chosen[sizeof(all) / sizeof(all[0])];
    size_t n = 0;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (argc < 2 || strstr(all[i].name, argv[1]) != NULL)
            chosen[n++] = all[i];
    int failed = n == 0 ? 0 : _cmocka_run_group_tests("unit", chosen, n, NULL, NULL);
    (void)fflush(stderr);
    printf("%zu passed, %d failed\n", n - (size_t)failed, failed);
    return failed != 0;
}
C
