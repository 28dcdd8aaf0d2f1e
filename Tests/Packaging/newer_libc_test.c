/* What .packaging/newer-libc.c says of functions that this C library may have itself. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

size_t strlcpy(char *to, const char *from, size_t size);
size_t strlcat(char *to, const char *from, size_t size);
uint32_t arc4random(void);
uint32_t arc4random_uniform(uint32_t bound);
void arc4random_buf(void *buffer, size_t size);
long __isoc23_strtol(const char *text, char **end, int base);
unsigned long long __isoc23_strtoull(const char *text, char **end, int base);
int __isoc23_sscanf(const char *text, const char *format, ...);
extern char __libc_single_threaded;

int main(void) {
    char text[8] = "XXXXXXX";
    assert(strlcpy(text, "", sizeof text) == 0 && text[0] == 0);
    assert(strlcpy(text, "abc", sizeof text) == 3 && !strcmp(text, "abc"));
    assert(strlcat(text, "defgh", sizeof text) == 8 && !strcmp(text, "abcdefg"));
    assert(strlcpy(text, "0123456789", sizeof text) == 10 && !strcmp(text, "0123456"));
    memset(text, 'Y', sizeof text);
    assert(strlcpy(text, "abc", 0) == 3 && text[0] == 'Y');
    assert(strlcpy(text, "abc", 1) == 3 && text[0] == 0 && text[1] == 'Y');
    memset(text, 'Z', sizeof text);
    assert(strlcat(text, "abc", 4) == 7 && text[3] == 'Z');

    assert(arc4random_uniform(0) == 0 && arc4random_uniform(1) == 0);
    unsigned seen[3] = {0};
    for (int i = 0; i < 3000; i++) seen[arc4random_uniform(3)]++;
    for (int i = 0; i < 3; i++) assert(seen[i] > 500);
    for (int i = 0; i < 1000; i++) assert(arc4random_uniform(0x80000001u) <= 0x80000000u);
    /* Larger than what getrandom gives at once; no byte is left as it was, but for chance. */
    static unsigned char bytes[1 << 20];
    arc4random_buf(bytes, sizeof bytes);
    size_t zeros = 0;
    for (size_t i = 0; i < sizeof bytes; i++) zeros += bytes[i] == 0;
    assert(zeros > sizeof bytes / 512 && zeros < sizeof bytes / 128);
    assert(arc4random() != arc4random() || arc4random() != arc4random());

    char *end;
    assert(__isoc23_strtol("-7x", &end, 10) == -7 && *end == 'x');
    assert(__isoc23_strtoull("ff", &end, 16) == 255 && *end == 0);
    int number;
    assert(__isoc23_sscanf("v 42", "v %d", &number) == 1 && number == 42);
    assert(__libc_single_threaded == 0);
    puts("what newer C libraries have works");
}
