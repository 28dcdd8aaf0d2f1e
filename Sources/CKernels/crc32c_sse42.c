// CRC-32C with x86-64's `crc32` instruction.

#if defined(__x86_64__)

#define CK_TARGET __attribute__((target("sse4.2,pclmul")))

#include "crc32c_x86.h"

CK_TARGET uint32_t ck_crc32c_sse42(uint32_t crc, const void *bytes, size_t count) {
    if (count < CK_INTERLEAVE_FROM) return ~ck_chain(~crc, bytes, count);
    return ~ck_interleaved(~crc, bytes, count);
}

#endif
