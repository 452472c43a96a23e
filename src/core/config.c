#include "base/base.h"

#include "core/config.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/str.h"
#include "core/config_int.h"
#include "core/feature.h"

enum {
    CONFIG_ARENA_BYTES = 4 << 20,
    CONFIG_FILE_BYTES = 256 << 10, /* a .env beyond this is a mistake */
    CONFIG_ROWS = 256,
    CONFIG_ENV_EXPECTED = 64,
    PORT_DEFAULT_MAX = 65535,
    WORKERS_MAX = 64,
};

static struct core_config core;
/* Written by config_load before threads start, then only read. */
static struct arena config_arena;
static struct map env_file;
static struct config_row rows[CONFIG_ROWS];
static size_t n_rows;

static const char *const level_words[] = { "debug", "info", "warn", "error", NULL };
static const char *const format_words[] = { "logfmt", "json", NULL };
static const char *const mode_words[] = { "google", "local", NULL };

/* The engine's own rows. */
static const struct setting core_settings[] = {
    { "DATABASE_URL", SETTING_KIND_STR, &core.database_url, "", 0, 0, NULL, true,
      "postgres://USER:PASSWORD@HOST/NAME, or sqlite:PATH; unset: SQLite in DATA_DIR." },
    SETTING_STR("DATA_DIR", &core.data_dir, "./data",
                "Folder of the spool, the SQLite store, generated secrets and uploads."),
    SETTING_I64("PORT", &core.port, "8080", 0, PORT_DEFAULT_MAX,
                "Port to listen on; 0 = any free one."),
    SETTING_STR("LISTEN", &core.listen, "", "Address to listen on; unset: all addresses."),
    SETTING_STR("BASE_URL", &core.base_url, "",
                "Address people and SDKs reach this server at: links, origin, Secure cookies; "
                "unset: http://localhost:PORT. A path in it is for SDKs alone: DSNs carry it, "
                "sentry-cli refuses it."),
    SETTING_SECRET(
        "SESSION_SECRET", &core.session_secret,
        "Key of stored secrets; unset: generated into DATA_DIR. Required with PostgreSQL."),
    SETTING_WORD("LOG_LEVEL", &core.log_level, "info", level_words, "Least severe lines to log."),
    SETTING_WORD("LOG_FORMAT", &core.log_format, "logfmt", format_words, "Form of the log lines."),
    SETTING_STR("CORS_ALLOWED_ORIGINS", &core.cors_origins, "",
                "Further origins that may call the management API, separated by commas."),
    SETTING_STR(
        "TRUSTED_PROXIES", &core.trusted_proxies, "",
        "Addresses and networks (10.0.0.0/8) whose X-Forwarded-For is believed, by commas."),
    SETTING_WORD("AUTH_MODE", &core.auth_mode, "", mode_words,
                 "How people sign in; unset: google when GOOGLE_CLIENT_ID is set, else local."),
    SETTING_STR("GOOGLE_CLIENT_ID", &core.google_client_id, "", "Client id of Google sign-in."),
    SETTING_BYTES("BODY_MAX_BYTES", &core.body_max, "100MiB", LIMIT_INFLIGHT_BYTES / 8,
                  LIMIT_BODY_BYTES,
                  "Largest request of an SDK, as sent and inflated; larger ones get 413."),
    SETTING_BOOL("ALLOW_PRIVATE_TARGETS", &core.allow_private_targets, "false",
                 "Calls to addresses that people gave (webhooks, trackers) may go to private and "
                 "loopback networks, too."),
    SETTING_I64("REQUEST_WORKERS", &core.request_workers, "4", 1, WORKERS_MAX,
                "Threads that answer API requests."),
    SETTING_END,
};

static enum status read_env_file(struct ctx *cx);
static enum status load_row(struct ctx *cx, const struct setting *row);
static enum status settle_base_url(struct ctx *cx);

const struct core_config *core_config(void)
{
    return &core;
}

enum status config_blame(struct ctx *cx, enum status st, const char *setting)
{
    if (st != E_INVALID)
        return st;
    struct str words = str_printf(cx->arena, "%s: %s", setting, cx->err.text);
    return fail_at(cx, st, (struct err_where){ "config", setting }, "%.*s", FMT(words));
}

