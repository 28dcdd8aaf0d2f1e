// Writes event files that are large in one way, for check.py.
//
//   write_events KIND COUNT LENGTH > FILE
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t table[8][256];

static void fill_table(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t value = byte;
        for (int bit = 0; bit < 8; bit++) value = value >> 1 ^ (value & 1 ? 0x82f63b78u : 0);
        table[0][byte] = value;
    }
    for (int row = 1; row < 8; row++)
        for (int byte = 0; byte < 256; byte++)
            table[row][byte] = table[row - 1][byte] >> 8 ^ table[0][table[row - 1][byte] & 255];
}

/// The masked CRC-32C of a record's header or payload.
static uint32_t checksum(const uint8_t *bytes, size_t count) {
    uint32_t value = ~0u;
    for (; count >= 8; bytes += 8, count -= 8) {
        uint32_t low, high;
        memcpy(&low, bytes, 4);
        memcpy(&high, bytes + 4, 4);
        low ^= value;
        value = table[7][low & 255] ^ table[6][low >> 8 & 255] ^ table[5][low >> 16 & 255] ^
                table[4][low >> 24] ^ table[3][high & 255] ^ table[2][high >> 8 & 255] ^
                table[1][high >> 16 & 255] ^ table[0][high >> 24];
    }
    while (count--) value = value >> 8 ^ table[0][(value ^ *bytes++) & 255];
    value = ~value;
    return (value >> 15 | value << 17) + 0xa282ead8u;
}

static size_t varint(uint8_t *target, uint64_t value) {
    size_t count = 0;
    for (; value >= 128; value >>= 7) target[count++] = (uint8_t)(value | 128);
    target[count++] = (uint8_t)value;
    return count;
}

static size_t width(uint64_t value) {
    uint8_t bytes[10];
    return varint(bytes, value);
}

static uint8_t *event;
static double clock_time = 1.7e9;

static void scalar(uint64_t step, const char *tag, size_t length, float number) {
    size_t value = 1 + width(length) + length + 5;
    size_t summary = 1 + width(value) + value;
    size_t count = 0;
    event[count++] = 9;
    memcpy(event + count, &clock_time, 8);
    count += 8;
    event[count++] = 16;
    count += varint(event + count, step);
    event[count++] = 42;
    count += varint(event + count, summary);
    event[count++] = 10;
    count += varint(event + count, value);
    event[count++] = 10;
    count += varint(event + count, length);
    memcpy(event + count, tag, length);
    count += length;
    event[count++] = 21;
    memcpy(event + count, &number, 4);
    count += 4;

    uint64_t size = count;
    uint32_t sum = checksum((uint8_t *)&size, 8);
    fwrite(&size, 8, 1, stdout);
    fwrite(&sum, 4, 1, stdout);
    fwrite(event, 1, count, stdout);
    sum = checksum(event, count);
    fwrite(&sum, 4, 1, stdout);
    clock_time += 1;
}

/// Fills a name with repetitions of a pattern, and ends it with a number where there is room.
static void name(char *tag, size_t length, const char *pattern, int number) {
    size_t width = strlen(pattern);
    for (size_t index = 0; index < length; index++) tag[index] = pattern[index % width];
    char digits[16];
    size_t count = (size_t)sprintf(digits, "/%07d", number);
    if (number >= 0 && length > count) memcpy(tag + length - count, digits, count);
}

int main(int argc, char **argv) {
    if (argc < 4) return 64;
    const char *kind = argv[1];
    int count = atoi(argv[2]);
    size_t length = (size_t)atol(argv[3]);
    fill_table();
    event = malloc(length + 256);
    char *tag = malloc(length + 256);
    if (!event || !tag) return 1;

    if (strcmp(kind, "layers") == 0) {
        const char *roles[] = {"gradient", "activation", "weight"};
        for (int layer = 0; layer < count; layer++)
            for (int role = 0; role < 3; role++) {
                int width = sprintf(tag, "%s/layer%d/w", roles[role], layer);
                scalar(1, tag, (size_t)width, layer % 2 ? NAN : 1);
            }
    } else if (strcmp(kind, "restarts") == 0) {
        // Many tags, one of which goes back at each event.
        for (int index = 0; index < count; index++) {
            int width = sprintf(tag, "layer%d/loss", index);
            scalar(5, tag, (size_t)width, 1);
        }
        for (int index = 0; index < count; index++)
            scalar((uint64_t)(count - index), "loss", 4, 1);
        scalar((uint64_t)count + 1, "loss", 4, NAN);
    } else if (strcmp(kind, "steps") == 0) {
        // LENGTH tags in turn; the loss breaks at the end.
        for (int index = 0; index < count; index++) {
            int width = sprintf(tag, "model/layer%d/grad_norm", index % (int)length);
            scalar((uint64_t)(index / (int)length), tag, (size_t)width, 1 + (float)(index % 7));
        }
        scalar((uint64_t)count, "loss", 4, NAN);
    } else if (strcmp(kind, "late") == 0) {
        for (int index = 0; index < count; index++) {
            int width = sprintf(tag, "model/layer%d/w", index);
            scalar(1, tag, (size_t)width, index == count - 1 ? NAN : 1);
        }
    } else {
        // Of the pattern KIND, with a NaN each, or a last one if there is one name only.
        int isOne = count == 1;
        for (int index = 0; index < count; index++) {
            name(tag, length, kind, isOne ? -1 : index);
            if (isOne) scalar(1, tag, length, 1);
            scalar(2, tag, length, NAN);
        }
    }
    free(event);
    free(tag);
    return 0;
}
