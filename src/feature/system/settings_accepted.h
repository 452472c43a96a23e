/* settings_accepted.h - variables that are read and checked but not used yet. */
#ifndef FEATURE_SYSTEM_SETTINGS_ACCEPTED_H
#define FEATURE_SYSTEM_SETTINGS_ACCEPTED_H

#include "core/config.h"

extern const struct setting settings_accepted[];

#endif
