#include "base/base.h"

#include "base/test.h"

#include "base/arena.h"
#include "base/clock.h"
#include "feature/condition/condition_int.h"
#include "feature/ingest/digest_testing.h"
#include "port/db.h"

/* Every leaf with every operator it has, on an issue with one event that went through the
 * digest, on both stores. What a leaf reads of it stands in `known`; what each operator must
 * then say is made here, not asked of the engine. */

static const char event_text[] =
    "{\"platform\":\"python\",\"level\":\"fatal\",\"environment\":\"prod\",\"release\":\"2.1\","
    "\"logger\":\"shop.cart\",\"user\":{\"id\":\"42\"},\"tags\":{\"region\":\"eu-west\"},"
    "\"transaction\":\"cart.pay\",\"message\":\"Paying broke\",\"extra\":{\"order\":7},"
    "\"exception\":{\"values\":[{\"type\":\"PayError\",\"value\":\"no money\",\"mechanism\":"
    "{\"type\":\"generic\",\"handled\":false},\"stacktrace\":{\"frames\":[{\"filename\":"
    "\"src/pay.py\",\"function\":\"pay\",\"in_app\":true}]}}]}}";

static const struct known {
    const char *type;
    const char *parameter; /* members beside type, op, value */
    const char *text;
    int64_t number;
    bool flag;
} known[] = {
    { "level", "", "fatal" },
    { "platform", "", "python" },
    { "title", "", "PayError: no money" },
    { "culprit", "", "cart.pay" },
    { "exception_type", "", "PayError" },
    { "first_release", "", "2.1" },
    { "assignee", "", "ana@b.c" },
    { "environment", "", "prod" },
    { "release", "", "2.1" },
    { "tag", "\"key\":\"region\",", "eu-west" },
    { "user", "", "id:42" },
    { "logger", "", "shop.cart" },
    { "message", "", "Paying broke" },
    { "event_data", "\"path\":\"exception.values.0.type\",", "PayError" },
    { "total_events", "", .number = 3 },
    { "priority", "", .number = 50 },
    { "age", "", .number = 2 },
    { "user_count", "", .number = 1 },
    { "user_count", "\"hours\":1,", .number = 1 },
    { "velocity", "\"minutes\":5,", .number = 3 },
    { "velocity", "\"hours\":2,", .number = 3 },
    { "velocity_1h", "", .number = 3 },
    { "velocity_24h", "", .number = 3 },
    { "is_new", "", .flag = true },
    { "is_regressed", "", .flag = false },
    { "is_reopened", "", .flag = true },
    { "handled", "", .flag = false },
    { "has_app_frame", "", .flag = true },
};

static struct digest_test t;

static void fresh(enum db_kind kind)
{
    struct digest_result result;

    digest_test_begin(&t, kind);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    for (uint8_t i = 1; i <= 3; i++) {
        struct record_id id = { .id = { .b = { i } } };
        struct record r = { .seq = ++t.seq,
                            .received_ms = t.store.cx.now_ms,
                            .project_id = 1,
                            .kind = RECORD_EVENT,
                            .ids = &id,
                            .n_ids = 1,
                            .body = str_c(event_text) };
        assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
    }
    assert_int_equal(digest_store(&t.store.cx, &t.tools, digest_test_spool, b, &result), OK);
    const char *sql = str_cz(
        &t.store.arena,
        str_printf(&t.store.arena,
                   "INSERT INTO user_account (id, uuid, email, email_folded, name, role, status,"
                   " created_ms, updated_ms) VALUES (7, 'u', 'ana@b.c', 'ana@b.c', 'Ana', 'member',"
                   " 'active', 1, 1); UPDATE issue SET assigned_to = 7, first_seen_ms = %lld;"
                   "INSERT INTO fingerprint_minute (minute, project_id, fingerprint_id, events)"
                   " SELECT %lld, 1, id, 3 FROM fingerprint",
                   (long long)(t.store.cx.now_ms - 2 * MS_PER_HOUR - 1),
                   (long long)(t.store.cx.now_ms / MS_PER_MINUTE - 1)));
    assert_int_equal(db_script(&t.store.cx, sql), OK);
}

static struct condition_facts facts(void)
{
    int64_t id = test_number(&t.store, "SELECT id FROM issue");
    struct condition_facts f = { .project_id = 1, .issue_id = id };
    bool found;

    assert_int_equal(condition_facts_of_issue(&t.store.cx, true, &f, &found), OK);
    assert_true(found);
    f.is_new = f.is_reopened = true;
    return f;
}

