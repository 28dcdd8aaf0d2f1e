// The C library, under one name on every system.
//
// A module of its own, since `@_exported` re-exports an import not only to the other files of a
// module but also to everyone who imports it. Import this one as `internal`.
#if canImport(Darwin)
@_exported public import Darwin
#elseif canImport(Glibc)
@_exported public import Glibc
#elseif canImport(Musl)
@_exported public import Musl
#else
#error("this system's C library is not supported; see Platform/Differences.swift for what differs")
#endif
