#include "base/base.h"

#include "feature/project/project_slug.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"

/* Literal segments beside {project}, here and in the page's addresses. */
static const char *const reserved[] = { "reorder", "new", "settings", "all" };

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool slug_is_good(struct str s)
{
    uint8_t uuid[EVENT_ID_BYTES];

    if (s.len == 0 || s.len > LIMIT_SLUG || !is_lower(s.p[0]))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!is_lower(s.p[i]) && !is_digit(s.p[i]) && s.p[i] != '-')
            return false;
    for (size_t i = 0; i < ARRAY_LEN(reserved); i++)
        if (str_eq(s, str_c(reserved[i])))
            return false;
    bool is_uuid = s.len == 2 * sizeof uuid && str_unhex(s, uuid, sizeof uuid);
    return !is_uuid && s.len != UUID_TEXT_BYTES;
}

struct str slug_of_name(struct arena *a, struct str name)
{
    struct str folded = str_fold(a, name);
    struct buf b;

    buf_init(&b, a, LIMIT_SLUG);
    for (size_t i = 0; i < folded.len && b.len < LIMIT_SLUG; i++) {
        char c = folded.p[i];
        bool is_kept = is_lower(c) || (is_digit(c) && b.len > 0);
        if (is_kept)
            buf_add_char(&b, c);
        else if (b.len > 0 && b.p[b.len - 1] != '-')
            buf_add_char(&b, '-');
    }
    struct str slug = str_trim_char(buf_str(&b), '-');
    if (slug_is_good(slug))
        return slug;
    if (slug.len == 0)
        return str_printf(a, "project-%06llx", (unsigned long long)(random_u64() & 0xffffff));
    return str_printf(a, "project-%.*s", FMT(str_to(slug, LIMIT_SLUG / 2)));
}

bool prefix_is_good(struct str s)
{
    if (s.len == 0 || s.len > PREFIX_BYTES || !is_upper(s.p[0]))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!is_upper(s.p[i]) && !is_digit(s.p[i]))
            return false;
    return true;
}

struct str prefix_of_slug(struct arena *a, struct str slug, unsigned n)
{
    struct str digits = n > 1 ? str_printf(a, "%u", n) : S("");
    struct buf b;

    buf_init(&b, a, PREFIX_BYTES);
    for (size_t i = 0; i < slug.len && b.len + digits.len < PREFIX_BYTES; i++)
        if (slug.p[i] != '-')
            buf_add_char(&b, slug.p[i]);
    buf_add(&b, digits);
    return str_upper(a, buf_str(&b));
}
