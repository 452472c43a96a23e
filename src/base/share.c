#include "base/base.h"

#include "base/share.h"

#include <stdatomic.h>

#include "base/limits.h"

static atomic_size_t taken_bytes;

bool share_take(size_t bytes)
{
    size_t taken = atomic_load(&taken_bytes);

    do {
        if (bytes > LIMIT_INFLIGHT_BYTES - taken)
            return false;
    } while (!atomic_compare_exchange_weak(&taken_bytes, &taken, taken + bytes));
    return true;
}

void share_give(size_t bytes)
{
    size_t before = atomic_fetch_sub(&taken_bytes, bytes);

    assert(before >= bytes);
}