void config_use_session_secret(struct str secret)
{
    core.session_secret = str_dup(&config_arena, secret);
}

enum status config_load(struct ctx *cx, const struct feature *const *features)
{
    arena_release(&config_arena);
    arena_init(&config_arena, "config", CONFIG_ARENA_BYTES);
    map_init(&env_file, &config_arena, CONFIG_ENV_EXPECTED);
    n_rows = 0;
    TRY(read_env_file(cx));
    struct config_walk w = { .features = features };
    const struct setting *row;
    while ((row = config_next(&w)) != NULL)
        TRY(load_row(cx, row));
    return settle_base_url(cx);
}

const struct setting *config_next(struct config_walk *w)
{
    if (!w->is_begun) {
        w->is_begun = true;
        w->row = core_settings;
        w->owner = "core";
    } else {
        w->row++;
    }
    while (w->row == NULL || w->row->name == NULL) {
        if (w->features == NULL || *w->features == NULL)
            return NULL;
        w->row = (*w->features)->settings;
        w->owner = (*w->features)->name;
        w->features++;
    }
    return w->row;
}

size_t config_rows(struct ctx *cx, struct config_row **out)
{
    *out = arena_array(cx->arena, struct config_row, n_rows + 1);
    memcpy(*out, rows, n_rows * sizeof(rows[0]));
    for (size_t i = 0; i < n_rows; i++)
        if (rows[i].setting->is_secret)
            (*out)[i].value = rows[i].value.len > 0 ? S("set") : S("not set");
    return n_rows;
}

/* Here because a row knows only itself: the address is an http one, and follows PORT. */
static enum status settle_base_url(struct ctx *cx)
{
    if (core.base_url.len == 0)
        core.base_url = str_printf(&config_arena, "http://localhost:%lld", (long long)core.port);
    if (!str_starts(core.base_url, S("http://")) && !str_starts(core.base_url, S("https://")))
        return fail_at(cx, E_INVALID, (struct err_where){ "config", "BASE_URL" },
                       "BASE_URL='%.*s' must begin with http:// or https://", FMT(core.base_url));
    return OK;
}

/* --- .env ------------------------------------------------------------------ */

/* KEY=VALUE, "export KEY=VALUE", quotes around the whole value, # comments. */
static void read_env_line(struct str line)
{
    line = str_trim(line);
    if (line.len == 0 || line.p[0] == '#')
        return;
    if (str_starts(line, S("export ")))
        line = str_trim(str_from(line, sizeof("export ") - 1));
    size_t eq = str_find_char(line, '=');
    if (eq == line.len)
        return;
    struct str key = str_trim(str_to(line, eq)), value = str_trim(str_from(line, eq + 1));
    bool is_quoted = value.len > 1 && (value.p[0] == '"' || value.p[0] == '\'') &&
                     value.p[value.len - 1] == value.p[0];
    if (is_quoted)
        value = str_slice(value, 1, value.len - 1);
    struct str *kept = arena_new(&config_arena, struct str);
    *kept = value;
    *map_at(&env_file, key) = kept;
}

