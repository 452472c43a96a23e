/* project.h - what events and issues belong to. */
#ifndef FEATURE_PROJECT_PROJECT_H
#define FEATURE_PROJECT_PROJECT_H

#include "core/feature.h"

extern const struct feature feature_project;
extern const struct route_param project_params[];

#endif
