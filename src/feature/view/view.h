/* view.h - lists of issues that people keep, and when they last looked (decisions.md §5).
 *
 * A view is a query with its window, order, columns and density, of one project or of all.
 * A private one is its owner's alone; a shared one is seen by everybody who sees its
 * project, and changed by its owner or an admin. Built-in views are constants of the page. */
#ifndef FEATURE_VIEW_VIEW_H
#define FEATURE_VIEW_VIEW_H

struct feature;

extern const struct feature feature_view;

#endif
