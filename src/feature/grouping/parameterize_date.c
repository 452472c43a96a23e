/* Dates and times in the forms programs print (sentry-ingest.md §12.2, number 9). */
#include "base/base.h"
#include "feature/grouping/parameterize_int.h"

#include "base/str.h"
#include "base/str_int.h"

enum {
    DATE_BYTES = 64, /* the longest form looked at */
    MONTHS = 12,
    DAYS = 31,
    HOURS = 24,
    MINUTES = 60,
    DECIMAL = 10,
    YEAR_DIGITS = 4,
    NAME_BYTES = 3, /* Mon, Jan */
    FRACTION_MAX = 9,
    ZONE_LETTERS_MAX = 5,
};

/* What is left of the piece; every reader moves it on or says no and leaves it. */
struct piece {
    const char *p;
    const char *end;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    char l = ascii_lower(c);
    return l >= 'a' && l <= 'z';
}

static bool take_char(struct piece *s, char c)
{
    if (s->p == s->end || *s->p != c)
        return false;
    s->p++;
    return true;
}

/* Between min and max digits. */
static bool take_number(struct piece *s, size_t min, size_t max, int *out)
{
    size_t n = 0;
    int value = 0;
    while (n < max && s->p + n < s->end && is_digit(s->p[n]))
        value = value * DECIMAL + (s->p[n++] - '0');
    if (n < min || (s->p + n < s->end && is_digit(s->p[n])))
        return false;
    s->p += n;
    *out = value;
    return true;
}

static bool take_range(struct piece *s, size_t min_digits, int from, int to)
{
    struct piece was = *s;
    int value;
    if (take_number(s, min_digits, 2, &value) && value >= from && value <= to)
        return true;
    *s = was;
    return false;
}

/* One of the three-letter names, and the rest of the word when it is a longer form. */
static bool take_name(struct piece *s, const char *names)
{
    if (s->end - s->p < NAME_BYTES)
        return false;
    for (const char *name = names; *name != '\0'; name += NAME_BYTES) {
        bool is_same = ascii_lower(s->p[0]) == name[0] && ascii_lower(s->p[1]) == name[1] &&
                       ascii_lower(s->p[2]) == name[2];
        if (!is_same)
            continue;
        s->p += NAME_BYTES;
        while (s->p < s->end && is_letter(*s->p))
            s->p++;
        return true;
    }
    return false;
}

static const char month_names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
static const char day_names[] = "montuewedthufrisatsun";

/* "Monday", not "money": the word must be the name or begin with it and end in day. */
static bool take_day_name(struct piece *s)
{
    struct piece was = *s;
    if (!take_name(s, day_names))
        return false;
    struct str word = str_make(was.p, (size_t)(s->p - was.p));
    if (word.len == NAME_BYTES || str_ends(word, S("day")))
        return true;
    *s = was;
    return false;
}

static void take_fraction(struct piece *s)
{
    struct piece was = *s;
    int ignored;
    if (!(take_char(s, '.') || take_char(s, ',')) || !take_number(s, 1, FRACTION_MAX, &ignored))
        *s = was;
}

/* +01:00, -0700. */
static bool take_offset(struct piece *s)
{
    struct piece was = *s;
    int ignored;
    if (!take_char(s, '+') && !take_char(s, '-'))
        return false;
    struct piece digits = *s;
    if (take_range(s, 2, 0, HOURS) && (take_char(s, ':'), take_range(s, 2, 0, MINUTES)))
        return true;
    *s = digits;
    if (take_number(s, YEAR_DIGITS, YEAR_DIGITS, &ignored))
        return true;
    *s = was;
    return false;
}

/* Z, +01:00, -0700, GMT, GMT+0000, " (Central European Time)". */
static void take_zone(struct piece *s)
{
    struct piece was = *s;
    (void)take_char(s, ' ');
    struct piece start = *s;
    if (take_char(s, 'Z') && (s->p == s->end || !is_letter(*s->p)))
        return;
    *s = start;
    while (s->p < s->end && *s->p >= 'A' && *s->p <= 'Z' && s->p - start.p < ZONE_LETTERS_MAX)
        s->p++;
    bool has_letters = s->p - start.p >= NAME_BYTES && (s->p == s->end || !is_letter(*s->p));
    if (!has_letters)
        *s = start;
    if (!take_offset(s) && !has_letters)
        *s = was;
}