static enum status read_env_file(struct ctx *cx)
{
    int fd = open(".env", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return OK;
    char *text = arena_array(&config_arena, char, CONFIG_FILE_BYTES);
    size_t len = 0;
    ssize_t got;
    while (len < CONFIG_FILE_BYTES && (got = read(fd, text + len, CONFIG_FILE_BYTES - len)) > 0)
        len += (size_t)got;
    (void)close(fd);
    if (len == CONFIG_FILE_BYTES)
        return fail(cx, E_INVALID, ".env is larger than %d bytes", CONFIG_FILE_BYTES);
    struct str rest = str_make(text, len), line;
    while (str_split(&rest, '\n', &line))
        read_env_line(line);
    return OK;
}

/* --- one row --------------------------------------------------------------- */

static enum status refuse(struct ctx *cx, const struct setting *row, struct str value,
                          const char *allowed)
{
    struct err_where where = { "config", row->name };
    if (row->is_secret)
        return fail_at(cx, E_INVALID, where, "%s must be %s", row->name, allowed);
    return fail_at(cx, E_INVALID, where, "%s='%.*s' must be %s", row->name, FMT(value), allowed);
}

static enum status set_number(struct ctx *cx, const struct setting *row, struct str value)
{
    int64_t v;
    if (str_i64(value, &v) && v >= row->min && v <= row->max) {
        *(int64_t *)row->value = v;
        return OK;
    }
    struct str allowed = str_printf(cx->arena, "a whole number from %lld to %lld",
                                    (long long)row->min, (long long)row->max);
    return refuse(cx, row, value, str_cz(cx->arena, allowed));
}

static bool parse_bytes(struct str value, int64_t *out)
{
    static const struct {
        const char *suffix;
        int shift;
    } units[] = { { "KiB", 10 }, { "MiB", 20 }, { "GiB", 30 }, { "TiB", 40 }, { "B", 0 } };
    int shift = 0;
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        struct str suffix = str_c(units[i].suffix);
        if (value.len <= suffix.len ||
            !str_eq_fold(str_from(value, value.len - suffix.len), suffix))
            continue;
        value = str_trim(str_to(value, value.len - suffix.len));
        shift = units[i].shift;
        break;
    }
    int64_t v;
    if (!str_i64(value, &v) || v < 0 || v > (INT64_MAX >> shift))
        return false;
    *out = v << shift;
    return true;
}

static enum status set_bytes(struct ctx *cx, const struct setting *row, struct str value)
{
    int64_t v;
    if (parse_bytes(value, &v) && v >= row->min && v <= row->max) {
        *(int64_t *)row->value = v;
        return OK;
    }
    struct str allowed = str_printf(cx->arena, "a size like 512KiB or 2GiB from %lld to %lld bytes",
                                    (long long)row->min, (long long)row->max);
    return refuse(cx, row, value, str_cz(cx->arena, allowed));
}

static enum status set_word(struct ctx *cx, const struct setting *row, struct str value)
{
    if (value.len == 0) {
        *(struct str *)row->value = S("");
        return OK;
    }
    struct buf allowed;
    buf_init(&allowed, cx->arena, ERR_TEXT_BYTES);
    buf_add(&allowed, S("one of"));
    for (const char *const *w = row->words; *w != NULL; w++) {
        if (str_eq(str_c(*w), value)) {
            *(struct str *)row->value = str_c(*w);
            return OK;
        }
        buf_printf(&allowed, "%s %s", w == row->words ? "" : ",", *w);
    }
    return refuse(cx, row, value, str_cz(cx->arena, buf_str(&allowed)));
}

static enum status set_value(struct ctx *cx, const struct setting *row, struct str value)
{
    switch (row->kind) {
    case SETTING_KIND_STR:
        *(struct str *)row->value = value;
        return OK;
    case SETTING_KIND_I64:
        return set_number(cx, row, value);
    case SETTING_KIND_BYTES:
        return set_bytes(cx, row, value);
    case SETTING_KIND_WORD:
        return set_word(cx, row, value);
    case SETTING_KIND_BOOL:
        if (str_bool(value, (bool *)row->value))
            return OK;
        return refuse(cx, row, value, "true or false");
    }
    return fail(cx, E_INTERNAL, "setting %s has no kind", row->name);
}

static enum status load_row(struct ctx *cx, const struct setting *row)
{
    struct str value = str_c(getenv(row->name));
    const char *origin = "environment";
    if (value.len == 0) {
        const struct str *in_file = map_get(&env_file, str_c(row->name));
        value = in_file != NULL ? *in_file : S("");
        origin = ".env";
    }
    if (value.len == 0) {
        value = str_c(row->otherwise);
        origin = "default";
    }
    value = str_dup(&config_arena, value);
    if (!str_is_utf8(value))
        return refuse(cx, row, S("?"), "UTF-8 text");
    TRY(set_value(cx, row, value));
    assert(n_rows < CONFIG_ROWS);
    rows[n_rows++] = (struct config_row){ row, value, origin };
    return OK;
}
