#ifndef CALLOCATIONCOUNTER_H
#define CALLOCATIONCOUNTER_H

/// How often the thread that asks has allocated memory; always 0 where nobody counts, which is so
/// but on glibc and without a sanitizer.
unsigned long ck_allocation_count(void);

#endif
