// CRC-32C in plain C: "slicing-by-8", after Kounavis and Berry, "A Systematic Approach to Building
// High Performance Software-Based CRC Generators" (Intel, 2005). Eight tables hold what each byte
// of a word adds to the state, so that a word costs eight independent loads.

#include "crc32c.h"

// The tables are built by the preprocessor. A CRC is linear, so a byte's entry is the xor of its
// bits' entries; bit b of a byte that s more bytes follow stands for x^(39 − b + 8·s), reduced
// mod P. These are the powers, a line for each s, from b = 0 to b = 7.
#define BITS_0(X, i)                                                                              \
    X(i, 0xF26B8303, 0xE13B70F7, 0xC79A971F, 0x8AD958CF,                                          \
      0x105EC76F, 0x20BD8EDE, 0x417B1DBC, 0x82F63B78)
#define BITS_1(X, i)                                                                              \
    X(i, 0x13A29877, 0x274530EE, 0x4E8A61DC, 0x9D14C3B8,                                          \
      0x3FC5F181, 0x7F8BE302, 0xFF17C604, 0xFBC3FAF9)
#define BITS_2(X, i)                                                                              \
    X(i, 0xA541927E, 0x4F6F520D, 0x9EDEA41A, 0x38513EC5,                                          \
      0x70A27D8A, 0xE144FB14, 0xC76580D9, 0x8B277743)
#define BITS_3(X, i)                                                                              \
    X(i, 0xDD45AAB8, 0xBF672381, 0x7B2231F3, 0xF64463E6,                                          \
      0xE964B13D, 0xD725148B, 0xABA65FE7, 0x52A0C93F)
#define BITS_4(X, i)                                                                              \
    X(i, 0x38116FAC, 0x7022DF58, 0xE045BEB0, 0xC5670B91,                                          \
      0x8F2261D3, 0x1BA8B557, 0x37516AAE, 0x6EA2D55C)
#define BITS_5(X, i)                                                                              \
    X(i, 0xEF306B19, 0xDB8CA0C3, 0xB2F53777, 0x6006181F,                                          \
      0xC00C303E, 0x85F4168D, 0x0E045BEB, 0x1C08B7D6)
#define BITS_6(X, i)                                                                              \
    X(i, 0x68032CC8, 0xD0065990, 0xA5E0C5D1, 0x4E2DFD53,                                          \
      0x9C5BFAA6, 0x3D5B83BD, 0x7AB7077A, 0xF56E0EF4)
#define BITS_7(X, i)                                                                              \
    X(i, 0x493C7D27, 0x9278FA4E, 0x211D826D, 0x423B04DA,                                          \
      0x847609B4, 0x0D006599, 0x1A00CB32, 0x34019664)

#define ENTRY(i, b0, b1, b2, b3, b4, b5, b6, b7)                                                  \
    (((i) & 1 ? b0 : 0u) ^ ((i) & 2 ? b1 : 0u) ^ ((i) & 4 ? b2 : 0u) ^ ((i) & 8 ? b3 : 0u)        \
     ^ ((i) & 16 ? b4 : 0u) ^ ((i) & 32 ? b5 : 0u) ^ ((i) & 64 ? b6 : 0u) ^ ((i) & 128 ? b7 : 0u))
#define ENTRIES_4(bits, i)                                                                        \
    bits(ENTRY, i), bits(ENTRY, i + 1), bits(ENTRY, i + 2), bits(ENTRY, i + 3)
#define ENTRIES_16(bits, i)                                                                       \
    ENTRIES_4(bits, i), ENTRIES_4(bits, i + 4), ENTRIES_4(bits, i + 8), ENTRIES_4(bits, i + 12)
#define ENTRIES_64(bits, i)                                                                       \
    ENTRIES_16(bits, i), ENTRIES_16(bits, i + 16), ENTRIES_16(bits, i + 32),                      \
        ENTRIES_16(bits, i + 48)
#define ENTRIES_256(bits)                                                                         \
    { ENTRIES_64(bits, 0), ENTRIES_64(bits, 64), ENTRIES_64(bits, 128), ENTRIES_64(bits, 192) }

/// `table[s][byte]`: what `byte` adds to the state when `s` more bytes follow it.
static const uint32_t table[8][256] = {
    ENTRIES_256(BITS_0), ENTRIES_256(BITS_1), ENTRIES_256(BITS_2), ENTRIES_256(BITS_3),
    ENTRIES_256(BITS_4), ENTRIES_256(BITS_5), ENTRIES_256(BITS_6), ENTRIES_256(BITS_7),
};

CK_INLINE uint32_t ck_step8(uint32_t state, uint64_t word) {
    word ^= state;
    return table[7][word & 0xFF] ^ table[6][word >> 8 & 0xFF] ^ table[5][word >> 16 & 0xFF]
        ^ table[4][word >> 24 & 0xFF] ^ table[3][word >> 32 & 0xFF] ^ table[2][word >> 40 & 0xFF]
        ^ table[1][word >> 48 & 0xFF] ^ table[0][word >> 56];
}

static uint32_t sliced(uint32_t state, const uint8_t *next, size_t count) {
    for (; count >= 8; count -= 8, next += 8) state = ck_step8(state, ck_load8(next));
    for (; count > 0; count--, next++) state = state >> 8 ^ table[0][(state ^ *next) & 0xFF];
    return state;
}

#define CK_TARGET
// No input is short enough to be left to it.
#define ck_chain(state, next, count) (state)

#include "crc32c_record.h"

CK_DEFINE_CHECKSUM(ck_crc32c_portable, 1, sliced)
