/* One reader of lines for each language that prints stack traces. */
#include "base/base.h"
#include "base/str.h"
#include "feature/search/trace_int.h"

/* Takes a prefix off; false: it is not there. */
static bool take(struct str *text, const char *prefix)
{
    struct str p = str_c(prefix);

    if (!str_starts(*text, p))
        return false;
    *text = str_from(*text, p.len);
    return true;
}

/* What stands before `mark`, taken off with it; false: it is not there. */
static bool take_until(struct str *text, const char *mark, struct str *before)
{
    struct str m = str_c(mark);
    size_t at = str_find(*text, m);

    if (at == text->len)
        return false;
    *before = str_to(*text, at);
    *text = str_from(*text, at + m.len);
    return true;
}

static bool is_blank_first(struct str line)
{
    return line.len == 0 || line.p[0] == ' ' || line.p[0] == '\t';
}

static struct str digits_of(struct str text)
{
    size_t n = 0;

    while (n < text.len && text.p[n] >= '0' && text.p[n] <= '9')
        n++;
    return str_to(text, n);
}

/* --- Python: File "shop/cart.py", line 3, in total ------------------------------- */

void trace_python(struct trace_state *s)
{
    struct trace_frame f = { 0 };
    struct str rest = s->trimmed;

    if (str_starts(rest, S("Traceback (most recent call last)"))) {
        s->out->n = 0; /* the last of a chain is the one that was reported */
        s->out->type = (struct str){ 0 };
        return;
    }
    if (!take(&rest, "File \"")) {
        if (s->out->n > 0 && str_is_null(s->out->type) && !is_blank_first(s->line))
            (void)trace_take_head(s, s->line);
        return;
    }
    if (!take_until(&rest, "\", line ", &f.file))
        return;
    struct str number = digits_of(rest);
    if (!str_i64(number, &f.line))
        return;
    rest = str_from(rest, number.len);
    if (take(&rest, ", in "))
        f.function = str_trim(rest);
    trace_add(s, f);
}

/* --- Java: at shop.Cart.total(Cart.java:12) --------------------------------------- */

static bool java_place(struct str inner, struct trace_frame *f)
{
    static const char *const endings[] = { ".java", ".kt", ".scala", ".groovy", ".clj" };
    struct str file;

    if (str_eq(inner, S("Native Method")) || str_eq(inner, S("Unknown Source")))
        return true;
    if (!trace_take_place(inner, &file, &f->line))
        file = inner;
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        if (str_ends(file, str_c(endings[i]))) {
            f->file = file;
            return true;
        }
    }
    return false;
}

void trace_java(struct trace_state *s)
{
    struct trace_frame f = { 0 };
    struct str rest = s->trimmed, name, skipped;

    if (str_starts(rest, S("Caused by: ")) && s->out->n > 0)
        s->is_done = true;
    if (take(&rest, "at ")) {
        if (!take_until(&rest, "(", &name) || !take_until(&rest, ")", &skipped))
            return;
        f.function = trace_last_part(name, "./");
        if (java_place(skipped, &f))
            trace_add(s, f);
        return;
    }
    if (s->out->n > 0)
        return;
    if (take(&rest, "Exception in thread \"") && !take_until(&rest, "\" ", &skipped))
        return;
    (void)take(&rest, "Caused by: ");
    if (str_contains(str_to(rest, str_find(rest, S(": "))), S(".")))
        (void)trace_take_head(s, rest);
}

/* --- JavaScript: at total (https://x.y/cart.js:3:5); total@https://x.y/cart.js:3:5 -- */

static struct str javascript_function(struct str name)
{
    struct str rest = name, before;

    (void)take(&rest, "async ");
    (void)take(&rest, "new ");
    if (take_until(&rest, " [as ", &before))
        rest = before;
    return trace_last_part(rest, "./");
}

