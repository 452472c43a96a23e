/* config_int.h - what config.c and config_text.c share. */
#ifndef CORE_CONFIG_INT_H
#define CORE_CONFIG_INT_H

#include "core/config.h"

/* Walks all rows, the engine's first, then each feature's in list order:
 * struct config_walk w = { features }; while ((row = config_next(&w))) … */
struct config_walk {
    const struct feature *const *features;
    const struct setting *row;
    const char *owner; /* feature's name, "core" */
    bool is_begun;
};
const struct setting *config_next(struct config_walk *w);

#endif
