/* web_page.h - index.html and docs.html as one reader gets them. */
#ifndef FEATURE_WEB_WEB_PAGE_H
#define FEATURE_WEB_WEB_PAGE_H

#include "base/base.h"

struct ctx;

enum { WEB_NONCE_BYTES = 16 };

/* html with each __CSP_NONCE__ replaced by nonce and <!--BOOTSTRAP--> by a script element of type
 * application/json holding bootstrap ("null" or one JSON value; its < are escaped). */
struct str web_page_fill(struct ctx *cx, struct str html, struct str nonce, struct str bootstrap);
/* 128 random bits as base64. */
struct str web_page_nonce(struct ctx *cx);
/* The policy of decisions.md: nothing but ourselves, scripts and styles by nonce. */
struct str web_page_policy(struct ctx *cx, struct str nonce);

#endif