void trace_javascript(struct trace_state *s)
{
    struct trace_frame f = { 0 };
    struct str rest = s->trimmed, name;

    if (take(&rest, "at ")) {
        bool is_named = str_ends(rest, S(")")) && take_until(&rest, " (", &name);
        if (is_named) {
            rest = str_to(rest, rest.len - 1);
            f.function = javascript_function(name);
        }
        (void)take(&rest, "async ");
        if (trace_take_place(rest, &f.file, &f.line))
            trace_add(s, f);
        return;
    }
    if (take_until(&rest, "@", &name) && str_find_char(name, ' ') == name.len &&
        trace_take_place(rest, &f.file, &f.line)) {
        f.function = name.len > 0 ? javascript_function(name) : (struct str){ 0 };
        trace_add(s, f);
        return;
    }
    if (s->out->n > 0 || !str_is_null(s->out->type))
        return;
    rest = s->trimmed;
    (void)take(&rest, "Uncaught ");
    (void)take(&rest, "(in promise) ");
    (void)trace_take_head(s, rest);
}

/* --- Go: main.(*Shop).total(0xc000…) and, in the next line, /shop/cart.go:12 +0x1d --- */

void trace_go(struct trace_state *s)
{
    struct trace_frame f = { .function = s->pending };
    struct str rest = s->trimmed, place;

    if (take(&rest, "panic: ")) {
        s->out->type = S("panic");
        s->out->message = rest;
        return;
    }
    if (str_starts(s->line, S("\t")) || str_starts(s->line, S("    "))) {
        if (!take_until(&rest, " ", &place))
            place = rest;
        if (trace_take_place(place, &f.file, &f.line) && str_ends(f.file, S(".go")))
            trace_add(s, f);
        return;
    }
    (void)take(&rest, "created by ");
    size_t in = str_find(rest, S(" in goroutine "));
    rest = str_to(rest, in);
    if (str_ends(rest, S(")")))
        rest = str_to(rest, str_rfind_char(rest, '('));
    rest = trace_last_part(rest, "/");
    size_t dot = str_find_char(rest, '.');
    s->pending = dot < rest.len ? str_from(rest, dot + 1) : (struct str){ 0 };
}

/* --- Ruby: shop/cart.rb:12:in `total': gone (KeyError) ----------------------------- */

static struct str ruby_function(struct str name)
{
    static const char *const inside[] = { "block in ", "rescue in ", "ensure in ", "block (" };

    for (size_t i = 0; i < ARRAY_LEN(inside); i++) {
        struct str skipped;
        if (take(&name, inside[i]) && str_ends(str_c(inside[i]), S("(")))
            (void)take_until(&name, ") in ", &skipped);
    }
    return trace_last_part(name, "#.");
}

/* "gone (KeyError)" */
static void ruby_head(struct trace_state *s, struct str text)
{
    size_t open = str_rfind_char(text, '(');

    if (!str_ends(text, S(")")) || open == text.len)
        return;
    s->out->type = str_slice(text, open + 1, text.len - 1);
    s->out->message = str_trim(str_to(text, open));
}

void trace_ruby(struct trace_state *s)
{
    struct trace_frame f = { 0 };
    struct str rest = s->trimmed, place, name;
    size_t from = str_find(rest, S("from "));

    if (from < rest.len)
        rest = str_from(rest, from + 5);
    if (!take_until(&rest, ":in ", &place) || rest.len < 2 ||
        !trace_take_place(place, &f.file, &f.line))
        return;
    if (rest.p[0] != '`' && rest.p[0] != '\'')
        return;
    rest = str_from(rest, 1);
    if (!take_until(&rest, "'", &name))
        return;
    f.function = ruby_function(name);
    if (take(&rest, ": ") && s->out->n == 0)
        ruby_head(s, rest);
    trace_add(s, f);
}

/* --- PHP: #0 /shop/cart.php(12): Cart->total(3) ------------------------------------ */

/* "Uncaught KeyError: gone in /shop/cart.php:3": where it was thrown is no #-line. */
static void php_head(struct trace_state *s, struct str text)
{
    struct trace_frame f = { 0 };
    struct str skipped;

    if (!trace_take_head(s, text))
        return;
    struct str message = s->out->message, rest = message;
    while (take_until(&rest, " in ", &skipped))
        f.file = rest; /* the last " in " */
    size_t end = message.len - f.file.len;
    if (f.file.len == 0 || !trace_take_place(f.file, &f.file, &f.line))
        return;
    s->out->message = str_to(message, end - str_c(" in ").len);
    trace_add(s, f);
}

