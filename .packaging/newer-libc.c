/* What the Swift and C++ runtimes want of a newer glibc than the one that the tool is linked with.
 *
 * They are built where these functions exist. Everything here does what glibc's manual says of the
 * function, with what glibc 2.28 has. The C23 names take over the older functions of the same
 * meaning; binary literals, the only difference, are in no input of the runtimes.
 *
 * All are weak: a runtime may bring some itself, as libdispatch of swift.org does strlcpy.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#pragma weak arc4random_buf
#pragma weak arc4random
#pragma weak arc4random_uniform
#pragma weak strlcpy
#pragma weak strlcat
#pragma weak __isoc23_strtol
#pragma weak __isoc23_strtoll
#pragma weak __isoc23_strtoul
#pragma weak __isoc23_strtoull
#pragma weak __isoc23_sscanf

/* glibc 2.32: a program with threads must not be told that it has none. Hidden, so that a newer
 * glibc does not take it for its own and change it. */
__attribute__((visibility("hidden"))) char __libc_single_threaded = 0;

/* glibc 2.36 */
void arc4random_buf(void *buffer, size_t size) {
    unsigned char *bytes = buffer;
    while (size > 0) {
        ssize_t count = getrandom(bytes, size, 0);
        if (count < 0) {
            if (errno == EINTR) continue;
            abort();
        }
        bytes += count;
        size -= (size_t)count;
    }
}

uint32_t arc4random(void) {
    uint32_t number;
    arc4random_buf(&number, sizeof number);
    return number;
}

uint32_t arc4random_uniform(uint32_t bound) {
    if (bound < 2) return 0;
    /* Numbers below 2^32 mod bound would make the small remainders likelier. */
    uint32_t least = -bound % bound, number;
    do number = arc4random();
    while (number < least);
    return number % bound;
}

/* glibc 2.38 */
size_t strlcpy(char *to, const char *from, size_t size) {
    size_t length = strlen(from);
    if (size > 0) {
        size_t count = length < size ? length : size - 1;
        memcpy(to, from, count);
        to[count] = 0;
    }
    return length;
}

size_t strlcat(char *to, const char *from, size_t size) {
    size_t length = strnlen(to, size);
    return length + (length < size ? strlcpy(to + length, from, size - length) : strlen(from));
}

long __isoc23_strtol(const char *text, char **end, int base) { return strtol(text, end, base); }

long long __isoc23_strtoll(const char *text, char **end, int base) {
    return strtoll(text, end, base);
}

unsigned long __isoc23_strtoul(const char *text, char **end, int base) {
    return strtoul(text, end, base);
}

unsigned long long __isoc23_strtoull(const char *text, char **end, int base) {
    return strtoull(text, end, base);
}

int __isoc23_sscanf(const char *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int count = vsscanf(text, format, arguments);
    va_end(arguments);
    return count;
}
