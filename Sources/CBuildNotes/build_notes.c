#include "build_notes.h"

#include <stddef.h>

// Package.swift defines both where the environment has them, as under .ci/release.
#ifndef TFEVENTS_COMMIT
#define TFEVENTS_COMMIT NULL
#endif
#ifndef TFEVENTS_BUILD
#define TFEVENTS_BUILD NULL
#endif

const char *build_notes_commit(void) { return TFEVENTS_COMMIT; }

const char *build_notes_kind(void) { return TFEVENTS_BUILD; }
