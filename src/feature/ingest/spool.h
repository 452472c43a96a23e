/* spool.h - the write-ahead log between accept and digest (storage.md §2).
 *
 * DATA_DIR/spool/ holds `id` (spool_id), `lock`, `progress` (mapped; the range the
 * digest is working on and the last acknowledged sequence) and segment files
 * NNNNNNNNNNNNNNNNNNNN.seg of 16 MiB,
 * pre-written with zeros and used again once digested. A record: length, checksums
 * (XXH3), sequence, received time, project number, public key, kind, remote address,
 * event ids, body; its layout stands in spool_record.c.
 *
 * One writer thread appends all that has queued up (writev, one fdatasync) and then
 * answers the requests. What is acknowledged is on disk. After a failed fdatasync
 * the segment is cut at its durable length and closed; the next begins behind it;
 * the requests concerned get 503. While writing fails it is tried again once a second,
 * requests or not, so that the spool recovers by itself. It leaves LIMIT_DISK_RESERVE of
 * the disk alone: the store must be able to take what waits here.
 *
 * Threads: spool_append from HTTP loops; reading by the digest alone. */
#ifndef FEATURE_INGEST_SPOOL_H
#define FEATURE_INGEST_SPOOL_H

#include "base/base.h"
#include "base/id.h"

struct ctx;
struct arena;
struct spool;

enum record_kind {
    RECORD_EVENT = 1,         /* body: one event's JSON, inflated                         */
    RECORD_ENVELOPE = 2,      /* body: a whole envelope, inflated; ids by item            */
    RECORD_ENVELOPE_FILE = 3, /* the same in a file that the body names (body.h)     */
};

enum { RECORD_KEY_BYTES = 16 };

/* One record in memory. Strings point into the caller's memory (append), or into
 * the reader, until its next spool_read. */
struct record {
    uint64_t seq; /* given by the writer           */
    int64_t received_ms;
    int64_t project_id;
    uint8_t public_key[RECORD_KEY_BYTES]; /* maps projects when a spool is drained elsewhere */
    enum record_kind kind;
    struct str remote;           /* client address                */
    struct str client;           /* sentry_client, may be absent  */
    const struct record_id *ids; /* of events, and of items that belong to one */
    size_t n_ids;
    struct str body;
};
struct record_id {
    uint32_t item; /* index of the item in the envelope; 0 for RECORD_EVENT */
    struct event_id id;
};

/* The id that accept chose for an item; NULL = it has none. */
const struct record_id *record_id_of(const struct record *r, uint32_t item);

struct spool_options {
    struct str dir;      /* DATA_DIR/spool                                   */
    struct str store_id; /* written for this store                           */
    int64_t max_bytes;   /* over it: 503                                     */
    bool is_any_store;   /* segments may have been written for another store */
};

/* Takes the folder's lock (E_CONFLICT when another process has it, or when segments
 * belong to another store_id) and recovers: the newest segment ends where its last good
 * record ends. Memory of the spool comes from cx->arena, which must outlive it. */
NODISCARD enum status spool_open(struct ctx *cx, const struct spool_options *options,
                                 struct spool **out);
struct str spool_id(const struct spool *s);
/* The last sequence the store holds, which it knows by spool_id. Give it before the first
 * append; when the store is away at start, as soon as it is back: then E_CONFLICT when it
 * knows more of this spool than the folder does (an older copy of it), for its next
 * records would be taken for digested ones. */
NODISCARD enum status spool_set_mark(struct ctx *cx, struct spool *s, uint64_t mark);
void spool_start(struct spool *s); /* the writer thread, unless it runs */

/* A record on its way to disk. The caller fills record, done and arg; the rest is the
 * spool's. It and all it points to must live until done was called. */
typedef void spool_done(void *arg, enum status st);
struct spool_entry {
    struct record record;
    spool_done *done; /* called once, on the writer thread, after the batch's fdatasync:
                         OK = durable, E_BUSY = not (disk full, error); its last touch   */
    void *arg;
    char *head_; /* record header and the small parts, encoded */
    size_t head_len_;
};
/* Encodes (in a, on the caller's thread) and hands over. E_BUSY with the reason: queue
 * full, over max_bytes, closing; done is then not called. */
NODISCARD enum status spool_append(struct ctx *cx, struct spool *s, struct spool_entry *e);

/* Every record that is read is handed to fn first: its project's number means another
 * store's project (spool_drain.c). */
typedef void spool_translator(void *arg, struct record *r);
void spool_translate(struct spool *s, spool_translator *fn, void *arg);
/* All of it is in the store: no segment stays. Not while the writer runs. */
void spool_empty(struct spool *s);

/* The digest's side. */
uint64_t spool_durable_seq(const struct spool *s);
/* Waits up to timeout_ms until something beyond `after` is durable. */
bool spool_wait(struct spool *s, uint64_t after, int64_t timeout_ms);
/* Ends every spool_wait now and later: the digest is told to stop. */
void spool_wake(struct spool *s);
struct spool_reader;
struct spool_reader *spool_reader_open(struct spool *s, uint64_t after);
/* Goes to the record behind `after`; backwards only within what is not digested. */
void spool_reader_seek(struct spool_reader *r, uint64_t after);
/* Next record; found false at the durable end. A damaged record ends its segment: the
 * rest is kept as *.damaged, logged, counted in spool_figures, and reading goes on with
 * the next segment. */
NODISCARD enum status spool_read(struct ctx *cx, struct spool_reader *r, struct record *out,
                                 bool *found);
/* One that looks ahead of the digest: what it reads does not count as read. */
struct spool_reader *spool_scout_open(struct spool *s);
void spool_reader_close(struct spool_reader *r);
/* Everything up to seq is in the store: whole segments below it are unlinked. */
void spool_digested(struct spool *s, uint64_t seq);
/* Records from here on are still in a segment, digested or not. */
uint64_t spool_oldest_seq(struct spool *s);
/* What the digest is about to do, kept in a mapped file so that it survives the process:
 * sequences first..last; for a single record, how heavily it weighs if the process dies. */
struct spool_progress {
    uint64_t first;
    uint64_t last;
    uint64_t deaths;
};
enum { PROGRESS_AHEAD = 1 << 16 }; /* deaths: one of these was taken ahead (digest_ahead.h) */
void spool_note_progress(struct spool *s, const struct spool_progress *p);
/* What stood there when the spool was opened; zero = clean. */
struct spool_progress spool_found_progress(const struct spool *s);

struct spool_figures {
    int64_t bytes;
    uint64_t durable_seq;
    uint64_t digested_seq;
    int64_t oldest_ms; /* receive time of the record read last, while there is more
                          to digest; 0 = all digested                            */
    int damaged_files;
    int64_t lost_records; /* acknowledged before this start, cut off from outside */
    bool is_failing;      /* the last write failed */
    const char *why;      /* … in words            */
    bool is_full;         /* over max_bytes        */
};
void spool_figures(struct spool *s, struct spool_figures *out);

/* Writes what is queued, stops the writer, closes. NULL-safe. */
void spool_close(struct spool *s);

#endif
