/* undo_api.h - undo on the wire: the header of a write that can be taken back. */
#ifndef FEATURE_UNDO_UNDO_API_H
#define FEATURE_UNDO_UNDO_API_H

struct response;
struct undo;

/* Sets "Undo-Token". Call after the commit. */
void undo_answer(struct response *rs, const struct undo *undo);

#endif
