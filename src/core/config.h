/* core/config.h - settings tables → struct, --help, .env.example, docs, checks.
 *
 * Sources, strongest first: environment, .env in the working directory, default.
 * An empty value counts as unset. A bad value stops the start with the variable's
 * name and what is allowed. Frozen after config_load; readers need no lock.
 *
 * A feature keeps its values in a file-static struct that its rows point into:
 *     static struct ingest_config cfg;
 *     SETTING_BYTES("INGEST_BODY_MAX", &cfg.body_max, "100MiB", 1, LIMIT_…, "…") */
#ifndef CORE_CONFIG_H
#define CORE_CONFIG_H

#include "base/base.h"

struct ctx;
struct feature;
struct buf;

enum setting_kind {
    SETTING_KIND_STR,
    SETTING_KIND_I64,
    SETTING_KIND_BOOL,
    SETTING_KIND_BYTES, /* 512, 64KiB, 100MiB, 2GiB → int64_t bytes */
    SETTING_KIND_WORD,  /* one of `words`; stored as str            */
};

struct setting {
    const char *name;
    enum setting_kind kind;
    void *value;              /* struct str *, int64_t * or bool * */
    const char *otherwise;    /* default as text; "" = empty        */
    int64_t min;
    int64_t max;
    const char *const *words;
    bool is_secret;           /* shown as "set" / "not set"          */
    const char *help;         /* one sentence                        */
};

#define SETTING_STR(n, p, d, h)         { (n), SETTING_KIND_STR, (p), (d), 0, 0, NULL, false, (h) }
#define SETTING_SECRET(n, p, h)         { (n), SETTING_KIND_STR, (p), "", 0, 0, NULL, true, (h) }
#define SETTING_I64(n, p, d, lo, hi, h) { (n), SETTING_KIND_I64, (p), (d), (lo), (hi), NULL, false, (h) }
#define SETTING_BYTES(n, p, d, lo, hi, h) { (n), SETTING_KIND_BYTES, (p), (d), (lo), (hi), NULL, false, (h) }
#define SETTING_BOOL(n, p, d, h)        { (n), SETTING_KIND_BOOL, (p), (d), 0, 0, NULL, false, (h) }
#define SETTING_WORD(n, p, d, w, h)     { (n), SETTING_KIND_WORD, (p), (d), 0, 0, (w), false, (h) }
#define SETTING_END                     { NULL, SETTING_KIND_STR, NULL, NULL, 0, 0, NULL, false, NULL }

/* What the engine itself needs (core/config.c has the rows). */
struct core_config {
    struct str database_url;     /* absent or sqlite:PATH = SQLite                  */
    struct str data_dir;         /* ./data                                          */
    int64_t port;                /* 8080                                            */
    struct str listen;           /* "" = all addresses                              */
    struct str base_url;         /* http://localhost:8080                           */
    struct str session_secret;   /* "" = generated into DATA_DIR                    */
    struct str log_level;
    struct str log_format;
    struct str cors_origins;     /* comma list                                      */
    struct str trusted_proxies;  /* comma list of addresses and networks            */
    int64_t body_max;            /* largest body of an SDK's request, also inflated */
    struct str auth_mode;        /* "", google, local                               */
    struct str google_client_id;
    int64_t request_workers;
    bool allow_private_targets;  /* port/httpc.h                                    */
};
const struct core_config *core_config(void);
/* Only for core/secret, before threads start: the secret was generated or read from
 * DATA_DIR. Must live for ever. */
void config_use_session_secret(struct str secret);
/* A value that only its feature can judge was refused: E_INVALID gets the setting's name
 * in front of its words; anything else goes through. */
NODISCARD enum status config_blame(struct ctx *cx, enum status st, const char *setting);

/* Reads everything. E_INVALID names variable, value (unless secret) and range. */
NODISCARD enum status config_load(struct ctx *cx, const struct feature *const *features);
void config_print_help(struct buf *b, const struct feature *const *features);
void config_write_env_example(struct buf *b, const struct feature *const *features);
void config_write_docs(struct buf *b, const struct feature *const *features);
/* For doctor and the system page: each row, its value (secrets masked), its origin
 * ("environment", ".env", "default"). */
struct config_row {
    const struct setting *setting;
    struct str value;
    const char *origin;
};
size_t config_rows(struct ctx *cx, struct config_row **out);

#endif
