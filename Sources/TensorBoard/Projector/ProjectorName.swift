/// How an embedding of some name at some step is called in the projector and on the disk.
struct ProjectorName {
    /// What the projector lists it as, unique within a run.
    let tensorName: String
    /// Where its files are, below the run's directory.
    let directory: String

    init(_ name: String, step: Int) {
        let digits = String(step.magnitude)
        let zeros = String(repeating: "0", count: max(0, 5 - digits.count))
        let number = (step < 0 ? "-" : "") + zeros + digits
        // Never ends in ":0", which TensorBoard would cut off.
        tensorName = "\(Self.listed(name)):\(number)"
        directory = "\(Self.root)/\(Self.stored(name))/\(number)"
    }

    private static let root = "projector"
    private static let maximumStoredByteCount = 64

    /// The projector's page asks for a name without encoding what is special in an address.
    private static func listed(_ name: String) -> String {
        replacing(name) { character in
            "&#+%".unicodeScalars.contains(character) || character.value < 0x20
        }
    }

    /// Other programs have a say in what a file may be called; TensorBoard takes `tfevents` for an
    /// event file.
    private static func stored(_ name: String) -> String {
        let safe = replacing(name, cutAt: maximumStoredByteCount) { character in
            switch character {
            // Not capitals: some file systems do not tell them from small letters.
            case "a"..."z", "0"..."9", "_", "-": false
            default: true
            }
        }
        return EventFileName.isEventFile(safe) ? "embedding-" + fingerprint(name) : safe
    }

    /// Replaces characters by `_`, and tells names apart that would be the same for it.
    private static func replacing(
        _ name: String,
        cutAt limit: Int = .max,
        _ isBad: (Unicode.Scalar) -> Bool
    ) -> String {
        var clean = String.UnicodeScalarView()
        for character in name.unicodeScalars.prefix(limit) {
            clean.append(isBad(character) ? "_" : character)
        }
        let text = String(clean)
        return text.utf8.elementsEqual(name.utf8) ? text : text + "-" + fingerprint(name)
    }

    /// The same in every process, and in every version.
    private static func fingerprint(_ name: String) -> String {
        var hash = FNV1a()
        hash.add(name.utf8)
        let digits = String(hash.value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
