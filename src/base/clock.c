#include "base/base.h"
#include "base/clock.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"

enum {
    US_PER_SECOND = 1000 * 1000,
    NS_PER_US = 1000,
    HOURS_PER_DAY = 24,
    MINUTES_PER_HOUR = 60,
    SECONDS_PER_MINUTE = 60,
    DECIMAL = 10,
    MS_DIGITS = 3,
    DAYS_PER_ERA = 146097, /* 400 years of the Gregorian calendar          */
    YEARS_PER_ERA = 400,
    DAYS_TO_EPOCH = 719468, /* 0000-03-01 to 1970-01-01                     */
    DAYS_PER_YEAR = 365,
    MONTHS_PER_YEAR = 12,
    DAYS_PER_WEEK = 7,
    EPOCH_WEEKDAY = 4, /* 1970-01-01 was a Thursday; Sunday is 0       */
    YEAR_MAX = 9999,
    LEAP_SECOND = 60, /* RFC 3339 §5.6 allows it; it is the next second */
    DATE_BYTES = sizeof("2026-11-24") - 1,
    TIME_BYTES = sizeof("10:00:00") - 1,
};

static _Atomic int64_t test_now_ms;
static _Atomic bool is_env_read;

/* Fixed time of API tests. Reading it twice at start is harmless. */
static void read_env(void)
{
    int64_t fixed;
    if (str_i64(str_c(getenv("GOSNAG_CLOCK_MS")), &fixed))
        test_now_ms = fixed;
    is_env_read = true;
}

static struct timespec read_clock(clockid_t id)
{
    struct timespec now;
    if (clock_gettime(id, &now) != 0)
        log_die("clock.unreadable", "clock_gettime");
    return now;
}

int64_t clock_now_ms(void)
{
    if (!is_env_read)
        read_env();
    int64_t fixed = test_now_ms;
    if (fixed != 0)
        return fixed;
    struct timespec now = read_clock(CLOCK_REALTIME);
    return (int64_t)now.tv_sec * MS_PER_SECOND + now.tv_nsec / NS_PER_MS;
}

int64_t clock_monotonic_ms(void)
{
    return clock_monotonic_us() / (US_PER_SECOND / MS_PER_SECOND);
}

int64_t clock_monotonic_us(void)
{
    struct timespec now = read_clock(CLOCK_MONOTONIC);
    return (int64_t)now.tv_sec * US_PER_SECOND + now.tv_nsec / NS_PER_US;
}

