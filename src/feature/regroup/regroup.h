/* regroup.h - grouping after the fact: why an issue's events are together, what other rules
 * would do to stored events, and doing it. */
#ifndef FEATURE_REGROUP_REGROUP_H
#define FEATURE_REGROUP_REGROUP_H

struct feature;
extern const struct feature feature_regroup;

#endif
