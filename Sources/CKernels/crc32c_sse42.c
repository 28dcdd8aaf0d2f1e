// CRC-32C with x86-64's `crc32` instruction.

#if defined(__x86_64__)

#define CK_TARGET __attribute__((target("sse4.2,pclmul")))

#include "crc32c_x86.h"

#include "crc32c_interleaved.h"

CK_DEFINE_CHECKSUM(ck_crc32c_sse42, CK_INTERLEAVE_FROM, ck_interleaved)

#endif