void clock_set_for_test(int64_t now_ms)
{
    is_env_read = true;
    test_now_ms = now_ms;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int64_t clock_day(int64_t ms)
{
    return floor_div(ms, MS_PER_DAY);
}

int64_t clock_hour(int64_t ms)
{
    return floor_div(ms, MS_PER_HOUR);
}

/* Days since 1970 of a date and back: proleptic Gregorian calendar counted in
 * eras of 400 years that begin on 1 March, so that the leap day comes last
 * (after H. Hinnant, "chrono-compatible low-level date algorithms"). */
int64_t clock_day_of_date(struct date d)
{
    int64_t year = d.month <= 2 ? d.year - 1 : d.year;
    int64_t era = floor_div(year, YEARS_PER_ERA);
    int64_t year_of_era = year - era * YEARS_PER_ERA;
    int month = d.month > 2 ? d.month - 3 : d.month + 9;     /* March is 0 */
    int64_t day_of_year = (153 * month + 2) / 5 + d.day - 1; /* 153 days in five months */
    int64_t day_of_era =
        year_of_era * DAYS_PER_YEAR + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH;
}

struct date clock_date(int64_t days)
{
    days += DAYS_TO_EPOCH;
    int64_t era = floor_div(days, DAYS_PER_ERA);
    int64_t day_of_era = days - era * DAYS_PER_ERA;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (DAYS_PER_ERA - 1)) /
        DAYS_PER_YEAR; /* 1460 days: 4 years less a leap day; 36524: a century */
    int64_t day_of_year =
        day_of_era - (DAYS_PER_YEAR * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (int)((5 * day_of_year + 2) / 153); /* March is 0 */
    struct date d = {
        .year = year_of_era + era * YEARS_PER_ERA,
        .month = month < 10 ? month + 3 : month - 9,
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    };
    d.year += d.month <= 2;
    return d;
}

int clock_weekday(int64_t days)
{
    int64_t weekday = days + EPOCH_WEEKDAY;
    return (int)(weekday - floor_div(weekday, DAYS_PER_WEEK) * DAYS_PER_WEEK);
}

struct moment {
    struct date date;
    int64_t days; /* since 1970 */
    int hour, minute, second, ms;
};

static struct moment moment_of(int64_t ms)
{
    struct moment m = { .days = clock_day(ms) };
    int left = (int)(ms - m.days * MS_PER_DAY);
    m.date = clock_date(m.days);
    m.ms = left % MS_PER_SECOND;
    left /= MS_PER_SECOND;
    m.second = left % SECONDS_PER_MINUTE;
    left /= SECONDS_PER_MINUTE;
    m.minute = left % MINUTES_PER_HOUR;
    m.hour = left / MINUTES_PER_HOUR;
    return m;
}

/* v with as many digits as width says. */
static void add_padded(struct buf *b, int64_t v, int width)
{
    int64_t unit = 1;
    for (int i = 1; i < width; i++)
        unit *= DECIMAL;
    for (; unit > 0; unit /= DECIMAL)
        buf_add_char(b, (char)('0' + v / unit % DECIMAL));
}

static void add_clock(struct buf *b, const struct moment *m)
{
    add_padded(b, m->hour, 2);
    buf_add_char(b, ':');
    add_padded(b, m->minute, 2);
    buf_add_char(b, ':');
    add_padded(b, m->second, 2);
}

static void add_date_time(struct buf *b, const struct moment *m)
{
    enum { YEAR_DIGITS = 4 };
    add_padded(b, m->date.year, YEAR_DIGITS);
    buf_add_char(b, '-');
    add_padded(b, m->date.month, 2);
    buf_add_char(b, '-');
    add_padded(b, m->date.day, 2);
    buf_add_char(b, 'T');
    add_clock(b, m);
}

void buf_add_time(struct buf *b, int64_t ms)
{
    struct moment m = moment_of(ms);
    add_date_time(b, &m);
    if (m.ms != 0) {
        int digits = MS_DIGITS, fraction = m.ms;
        for (; fraction % DECIMAL == 0; fraction /= DECIMAL)
            digits--;
        buf_add_char(b, '.');
        add_padded(b, fraction, digits);
    }
    buf_add_char(b, 'Z');
}

void buf_add_time0(struct buf *b, int64_t ms)
{
    struct moment m = moment_of(ms);
    add_date_time(b, &m);
    buf_add_char(b, 'Z');
}

struct str clock_http_date(struct arena *a, int64_t ms)
{
    static const char days[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    enum { NAME_BYTES = 3, YEAR_DIGITS = 4, HTTP_DATE_BYTES = 29 };
    struct moment m = moment_of(ms);
    int weekday = clock_weekday(m.days);
    struct buf b;
    buf_init_fixed(&b, arena_alloc(a, HTTP_DATE_BYTES), HTTP_DATE_BYTES);
    buf_add_bytes(&b, days + weekday * NAME_BYTES, NAME_BYTES);
    buf_add(&b, S(", "));
    add_padded(&b, m.date.day, 2);
    buf_add_char(&b, ' ');
    buf_add_bytes(&b, months + (m.date.month - 1) * NAME_BYTES, NAME_BYTES);
    buf_add_char(&b, ' ');
    add_padded(&b, m.date.year, YEAR_DIGITS);
    buf_add_char(&b, ' ');
    add_clock(&b, &m);
    buf_add(&b, S(" GMT"));
    assert(!buf_is_full(&b));
    return buf_str(&b);
}

/* Two or four digits at s.p + at; -1 when they are not. */
static int digits_at(struct str s, size_t at, size_t n)
{
    int v = 0;
    for (size_t i = at; i < at + n; i++) {
        if (i >= s.len || s.p[i] < '0' || s.p[i] > '9')
            return -1;
        v = v * DECIMAL + (s.p[i] - '0');
    }
    return v;
}

static int days_in_month(int64_t year, int month)
{
    static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % YEARS_PER_ERA == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

/* "2026-11-24" at the front of s. */
static bool parse_date(struct str s, int64_t *days)
{
    struct date d = {
        .year = digits_at(s, 0, sizeof("2026") - 1),
        .month = digits_at(s, sizeof("2026-") - 1, 2),
        .day = digits_at(s, sizeof("2026-11-") - 1, 2),
    };
    if (d.year < 0 || s.p[sizeof("2026") - 1] != '-' || s.p[sizeof("2026-11") - 1] != '-')
        return false;
    if (d.month < 1 || d.month > MONTHS_PER_YEAR || d.day < 1 ||
        d.day > days_in_month(d.year, d.month))
        return false;
    *days = clock_day_of_date(d);
    return true;
}

/* "10:00:00" at the front of s. */
static bool parse_clock(struct str s, int64_t *ms)
{
    int hour = digits_at(s, 0, 2);
    int minute = digits_at(s, sizeof("10:") - 1, 2);
    int second = digits_at(s, sizeof("10:00:") - 1, 2);
    if (hour < 0 || minute < 0 || second < 0 || s.p[2] != ':' || s.p[sizeof("10:00") - 1] != ':')
        return false;
    if (hour >= HOURS_PER_DAY || minute >= MINUTES_PER_HOUR || second > LEAP_SECOND)
        return false;
    *ms = (int64_t)hour * MS_PER_HOUR + minute * MS_PER_MINUTE + second * MS_PER_SECOND;
    return true;
}

/* ".123456" at the front of *s, cut off it; what is finer than ms is dropped. */
static bool parse_fraction(struct str *s, int64_t *ms)
{
    int64_t unit = MS_PER_SECOND / DECIMAL;
    *ms = 0;
    if (s->len == 0 || (s->p[0] != '.' && s->p[0] != ','))
        return true;
    size_t i = 1;
    for (; i < s->len && s->p[i] >= '0' && s->p[i] <= '9'; i++) {
        *ms += (s->p[i] - '0') * unit;
        unit /= DECIMAL;
    }
    *s = str_from(*s, i);
    return i > 1;
}

/* "", "Z", "+02:00", "+0200" or "+02". */
static bool parse_offset(struct str s, int64_t *ms)
{
    *ms = 0;
    if (s.len == 0 || str_eq_fold(s, S("Z")))
        return true;
    if (s.p[0] != '+' && s.p[0] != '-')
        return false;
    int hour = digits_at(s, 1, 2);
    size_t at = sizeof("+02") - 1;
    bool is_short = s.len == at;
    if (s.len > at && s.p[at] == ':')
        at++;
    int minute = is_short ? 0 : digits_at(s, at, 2);
    if (!is_short && s.len != at + 2)
        return false;
    if (hour < 0 || hour >= HOURS_PER_DAY || minute < 0 || minute >= MINUTES_PER_HOUR)
        return false;
    *ms = (int64_t)hour * MS_PER_HOUR + minute * MS_PER_MINUTE;
    if (s.p[0] == '-')
        *ms = -*ms;
    return true;
}

bool clock_parse(struct str s, int64_t *ms)
{
    int64_t days, clock = 0, fraction = 0, offset = 0;
    if (s.len < DATE_BYTES || !parse_date(s, &days))
        return false;
    struct str rest = str_from(s, DATE_BYTES);
    if (rest.len > 0) {
        if (rest.p[0] != 'T' && rest.p[0] != 't' && rest.p[0] != ' ')
            return false;
        rest = str_from(rest, 1);
        if (rest.len < TIME_BYTES || !parse_clock(rest, &clock))
            return false;
        rest = str_from(rest, TIME_BYTES);
        if (!parse_fraction(&rest, &fraction) || !parse_offset(rest, &offset))
            return false;
    }
    int64_t result = days * MS_PER_DAY + clock + fraction - offset;
    int64_t year = clock_date(clock_day(result)).year;
    if (year < 1 || year > YEAR_MAX)
        return false;
    *ms = result;
    return true;
}