static void expect(const struct known *k, const char *op, const char *value, bool wanted)
{
    struct ctx *cx = &t.store.cx;
    struct str tree = str_printf(cx->arena, "{\"type\":\"%s\",%s\"op\":\"%s\",\"value\":%s}",
                                 k->type, k->parameter, op, value);
    struct condition_facts f = facts();
    struct condition *c;
    bool holds;

    if (condition_check(cx, tree, &c) != OK)
        fail_msg("%.*s: %s", FMT(tree), cx->err.text);
    if (condition_holds(cx, c, &f, &holds) != OK)
        fail_msg("%.*s: %s", FMT(tree), cx->err.text);
    if (holds != wanted)
        fail_msg("%.*s is %d", FMT(tree), holds);
}

#define PRINT(...) str_cz(&t.store.arena, str_printf(&t.store.arena, __VA_ARGS__))

/* All but the first and the last letter. */
static const char *inside(const char *text)
{
    size_t n = strlen(text);

    return PRINT("%.*s", (int)(n - 2), text + 1);
}

static void expect_text(const struct known *k, const struct op_row *op, enum leaf_kind kind)
{
    const char *same = PRINT("\"%s\"", k->text), *part = PRINT("\"%s\"", inside(k->text));
    bool is_not = op->op == OP_NEQ || op->op == OP_NOT_IN || op->op == OP_NOT_CONTAINS;

    expect(k, op->name, same, !is_not);
    expect(k, op->name, "\"other\"", is_not);
    if (op->op == OP_EQ || op->op == OP_NEQ) {
        expect(k, op->name, PRINT("\"%.*s\"", FMT(str_upper(&t.store.arena, str_c(k->text)))),
               !is_not);
        expect(k, op->name, part, is_not);
    } else if (op->op == OP_IN || op->op == OP_NOT_IN) {
        expect(k, op->name, PRINT("[\"a\",%s]", same), !is_not);
        expect(k, op->name, PRINT("[\"a\",%s]", part), is_not);
    } else {
        expect(k, op->name, part, !is_not);
    }
    if (op->op == OP_MATCHES || (kind == LEAF_TEXT && op->op == OP_CONTAINS)) {
        expect(k, op->name, "\"^.*[a-z]+.*$\"", strpbrk(k->text, "abcdefghijklmnopqrstuvwxyz"));
        expect(k, op->name, "\"^$\"", false);
    }
}

static void expect_number(const struct known *k, const struct op_row *op)
{
    for (int64_t n = k->number - 1; n <= k->number + 1; n++) {
        bool wanted = op->op == OP_GTE   ? k->number >= n
                      : op->op == OP_LTE ? k->number <= n
                      : op->op == OP_GT  ? k->number > n
                      : op->op == OP_LT  ? k->number < n
                                         : (k->number == n) == (op->op == OP_EQ);
        expect(k, op->name, PRINT("%lld", (long long)n), wanted);
        expect(k, op->symbol, PRINT("\"%lld\"", (long long)n), wanted);
    }
}

static void check_leaf(const struct known *k)
{
    const struct leaf_type *type = leaf_type_named(str_c(k->type));
    int n = 0;

    for (size_t i = 0; i < n_leaf_ops; i++) {
        const struct op_row *op = &leaf_ops[i];
        if ((op->kinds >> type->kind & 1) == 0)
            continue;
        n++;
        if (type->kind == LEAF_NUMBER) {
            expect_number(k, op);
        } else if (type->kind == LEAF_BOOL) {
            expect(k, op->name, "true", k->flag == (op->op == OP_EQ));
            expect(k, op->symbol, "\"no\"", k->flag != (op->op == OP_EQ));
        } else {
            expect_text(k, op, type->kind);
        }
    }
    assert_true(n >= 2);
}

static void check_all(enum db_kind kind)
{
    fresh(kind);
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        check_leaf(&known[i]);
    digest_test_end(&t);
}

TEST(every_leaf_has_a_row_in_this_test)
{
    for (size_t i = 0; i < n_leaf_types; i++) {
        size_t k = 0;
        while (k < ARRAY_LEN(known) && strcmp(known[k].type, leaf_types[i].name) != 0)
            k++;
        if (k == ARRAY_LEN(known))
            fail_msg("no row for %s", leaf_types[i].name);
    }
}

TEST(every_leaf_and_operator_holds_where_it_must_on_sqlite)
{
    check_all(DB_SQLITE);
}

TEST(every_leaf_and_operator_holds_where_it_must_on_postgres)
{
    check_all(DB_POSTGRES);
}

TEST(the_whole_event_is_searched_with_its_title)
{
    static const struct known whole = { "event_data", "", "" };

    fresh(DB_SQLITE);
    expect(&whole, "contains", "\"\\\"order\\\": ?7\"", true);
    expect(&whole, "contains", "\"^PayError: no money\\n\"", true);
    expect(&whole, "not_contains", "\"Visa\"", true);
    expect(&whole, "contains", "\"region\\\":\\\"EU\"", false);
    expect(&whole, "contains", "\"pay(\"", false); /* no pattern: searched for as it stands */
    digest_test_end(&t);
}