/* 15:04, 15:04:05.999, 3:04PM, 03:04 pm. */
static bool take_clock(struct piece *s)
{
    struct piece was = *s;
    if (!take_range(s, 1, 0, HOURS - 1) || !take_char(s, ':') ||
        !take_range(s, 2, 0, MINUTES - 1)) {
        *s = was;
        return false;
    }
    struct piece minute = *s;
    if (!take_char(s, ':') || !take_range(s, 2, 0, MINUTES))
        *s = minute;
    else
        take_fraction(s);
    struct piece before_half = *s;
    (void)take_char(s, ' ');
    bool has_half = s->end - s->p >= 2 &&
                    (ascii_lower(s->p[0]) == 'a' || ascii_lower(s->p[0]) == 'p') &&
                    ascii_lower(s->p[1]) == 'm' && (s->p + 2 == s->end || !is_letter(s->p[2]));
    if (has_half)
        s->p += 2;
    else
        *s = before_half;
    return true;
}

static void take_clock_and_zone(struct piece *s)
{
    struct piece was = *s;
    bool has_sign = take_char(s, 'T') || take_char(s, ' ');
    if (!has_sign || !take_clock(s)) {
        *s = was;
        return;
    }
    take_zone(s);
}

/* 2006-01-02, 2006/01/02, with or without a time. */
static bool take_iso(struct piece *s)
{
    struct piece was = *s;
    int year;
    bool is_fine = take_number(s, YEAR_DIGITS, YEAR_DIGITS, &year);
    char sep = is_fine && s->p < s->end && *s->p == '/' ? '/' : '-';
    is_fine = is_fine && take_char(s, sep) && take_range(s, 2, 1, MONTHS) && take_char(s, sep) &&
              take_range(s, 2, 1, DAYS);
    if (!is_fine) {
        *s = was;
        return false;
    }
    take_clock_and_zone(s);
    return true;
}

/* 02 Jan 2006 15:04:05 MST, 02-Jan-06 15:04:05 MST. */
static bool take_day_month(struct piece *s)
{
    struct piece was = *s;
    int year;
    bool is_fine = take_range(s, 1, 1, DAYS) && (take_char(s, ' ') || take_char(s, '-')) &&
                   take_name(s, month_names) && (take_char(s, ' ') || take_char(s, '-')) &&
                   take_number(s, 2, YEAR_DIGITS, &year);
    if (!is_fine) {
        *s = was;
        return false;
    }
    take_clock_and_zone(s);
    return true;
}

/* Jan 02 2006 15:04:05 GMT+0000, Jan  2 15:04:05 2006. */
static bool take_month_day(struct piece *s)
{
    struct piece was = *s;
    int year;
    if (!take_name(s, month_names) || !take_char(s, ' ')) {
        *s = was;
        return false;
    }
    (void)take_char(s, ' ');
    if (!take_range(s, 1, 1, DAYS)) {
        *s = was;
        return false;
    }
    (void)take_char(s, ',');
    struct piece day = *s;
    if (take_char(s, ' ') && take_number(s, YEAR_DIGITS, YEAR_DIGITS, &year)) {
        take_clock_and_zone(s);
        return true;
    }
    *s = day;
    if (!take_char(s, ' ') || !take_clock(s)) {
        *s = was;
        return false;
    }
    take_zone(s);
    struct piece clock = *s;
    if (!take_char(s, ' ') || !take_number(s, YEAR_DIGITS, YEAR_DIGITS, &year))
        *s = clock;
    return true;
}

/* Mon, 02 Jan …; Monday, 02-Jan-06 …; Mon Jan 02 … */
static bool take_weekday(struct piece *s)
{
    struct piece was = *s;
    if (!take_day_name(s)) {
        *s = was;
        return false;
    }
    (void)take_char(s, ',');
    if (take_char(s, ' ') && (take_day_month(s) || take_month_day(s)))
        return true;
    *s = was;
    return false;
}

/* datetime.datetime(2006, 1, 2, …) */
static bool take_python(struct piece *s)
{
    static const struct str head = S("datetime.datetime(");
    struct str text = str_make(s->p, (size_t)(s->end - s->p));
    size_t close = str_find_char(text, ')');
    if (!str_starts(text, head) || close == text.len)
        return false;
    s->p += close + 1;
    return true;
}

size_t param_match_date(struct param_scan *sc)
{
    struct str text = str_slice(sc->s, sc->at, sc->at + DATE_BYTES);
    if (text.len == 0)
        return 0;
    struct piece s = { text.p, text.p + text.len };
    bool is_date = is_digit(*s.p) ? take_iso(&s) || take_day_month(&s) || take_clock(&s)
                                  : take_weekday(&s) || take_month_day(&s) || take_python(&s);
    if (!is_date)
        return 0;
    size_t used = (size_t)(s.p - text.p);
    /* 12:31:99 and 2006-01-021 are something else. */
    struct str after = str_slice(sc->s, sc->at + used, sc->at + used + 2);
    bool is_inside =
        after.len > 0 && (is_digit(after.p[0]) || is_letter(after.p[0]) || after.p[0] == '_');
    bool goes_on = after.len == 2 && after.p[0] == ':' && is_digit(after.p[1]);
    return is_inside || goes_on ? 0 : used;
}
