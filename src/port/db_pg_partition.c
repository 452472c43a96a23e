/* Taking a day out of a partitioned table. */
#include "base/base.h"
#include "port/db_pg_int.h"

#include "base/ctx.h"

enum { PARTITION_NAME_BYTES = 64, PARTITION_SQL_BYTES = 256 };

/* Is the day's table still a partition, and has an interrupted detach left it pending? */
static enum status partition_state(struct ctx *cx, struct pg_db *db, const char *child,
                                   bool *is_attached, bool *is_pending)
{
    char sql[PARTITION_SQL_BYTES];
    (void)snprintf(sql, sizeof sql,
                   "SELECT inhdetachpending FROM pg_inherits WHERE inhrelid = to_regclass('%s')",
                   child);
    PGresult *result SCOPED(result_clear) = PQexec(db->conn, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        return pg_fail(cx, db, "partition", result);
    *is_attached = PQntuples(result) == 1;
    *is_pending = *is_attached && PQgetvalue(result, 0, 0)[0] == 't';
    return OK;
}

/* Waits for whoever reads the partition, so longer than a statement may. */
enum status pg_drop_partition(struct ctx *cx, struct db *base, const char *table, int64_t day)
{
    struct pg_db *db = pg_of(base);
    char child[PARTITION_NAME_BYTES], sql[PARTITION_SQL_BYTES];
    bool is_attached = false, is_pending = false;
    TRY(pg_need_conn(cx, db));
    (void)snprintf(child, sizeof child, "%s_d%lld", table, (long long)day);
    TRY(partition_state(cx, db, child, &is_attached, &is_pending));
    TRY(pg_run(cx, db, "SET statement_timeout = '60s'"));
    enum status st = OK;
    if (is_attached) {
        (void)snprintf(sql, sizeof sql, "ALTER TABLE %s DETACH PARTITION %s %s", table, child,
                       is_pending ? "FINALIZE" : "CONCURRENTLY");
        st = pg_run(cx, db, sql);
    }
    (void)snprintf(sql, sizeof sql, "DROP TABLE IF EXISTS %s", child);
    if (st == OK)
        st = pg_run(cx, db, sql);
    if (db->conn != NULL)
        TRY(pg_run(cx, db, "SET statement_timeout = '10s'"));
    return st;
}
