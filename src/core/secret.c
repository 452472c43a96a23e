#include "base/base.h"

#include "core/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/log.h"
#include "base/str.h"
#include "core/config.h"

enum {
    DIR_MODE = 0700,
    FILE_MODE = 0600,
    SECRET_FILE_MAX = 4096,
};

enum status data_dir_make(struct ctx *cx)
{
    const struct core_config *cfg = core_config();
    const char *dir = str_cz(cx->arena, cfg->data_dir);
    if (mkdir(dir, DIR_MODE) != 0 && errno != EEXIST)
        return fail_at(cx, E_INVALID, (struct err_where){ "config", "DATA_DIR" },
                       "cannot make DATA_DIR '%s': %s", dir, strerror(errno));
    if (access(dir, R_OK | W_OK | X_OK) != 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "config", "DATA_DIR" },
                       "cannot write to DATA_DIR '%s': %s", dir, strerror(errno));
    return OK;
}

/* found = false: there is no such file. */
static enum status read_secret(struct ctx *cx, const char *path, struct str *out, bool *found)
{
    char text[SECRET_FILE_MAX];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    *found = fd >= 0;
    if (fd < 0 && errno == ENOENT)
        return OK;
    ssize_t n = fd >= 0 ? read(fd, text, sizeof(text)) : -1;
    int why = errno;
    if (fd >= 0)
        (void)close(fd);
    if (n < 0)
        return fail(cx, E_INVALID, "cannot read %s: %s", path, strerror(why));
    *out = str_dup(cx->arena, str_trim(str_make(text, (size_t)n)));
    return OK;
}

/* O_EXCL: of two first starts at once one writes, the other reads. */
static enum status write_secret(struct ctx *cx, const char *path, struct str secret)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    if (fd < 0)
        return fail(cx, E_INVALID, "cannot write %s: %s", path, strerror(errno));
    bool is_written = write(fd, secret.p, secret.len) == (ssize_t)secret.len && fsync(fd) == 0;
    is_written = close(fd) == 0 && is_written;
    if (!is_written) {
        (void)unlink(path);
        return fail(cx, E_INVALID, "cannot write %s: %s", path, strerror(errno));
    }
    LOG(INFO, "secret.generated", K_CZ("file", path));
    return OK;
}

enum status session_secret_load(struct ctx *cx, enum db_kind kind)
{
    const struct core_config *cfg = core_config();
    const struct err_where where = { "config", "SESSION_SECRET" };
    if (cfg->session_secret.len == 0 && kind == DB_POSTGRES)
        return fail_at(cx, E_INVALID, where,
                       "SESSION_SECRET must be set with PostgreSQL: all processes share it");
    if (cfg->session_secret.len > 0) {
        if (cfg->session_secret.len < SESSION_SECRET_MIN)
            return fail_at(cx, E_INVALID, where, "SESSION_SECRET must have at least %d characters",
                           SESSION_SECRET_MIN);
        return OK;
    }
    struct str path = str_printf(cx->arena, "%.*s/secret", FMT(cfg->data_dir));
    struct str secret;
    bool found;
    TRY(read_secret(cx, str_cz(cx->arena, path), &secret, &found));
    if (!found) {
        secret = token_new(cx->arena);
        TRY(write_secret(cx, str_cz(cx->arena, path), secret));
    }
    if (secret.len < SESSION_SECRET_MIN)
        return fail(cx, E_INVALID, "%.*s is damaged: restore it from a backup", FMT(path));
    config_use_session_secret(secret);
    return OK;
}
