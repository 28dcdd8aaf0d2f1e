/// libprotobuf-c, as the system installs it (Debian: libprotobuf-c-dev, Homebrew: protobuf-c).
#include <protobuf-c/protobuf-c.h>
