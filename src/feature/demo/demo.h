/* demo.h - a store that looks used: `gosnag debug seed`.
 *
 * Writes events as SDKs send them into the spool, with times of receipt spread over the
 * last days; the server's digest then makes of them what it makes of every event. For
 * demonstrations, and to try the page and its lists with many issues. No server may run on
 * the data folder meanwhile: it holds the spool's lock. */
#ifndef FEATURE_DEMO_DEMO_H
#define FEATURE_DEMO_DEMO_H

#include "core/feature.h"

extern const struct feature feature_demo;

#endif
