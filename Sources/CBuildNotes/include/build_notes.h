/// What a release says of its build. NULL in every other build.
#ifndef BUILD_NOTES_H
#define BUILD_NOTES_H

/// The commit that was built, and its date.
const char *build_notes_commit(void);

/// How it was built: for what, by which compiler.
const char *build_notes_kind(void);

#endif
