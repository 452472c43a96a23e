/* What a client says about a file, made harmless. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/attachment/attachment.h"

enum { FIRST_PRINTABLE = 0x20, RUBOUT = 0x7f, C1_LEAD = 0xc2, C1_LAST = 0x9f, BIDI_BYTES = 3 };

/* C1 controls (U+0080 to U+009F), and what turns the direction of writing round or hides:
 * U+200B to U+200F, U+2028 to U+202E, U+2066 to U+2069. */
static size_t hidden_at(struct str s)
{
    const uint8_t *p = (const uint8_t *)s.p;

    if (s.len >= 2 && p[0] == C1_LEAD && p[1] <= C1_LAST)
        return 2;
    if (s.len < BIDI_BYTES || p[0] != 0xe2)
        return 0;
    bool is_hidden =
        (p[1] == 0x80 && ((p[2] >= 0x8b && p[2] <= 0x8f) || (p[2] >= 0xa8 && p[2] <= 0xae))) ||
        (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9);
    return is_hidden ? BIDI_BYTES : 0;
}

struct str attachment_clean_name(struct ctx *cx, struct str name)
{
    struct buf b;

    for (const char *cut = "/\\"; *cut != '\0'; cut++) {
        size_t at = str_rfind_char(name, *cut);
        name = at < name.len ? str_from(name, at + 1) : name;
    }
    name = str_utf8_repair(cx->arena, name);
    buf_init(&b, cx->arena, name.len + 1);
    for (size_t i = 0; i < name.len;) {
        size_t hidden = hidden_at(str_from(name, i));
        unsigned char c = (unsigned char)name.p[i];
        if (hidden == 0 && c >= FIRST_PRINTABLE && c != RUBOUT)
            buf_add_char(&b, name.p[i]);
        i += hidden > 0 ? hidden : 1;
    }
    struct str clean = str_trim(str_utf8_clip(buf_str(&b), ATTACHMENT_NAME));
    bool is_dots = str_eq(clean, S(".")) || str_eq(clean, S(".."));
    return clean.len == 0 || is_dots ? S("attachment") : clean;
}

static const struct {
    struct str type;
    struct str magic;
    size_t offset;
} images[] = {
    { S("image/png"), S("\x89PNG\r\n\x1a\n"), 0 },
    { S("image/jpeg"), S("\xff\xd8\xff"), 0 },
    { S("image/gif"), S("GIF8"), 0 },
    { S("image/webp"), S("WEBP"), 8 }, /* behind RIFF and the length */
};

bool attachment_is_image(struct str content_type)
{
    for (size_t i = 0; i < ARRAY_LEN(images); i++) {
        if (str_eq(content_type, images[i].type))
            return true;
    }
    return false;
}

/* type/subtype of RFC 9110 §8.3.1, without parameters. */
static bool is_well_formed(struct str s)
{
    size_t slashes = 0;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!is_letter && c != '/' && c != '.' && c != '+' && c != '-' && c != '_')
            return false;
        slashes += c == '/';
    }
    return slashes == 1 && s.len <= ATTACHMENT_TYPE && s.p[0] != '/' && s.p[s.len - 1] != '/';
}

struct str attachment_content_type(struct ctx *cx, struct str sent, struct str bytes)
{
    for (size_t i = 0; i < ARRAY_LEN(images); i++) {
        if (str_starts(str_from(bytes, images[i].offset), images[i].magic))
            return images[i].type;
    }
    struct str type = str_lower(cx->arena, str_trim(str_to(sent, str_find_char(sent, ';'))));
    bool is_image = str_starts(type, S("image/"));
    return type.len == 0 || is_image || !is_well_formed(type) ? S("application/octet-stream")
                                                              : type;
}
