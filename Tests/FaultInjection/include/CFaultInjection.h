#ifndef C_FAULT_INJECTION_H
#define C_FAULT_INJECTION_H

#include <stdint.h>

/// Makes calls fail that concern files whose path contains a text.
///
/// \param text The text.
/// \param seed The same seed makes the same calls fail, as far as threads leave their order alone.
/// \param per_mille How many of a thousand calls fail.
void ck_faults_begin(const char *text, uint64_t seed, uint32_t per_mille);

/// Ends that.
///
/// \return How many calls have failed; -1 where calls cannot be made to fail.
long ck_faults_end(void);

/// Writes the path of each file that is synced to disk from now on, in a line, to a descriptor.
///
/// \return 0 where calls cannot be watched.
int ck_syncs_log(int descriptor);

#endif