void trace_php(struct trace_state *s)
{
    struct trace_frame f = { 0 };
    struct str rest = s->trimmed, name, number;
    bool is_uncaught;

    if (s->out->n == 0) {
        is_uncaught = take_until(&rest, "Uncaught ", &name);
        if (is_uncaught || str_contains(rest, S(".php:")))
            php_head(s, rest);
        rest = s->trimmed;
    }
    if (!take(&rest, "#") || digits_of(rest).len == 0)
        return;
    rest = str_trim(str_from(rest, digits_of(rest).len));
    if (take(&rest, "[internal function]: ")) {
        name = rest;
    } else if (take_until(&rest, "(", &f.file)) {
        number = digits_of(rest);
        rest = str_from(rest, number.len);
        if (!str_i64(number, &f.line) || !take(&rest, "): "))
            return;
        name = rest;
    } else {
        return; /* {main} */
    }
    f.function = trace_last_part(str_to(name, str_find_char(name, '(')), ">:\\");
    trace_add(s, f);
}

/* --- .NET: at Shop.Cart.Total(Int32 n) in /shop/Cart.cs:line 12 --------------------- */

/* Shop.Cart.<Total>d__5.MoveNext is Total, made asynchronous. */
static struct str dotnet_function(struct str name)
{
    size_t open = str_find_char(name, '<'), close = str_find_char(name, '>');

    if (open < close && close < name.len && close > open + 1)
        return str_slice(name, open + 1, close);
    return trace_last_part(name, ".+");
}

void trace_dotnet(struct trace_state *s)
{
    struct trace_frame f = { 0 };
    struct str rest = s->trimmed, name, skipped;

    if (str_starts(rest, S("--- End of inner exception")))
        s->out->n = 0;
    if (take(&rest, "at ")) {
        if (!take_until(&rest, "(", &name) || str_find_char(name, ' ') < name.len ||
            str_find_char(name, '.') == name.len || !take_until(&rest, ")", &skipped))
            return;
        f.function = dotnet_function(name);
        if (take(&rest, " in ") && take_until(&rest, ":line ", &f.file))
            (void)!str_i64(digits_of(rest), &f.line);
        else if (rest.len > 0)
            return;
        struct trace_frame java = { 0 };
        if (!java_place(skipped, &java))
            trace_add(s, f);
        return;
    }
    if (s->out->n > 0 || !str_is_null(s->out->type))
        return;
    if (!take(&rest, "Unhandled exception. "))
        (void)take(&rest, "Unhandled Exception: ");
    if (str_contains(str_to(rest, str_find(rest, S(": "))), S(".")))
        (void)trace_take_head(s, rest);
}

/* --- Rust: 3: shop::cart::total and, in the next line, at ./src/cart.rs:12:5 -------- */

/* thread 'main' panicked at src/cart.rs:12:5:  or  … panicked at 'gone', src/cart.rs:12:5 */
static void rust_head(struct trace_state *s, struct str text)
{
    s->out->type = S("panic");
    if (take(&text, "'")) {
        size_t end = str_find(text, S("', "));
        s->out->message = str_to(text, end);
        return;
    }
    s->wants_message = true;
}

void trace_rust(struct trace_state *s)
{
    enum { HASH_BYTES = 19 }; /* ::h and 16 digits */
    struct trace_frame f = { .function = s->pending };
    struct str rest = s->trimmed, skipped;

    if (s->wants_message) {
        s->out->message = rest;
        s->wants_message = false;
        return;
    }
    if (str_starts(rest, S("thread ")) && take_until(&rest, " panicked at ", &skipped)) {
        rust_head(s, rest);
        return;
    }
    if (take(&rest, "at ") && !str_is_null(s->pending)) {
        if (trace_take_place(rest, &f.file, &f.line) && str_ends(f.file, S(".rs")))
            trace_add(s, f);
        return;
    }
    struct str number = digits_of(rest);
    rest = str_from(rest, number.len);
    if (number.len == 0 || !take(&rest, ": "))
        return;
    size_t hash = rest.len > HASH_BYTES ? rest.len - HASH_BYTES : rest.len;
    if (str_starts(str_from(rest, hash), S("::h")))
        rest = str_to(rest, hash);
    s->pending = trace_last_part(str_trim(rest), ":");
}
