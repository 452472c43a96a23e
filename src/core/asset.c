#include "base/base.h"

#include "core/asset.h"

#include "base/str.h"

const struct asset *asset_find(struct str path)
{
    size_t low = 0, high = asset_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(path, str_c(asset_table[middle].path));
        if (order == 0)
            return &asset_table[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
