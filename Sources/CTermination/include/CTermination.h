#ifndef C_TERMINATION_H
#define C_TERMINATION_H

#include <stdbool.h>

/// Has a signal write its number, as one byte, to a pipe instead of acting.
///
/// What the program has installed for it, or the operating system's default, acts once
/// `ct_resume` is called, or with a second signal. A signal that the program ignores stays ignored,
/// and in a forked child the signal acts at once.
///
/// \return Whether the signal now writes to the pipe.
bool ct_watch(int signal, int pipe);

/// Sends a signal that has been watched to this process again, to act this time.
void ct_resume(int signal);

#endif
