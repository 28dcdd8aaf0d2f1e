// The C library, under the name that it has on the system.
//
// A module of its own: to re-export an import within a module, Swift needs `@_exported public`,
// which would re-export it to everyone who imports that module. Import this one as `internal`.
#if canImport(Darwin)
@_exported public import Darwin
#elseif canImport(Glibc)
@_exported public import Glibc
#elseif canImport(Musl)
@_exported public import Musl
#endif
