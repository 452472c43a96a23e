/* spool_int.h - shared by the spool's own files. */
#ifndef FEATURE_INGEST_SPOOL_INT_H
#define FEATURE_INGEST_SPOOL_INT_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/queue.h"
#include "base/str.h"
#include "feature/ingest/spool.h"

enum {
    SEGMENT_HEADER_BYTES = 64,
    RECORD_HEADER_BYTES = 80,
    RECORD_ID_BYTES = 20,   /* item index and event id                            */
    RECORD_REMOTE_MAX = 64, /* an IPv6 address with zone fits                     */
    RECORD_CLIENT_MAX = 256,
    SPOOL_QUEUE = 8192,    /* requests waiting for the writer; more is E_BUSY    */
    SPOOL_SEGMENTS = 8192, /* segments kept at one time: 128 GiB of 16 MiB files */
    SPOOL_SPARES = 2,      /* digested segments kept to be written again         */
    /* Bodies in files that records of one segment may name: so many are kept that are in
     * the store already (digest_bodies.h). */
    SEGMENT_BODIES = 128,
    SEGMENT_BODY_BYTES = 64 << 20,
    SPOOL_NAME_BYTES = 320, /* longest path built here, NUL included              */
    READER_BUFFER_BYTES = 256 << 10,
    SPOOL_RETRY_MS = 1000, /* between tries while writing fails, and the writer's pause   */
};

/* Layout of a segment's first bytes; all numbers little-endian. */
struct segment_header {
    struct str spool_id; /* 36 characters on disk as 16 bytes */
    struct str store_id;
    uint64_t first_seq;
};

struct segment {
    uint64_t first_seq;
    uint64_t last_seq;  /* first_seq - 1 = empty                     */
    int64_t end_offset; /* durable bytes                             */
    int64_t file_bytes;
    bool is_damaged; /* kept as *.damaged instead of being unlinked */
};

/* Files that records of a segment name. */
struct segment_bodies {
    uint64_t bytes;
    unsigned n;
};

/* The file `progress`, mapped: what must outlive the process but not the machine. */
struct spool_page {
    struct spool_progress progress; /* the digest's           */
    uint64_t durable;               /* acknowledged up to here: more than is found at the next
                                       start was cut off from outside                        */
};

struct spool {
    const char *dir;
    char id_text[UUID_TEXT_BYTES];
    uint8_t id[EVENT_ID_BYTES];
    uint8_t store_id[EVENT_ID_BYTES];
    int64_t max_bytes;
    bool is_any_store;
    spool_translator *translate; /* NULL = as it is */
    void *translate_arg;
    int dir_fd;
    int lock_fd;
    struct spool_page *page; /* mapped */
    struct spool_page found; /* as it stood at open */
    uint64_t recovered;      /* last sequence found at open */
    struct arena *arena;

    struct queue *queue;
    pthread_t writer;
    bool is_started;
    /* The writer's own: the open segment (-1 = none), where it writes next. */
    int fd;
    int64_t write_offset;
    int64_t write_limit;
    struct segment_bodies bodies; /* … named by what is in it */
    uint64_t next_seq;
    int64_t retry_at_ms;   /* while writing fails: monotonic time of the next try    */
    int64_t retry_ms;      /* SPOOL_RETRY_MS; tests do not wait that long            */
    int64_t reserve_bytes; /* LIMIT_DISK_RESERVE; tests take the disk away           */
    int (*sync)(int fd);   /* fdatasync; tests make it fail                          */

    _Atomic int64_t bytes; /* of segments not yet digested             */
    _Atomic uint64_t durable_seq;
    _Atomic uint64_t digested_seq;
    _Atomic int64_t last_read_ms;
    _Atomic bool is_failing;
    _Atomic int why; /* errno of the last failure                      */
    _Atomic int damaged_files;
    _Atomic int64_t lost_records; /* acknowledged, and not there at start */

    struct lock lock;
    struct cond grown;        /* durable_seq is beyond `awaited`, or closing */
    uint64_t awaited;         /* under the lock                           */
    bool is_closing;          /* under the lock */
    struct segment *segments; /* under the lock; oldest first, the last one is the writer's */
    size_t n_segments;        /* under the lock */
    size_t n_spares;          /* under the lock */
};

struct spool_reader {
    struct spool *spool;
    bool is_scout;
    uint64_t next_seq;
    uint64_t segment_first; /* of the open file; 0 = none */
    int fd;
    int64_t offset; /* of the next record in the file */
    char *buffer;
    int64_t buffer_offset;
    size_t buffer_len;
    struct arena big; /* records larger than the buffer, and ids */
};

/* spool_record.c: bytes of records and segment headers. */
void segment_header_encode(const struct spool *s, uint64_t first_seq,
                           char out[SEGMENT_HEADER_BYTES]);
/* False: not ours, or damaged. Ids are raw bytes. */
bool segment_header_decode(const char in[SEGMENT_HEADER_BYTES], uint8_t spool_id[EVENT_ID_BYTES],
                           uint8_t store_id[EVENT_ID_BYTES], uint64_t *first_seq);
/* Header with room for seq, then remote, client and ids. */
NODISCARD enum status record_encode(struct ctx *cx, struct spool_entry *e);
/* Writes the sequence and the header's checksum into an encoded head. */
void record_number(struct spool_entry *e, uint64_t seq);
/* Length of the whole record from its header; 0 = header damaged. */
size_t record_length(const char header[RECORD_HEADER_BYTES], uint64_t expected_seq);
/* bytes holds the whole record; ids are copied into a. False = damaged. */
bool record_decode(struct arena *a, struct str bytes, struct record *out);

/* spool_file.c: segments on disk. Failures are E_BUSY with errno's words. */
void segment_name(uint64_t first_seq, const char *suffix, char out[SPOOL_NAME_BYTES]);
void spare_name(size_t i, char out[SPOOL_NAME_BYTES]);
/* False: not all n bytes are there, or the disk does not give them. */
bool segment_read_at(int fd, char *p, size_t n, int64_t offset);
NODISCARD enum status segment_create(struct spool *s, uint64_t first_seq, int64_t file_bytes,
                                     int *fd);
/* Reused when there are few spares, unlinked otherwise; kept aside when damaged. */
void segment_retire(struct spool *s, const struct segment *seg);
NODISCARD enum status spool_read_id(struct ctx *cx, struct spool *s);
NODISCARD enum status spool_map_progress(struct ctx *cx, struct spool *s);

/* spool_recover.c: finds the segments, oldest first, and the end of the newest. */
NODISCARD enum status spool_recover(struct ctx *cx, struct spool *s);

/* spool_writer.c */
void *spool_writer_main(void *arg);

#endif
