// swift-tools-version: 6.1
import PackageDescription

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

// Products that stand on other packages, each behind a trait: where it is off, the packages are
// neither fetched nor built, and the product's module only says which trait it needs.
let logging = Target.Dependency.product(
    name: "Logging",
    package: "swift-log",
    condition: .when(traits: ["SwiftLog"])
)
let coreMetrics = Target.Dependency.product(
    name: "CoreMetrics",
    package: "swift-metrics",
    condition: .when(traits: ["SwiftMetrics"])
)
let serviceLifecycle = Target.Dependency.product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle",
    condition: .when(traits: ["ServiceLifecycle"])
)

let unixSignals = Target.Dependency.product(
    name: "UnixSignals",
    package: "swift-service-lifecycle",
    condition: .when(traits: ["ServiceLifecycle"])
)

let package = Package(
    name: "tfevents",
    // The minimum of each system; where none is stated, nobody has read the code for it. The library
    // TensorBoard and those that stand on it need nothing that phones lack; EventDecoding and
    // EventInspector need libprotobuf-c.
    platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .visionOS(.v2), .macCatalyst(.v18)],
    products: [
        .library(name: "TFRecord", targets: ["TFRecord"]),
        .library(name: "TensorBoardEvents", targets: ["TensorBoardEvents"]),
        .library(name: "EventDecoding", targets: ["EventDecoding"]),
        .library(name: "TensorBoard", targets: ["TensorBoard"]),
        .library(name: "TensorBoardFoundation", targets: ["TensorBoardFoundation"]),
        .library(name: "TensorBoardLogging", targets: ["TensorBoardLogging"]),
        .library(name: "TensorBoardMetrics", targets: ["TensorBoardMetrics"]),
        .library(name: "TensorBoardLifecycle", targets: ["TensorBoardLifecycle"]),
        .library(name: "EventInspector", targets: ["EventInspector"]),
        .library(name: "RunSeries", targets: ["RunSeries"]),
        .executable(name: "tfevents", targets: ["tfevents"]),
        .executable(name: "tfevents-demo", targets: ["tfevents-demo"]),
    ],
    traits: [
        .trait(name: "SwiftLog", description: "TensorBoardLogging, for swift-log"),
        .trait(name: "SwiftMetrics", description: "TensorBoardMetrics, for swift-metrics"),
        .trait(
            name: "ServiceLifecycle",
            description: "TensorBoardLifecycle, for swift-service-lifecycle"
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CProtobufC",
            pkgConfig: "libprotobuf-c",
            providers: [.apt(["libprotobuf-c-dev"]), .brew(["protobuf-c"])]
        ),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),
        .target(
            name: "CBuildNotes",
            // .ci/release says them. Without it, nothing is known that stays true while one works.
            cSettings: ["TFEVENTS_COMMIT", "TFEVENTS_BUILD"].compactMap { name in
                Context.environment[name].map { .define(name, to: "\"\($0)\"") }
            }
        ),
        .target(name: "CKernels"),
        .target(name: "CTermination"),
        .target(name: "ClampedArithmetic"),
        .target(
            name: "CTensorBoardProto",
            dependencies: ["CProtobufC"],
            // The generated C needs the library even where pkg-config is not installed.
            linkerSettings: [.linkedLibrary("protobuf-c")]
        ),
        .target(name: "Platform"),
        .target(name: "Pictures", dependencies: ["CZlib"]),
        .target(
            name: "TFRecord",
            dependencies: ["CKernels", "CZlib", "ClampedArithmetic", "Platform", system]
        ),
        .target(
            name: "TensorBoardEvents",
            dependencies: ["ClampedArithmetic", "TFRecord", system]
        ),
        .target(
            name: "EventDecoding",
            dependencies: ["CTensorBoardProto", "TFRecord", "TensorBoardEvents", system]
        ),
        .target(
            name: "TensorBoard",
            dependencies: [
                "CKernels", "CTermination", "Pictures", "Platform", "TFRecord", "TensorBoardEvents",
                system,
            ]
        ),
        .target(
            name: "TensorBoardFoundation",
            dependencies: ["TensorBoard", "TFRecord", "TensorBoardEvents", system]
        ),
        .target(
            name: "TensorBoardLogging",
            dependencies: ["Platform", "TensorBoard", logging]
        ),
        .target(name: "TensorBoardMetrics", dependencies: ["TensorBoard", coreMetrics]),
        .target(name: "TensorBoardLifecycle", dependencies: ["TensorBoard", serviceLifecycle]),
        .target(name: "TextOutput", dependencies: ["ClampedArithmetic"]),
        .target(
            name: "Plots",
            dependencies: ["ClampedArithmetic", "Pictures", "Platform", "RunSeries", "TextOutput"]
        ),
        .target(
            name: "Logdirs",
            dependencies: [
                "ClampedArithmetic", "Platform", "TextOutput", "TFRecord", "TensorBoardEvents",
                system,
            ]
        ),
        .target(name: "TagRoles", dependencies: ["TextOutput", "TensorBoardEvents"]),
        .target(name: "Timelines"),
        .target(
            name: "NonFiniteNumbers",
            dependencies: ["CKernels", "ClampedArithmetic", "TensorBoardEvents"]
        ),
        .target(
            name: "EventInspector",
            dependencies: [
                "CKernels", "ClampedArithmetic", "EventDecoding", "Logdirs", "NonFiniteNumbers",
                "Platform", "TagRoles", "TextOutput", "TFRecord", "TensorBoardEvents", "Timelines",
                system,
            ]
        ),
        .target(
            name: "RunSeries",
            dependencies: [
                "ClampedArithmetic", "EventDecoding", "Logdirs", "NonFiniteNumbers", "Platform",
                "TextOutput", "TFRecord", "TensorBoardEvents", "Timelines", system,
            ]
        ),
        .target(
            name: "SeriesExport",
            dependencies: ["CZlib", "RunSeries", "TextOutput", "TensorBoardEvents"]
        ),
        .executableTarget(
            name: "tfevents",
            dependencies: [
                "CBuildNotes", "EventInspector", "Plots", "RunSeries", "SeriesExport", "Platform",
                "TFRecord", "TensorBoardEvents",
                argumentParser, system,
            ]
        ),
        .executableTarget(
            name: "tfevents-bench",
            dependencies: [
                "Pictures", "EventInspector", "Platform", "TensorBoard", "TextOutput", "TFRecord",
                "TensorBoardEvents", argumentParser, system,
            ],
            exclude: [
                "README.md", "growth.svg", "instructions.sh", "instructions.tsv", "run.sh",
                "Peers/check_peers.py", "Peers/read_peers.py", "Peers/write_peers.py",
            ]
        ),
        .executableTarget(
            name: "tfevents-demo",
            dependencies: ["TensorBoard", argumentParser],
            exclude: ["README.md"]
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "CZlib", "EventDecoding", "Platform", "TFRecord", "TensorBoardEvents", system,
            ],
            path: "Tests/TestSupport"
        ),
        .testTarget(
            name: "TFRecordTests",
            dependencies: ["TFRecord", "CKernels", "CZlib", "TestSupport"]
        ),
        .testTarget(
            name: "TensorBoardEventsTests",
            dependencies: ["TensorBoardEvents", "TFRecord", "TestSupport"]
        ),
        .testTarget(
            name: "EventDecodingTests",
            dependencies: ["EventDecoding", "TensorBoardEvents", "TFRecord", "TestSupport"]
        ),
        .testTarget(name: "PicturesTests", dependencies: ["Pictures", "TestSupport"]),
        .testTarget(
            name: "PlotsTests",
            dependencies: ["Plots", "TestSupport", "TextOutput"],
            exclude: ["Snapshots"]
        ),
        .testTarget(name: "LogdirsTests", dependencies: ["Logdirs"]),
        .testTarget(
            name: "RunSeriesTests",
            dependencies: [
                "RunSeries", "EventDecoding", "Logdirs", "TFRecord", "TensorBoardEvents",
                "TestSupport", system,
            ]
        ),
        .testTarget(
            name: "SeriesExportTests",
            dependencies: [
                "SeriesExport", "CZlib", "EventDecoding", "RunSeries", "TestSupport", system,
            ]
        ),
        .testTarget(name: "TagRolesTests", dependencies: ["TagRoles"], exclude: ["Tables"]),
        .target(name: "CAllocationCounter", path: "Tests/AllocationCounter"),
        .target(name: "CFaultInjection", path: "Tests/FaultInjection"),
        // What the tests run as a process of its own, to kill it or take its disk away.
        .executableTarget(
            name: "writer-process",
            dependencies: [
                "CAllocationCounter", "CFaultInjection", "Platform", "TensorBoard", system,
            ],
            path: "Tests/WriterProcess"
        ),
        .testTarget(
            name: "TensorBoardTests",
            dependencies: [
                "writer-process",
                "TensorBoard", "TensorBoardEvents", "EventDecoding", "TFRecord", "EventInspector",
                "Pictures", "Platform", "TestSupport", system,
            ]
        ),
        .testTarget(
            name: "EcosystemTests",
            dependencies: [
                "EventDecoding", "Platform", "TensorBoard", "TensorBoardEvents",
                "TensorBoardFoundation", "TensorBoardLifecycle", "TensorBoardLogging",
                "TensorBoardMetrics", "TestSupport", "TFRecord", coreMetrics, logging,
                serviceLifecycle, system, unixSignals,
            ]
        ),
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "TensorBoard", "TensorBoardFoundation", "TensorBoardLifecycle",
                "TensorBoardLogging", "TensorBoardMetrics", "EventDecoding", "EventInspector",
                "RunSeries", "TFRecord", "Timelines", "TestSupport", argumentParser, coreMetrics,
                logging,
                serviceLifecycle, system, unixSignals,
            ]
        ),
        // What the tests run as a process of its own, to count what it allocates.
        .executableTarget(
            name: "scan-process",
            dependencies: ["CAllocationCounter", "EventInspector"],
            path: "Tests/ScanProcess"
        ),
        .testTarget(
            name: "EventInspectorTests",
            dependencies: [
                "scan-process", "EventDecoding", "EventInspector", "Logdirs", "NonFiniteNumbers",
                "Platform", "TagRoles",
                "TextOutput", "TensorBoardEvents", "TFRecord", "TestSupport", "Timelines", system,
            ],
            exclude: ["Snapshots"]
        ),
        .testTarget(
            name: "TimelinesTests",
            dependencies: [
                "EventDecoding", "Timelines", "TensorBoardEvents", "TFRecord", "TestSupport",
                system,
            ]
        ),
        .testTarget(
            name: "InteropTests",
            dependencies: [
                "TensorBoard", "TensorBoardEvents", "TensorBoardLogging", "TensorBoardMetrics",
                "EventDecoding", "TFRecord", "EventInspector", "SeriesExport", "TestSupport",
                coreMetrics, logging, system,
            ]
        ),
        .testTarget(
            name: "DemoTests",
            dependencies: [
                "tfevents-demo", "EventInspector", "TensorBoard", "TestSupport", system,
            ]
        ),
        .testTarget(
            name: "CommandTests",
            dependencies: ["tfevents", "TensorBoardEvents", "TFRecord", "TestSupport", system],
            exclude: ["Snapshots"]
        ),
    ]
)

// Only Tests/Fuzz/run.sh builds it: libFuzzer brings the main function.
if Context.environment["TFEVENTS_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "tfevents-fuzz",
            dependencies: [
                "EventDecoding", "EventInspector", "Logdirs", "Platform", "TagRoles", "TensorBoard",
                "TensorBoardEvents",
                "TestSupport", "TextOutput", "TFRecord", system,
            ],
            path: "Tests/Fuzz",
            exclude: ["run.sh"]
        )
    )
}

// `swift package generate-documentation`. Unguarded, `swift run tfevents` would fetch it, too.
if Context.environment["TFEVENTS_DOCC"] != nil {
    package.dependencies.append(
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0")
    )
}

for target in package.targets where ![.system, .plugin].contains(target.type) {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
