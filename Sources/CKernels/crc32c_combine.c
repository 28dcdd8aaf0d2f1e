// Appending n bytes to a message multiplies its CRC, as a polynomial, by x^(8n) mod P; the initial
// values and final xors cancel. The idea is Mark Adler's, in zlib's `crc32_combine`.

#include "crc32c.h"

/// P is (x + 1) times a primitive polynomial of degree 31 (Castagnoli, Bräuer and Herrmann, IEEE
/// Trans. Commun. 41, 1993), so that the powers of x repeat after this many.
static const uint64_t period = 0x7FFFFFFF;

/// At k: x^(2^k) mod P, each the square of the one before; the square of the last is the first.
static const uint32_t squares[31] = {
    0x40000000, 0x20000000, 0x08000000, 0x00800000, 0x00008000, 0x82F63B78, 0x6EA2D55C, 0x18B8EA18,
    0x510AC59A, 0xB82BE955, 0xB8FDB1E7, 0x88E56F72, 0x74C360A4, 0xE4172B16, 0x0D65762A, 0x35D73A62,
    0x28461564, 0xBF455269, 0xE2EA32DC, 0xFE7740E6, 0xF946610B, 0x3C204F8F, 0x538586E3, 0x59726915,
    0x734D5309, 0xBC1AC763, 0x7D0722CC, 0xD289CABE, 0xE94CA9BC, 0x05B74F3F, 0xA51E1F42,
};

/// The product of two polynomials mod P.
static uint32_t multiplied(uint32_t a, uint32_t b) {
    uint32_t product = 0;
    for (uint32_t bit = 0x80000000; bit != 0; bit >>= 1) {
        // Masks rather than branches: the bits are as good as random.
        product ^= a & (0 - (uint32_t)((b & bit) != 0));
        a = a >> 1 ^ (CK_CRC32C_POLYNOMIAL & (0 - (a & 1)));
    }
    return product;
}

uint32_t ck_crc32c_combine(uint32_t crc_a, uint32_t crc_b, uint64_t count_b) {
    uint64_t exponent = count_b % period * 8 % period;
    for (int k = 0; exponent != 0; k++, exponent >>= 1) {
        if (exponent & 1) crc_a = multiplied(crc_a, squares[k]);
    }
    return crc_a ^ crc_b;
}
