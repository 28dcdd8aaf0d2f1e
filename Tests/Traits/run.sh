#!/usr/bin/env bash
# Shows that a client which enables no trait fetches and builds none of the packages that are behind
# traits, is told which trait it lacks, and that one which enables a trait gets the product.
#
#   Tests/Traits/run.sh [DIRECTORY]
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
scratch=${1:-$(mktemp -d)}
client=$scratch/client
mkdir -p "$client/Sources/client"
# What a plain client depends on, and nothing else.
plain=(swift-argument-parser swift-system)

fail() {
    echo "Tests/Traits/run.sh: $1" >&2
    exit 1
}

# A client of some products that enables some traits, a list as Swift spells it.
make_client() {
    local traits=$1 products=
    shift
    for product in "$@"; do products+=".product(name: \"$product\", package: \"tfevents\"), "; done
    cat >"$client/Package.swift" <<END
// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "client",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "tfevents", path: "$root", traits: [$traits])],
    targets: [.executableTarget(name: "client", dependencies: [$products])]
)
END
    rm -f "$client/Package.resolved"
}

# The packages that SwiftPM resolved for the client, in order.
resolved() {
    swift package --package-path "$client" --scratch-path "$scratch/build" resolve >"$scratch/log" 2>&1 ||
        { cat "$scratch/log" >&2; fail "the client's packages cannot be resolved"; }
    sed -n 's/.*"identity" : "\(.*\)".*/\1/p' "$client/Package.resolved" | sort
}

build=(swift build --package-path "$client" --scratch-path "$scratch/build")

echo "without a trait"
make_client "" TensorBoard
echo 'import TensorBoard' >"$client/Sources/client/main.swift"
packages=$(resolved)
[ "$packages" = "$(printf '%s\n' "${plain[@]}")" ] || fail "a plain client resolves $packages"
for name in swift-log swift-metrics swift-service-lifecycle; do
    [ ! -e "$scratch/build/checkouts/$name" ] || fail "a plain client fetches $name"
done

echo "a product whose trait is off"
make_client "" TensorBoardLogging
cat >"$client/Sources/client/main.swift" <<'END'
import TensorBoardLogging

print(TensorBoardLogHandler.self)
END
if "${build[@]}" >"$scratch/log" 2>&1; then fail "a handler can be used without its trait"; fi
grep -q "add traits: \[\"SwiftLog\"\] to the dependency" "$scratch/log" ||
    { cat "$scratch/log"; fail "the error does not name the trait"; }

swift --version 2>/dev/null | grep -qE 'Swift version (6\.[2-9]|[7-9])' ||
    { echo "skipped: the packages behind traits need Swift 6.2"; exit 0; }

echo "with a trait"
make_client '"SwiftLog"' TensorBoard TensorBoardLogging
cat >"$client/Sources/client/main.swift" <<'END'
import Logging
import TensorBoard
import TensorBoardLogging

let writer = try SummaryWriter(logdir: CommandLine.arguments[1])
LoggingSystem.bootstrap { TensorBoardLogHandler(label: $0, writer: writer) }
// The end of the program writes what is left: nothing is flushed here.
Logger(label: "client").notice("a message", metadata: ["of": "the client"])
END
packages=$(resolved)
[ "$packages" = "$(printf '%s\n' "${plain[@]}" swift-log | sort)" ] ||
    fail "a client with the trait SwiftLog resolves $packages"
"${build[@]}" >"$scratch/log" 2>&1 || { cat "$scratch/log"; fail "the client does not build"; }
"$("${build[@]}" --show-bin-path)/client" "$scratch/run"
grep -aq 'notice a message of="the client"' "$scratch"/run/events.out.tfevents.* ||
    fail "the message is not in the event file"

echo "with all traits"
make_client '"SwiftLog", "SwiftMetrics", "ServiceLifecycle"' TensorBoard TensorBoardLogging
packages=$(resolved)
for name in swift-log swift-metrics swift-service-lifecycle; do
    grep -qx "$name" <<<"$packages" || fail "all traits do not resolve $name"
done
