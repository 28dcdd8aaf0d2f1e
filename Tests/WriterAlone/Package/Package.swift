// swift-tools-version: 6.1
import PackageDescription

// A program that logs, and that uses nothing of tfevents but its writer.
let package = Package(
    name: "writer-alone",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "tfevents", path: "../../..")],
    targets: [
        .executableTarget(
            name: "writer-alone",
            dependencies: [.product(name: "TensorBoard", package: "tfevents")]
        )
    ]
)
