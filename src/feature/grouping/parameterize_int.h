/* parameterize_int.h - shared by parameterize.c and parameterize_date.c alone. */
#ifndef FEATURE_GROUPING_PARAMETERIZE_INT_H
#define FEATURE_GROUPING_PARAMETERIZE_INT_H

#include "base/base.h"

/* Bytes of one class, start..end of the last one looked at. */
struct run {
    size_t start;
    size_t end;
};

struct param_scan {
    struct str s;
    size_t at;
    struct run local;  /* before the '@' of an address  */
    struct run domain; /* behind it                     */
    struct run url;
    struct run host;
    struct run ipv6;
    struct run hex;
    size_t host_end; /* end of the run is_host speaks about */
    bool is_host;
    bool no_single; /* no closing ' behind here */
    bool no_double;
};

/* Length of the date or time at sc->at; 0 = none. Looks at 64 bytes at most. */
size_t param_match_date(struct param_scan *sc);

#endif
