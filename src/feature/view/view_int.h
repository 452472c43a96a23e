/* view_int.h - between the files of this folder. */
#ifndef FEATURE_VIEW_VIEW_INT_H
#define FEATURE_VIEW_VIEW_INT_H

#include "core/router.h"

/* visit_api.c */
extern const struct field visit_out[];
route_handler visit_put;

#endif
