// The C library, by whatever name the system has it.
//
// A module of its own: to hand on an import within a module, Swift needs `@_exported public`, which
// would hand it on to everyone who imports that module as well. Import this one as `internal`.
#if canImport(Darwin)
@_exported public import Darwin
#elseif canImport(Glibc)
@_exported public import Glibc
#elseif canImport(Musl)
@_exported public import Musl
#endif
