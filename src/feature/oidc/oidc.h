/* oidc.h - sign-in by somebody else's word: Google's.
 *
 * By token: a client of GoSnag has one from Google's script and sends it. By redirect: the
 * page sends people to Google, which posts them back with a token. Google itself is asked
 * whether a token is good (its tokeninfo); no key of theirs is kept here. */
#ifndef FEATURE_OIDC_OIDC_H
#define FEATURE_OIDC_OIDC_H

#include "core/feature.h"

extern const struct feature feature_oidc;
extern const struct route oidc_routes[];

#endif
