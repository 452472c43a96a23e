/* web.h - the page inside the program: assets, index.html, the API's docs page.
 *
 * index.html is made per answer: a fresh nonce in the CSP header and in place of
 * __CSP_NONCE__, and the reader's bootstrap (GET /api/v1/me/bootstrap, run inside the
 * process) in place of <!--BOOTSTRAP-->, so that the first paint needs no round trip.
 * Everything else is static: hashed names under assets/ for a year, other files
 * revalidated by ETag. */
#ifndef FEATURE_WEB_WEB_H
#define FEATURE_WEB_WEB_H

#include "core/feature.h"

extern const struct feature feature_web;

#endif
