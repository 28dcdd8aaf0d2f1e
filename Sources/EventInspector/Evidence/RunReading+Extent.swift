internal import TextOutput

extension RunReading {
    /// How much to read, and so how much memory to use.
    struct Extent {
        /// Values before a target that are kept of each tag.
        var history: Int
        /// Tensors of earlier steps are skipped.
        var tensorsFrom: Int64
        /// Larger tensors are not brought into memory.
        var tensorByteCount: Int
        /// Tags whose values are kept, apart from those in ``badTags``.
        var tagCount: Int
        /// The most memory for tags and values together.
        ///
        /// A few values of each tag are always kept.
        var byteCount: Int
        /// The tags with findings and the step of the first.
        ///
        /// They are kept in any case, and of values that are not brought into memory this is all
        /// that is known.
        var badTags: [ExactName: Int64]
        /// Those that broke first, which are part of the timeline in any case.
        var earlyTags: Set<ExactName> = []

        /// Enough for the direction.
        static func near(
            _ targets: [OriginTarget],
            badTags: [ExactName: Int64],
            earlyTags: Set<ExactName> = []
        ) -> Extent {
            Extent(
                history: 4,
                tensorsFrom: targets.map { $0.lastFiniteStep ?? .min }.min() ?? .min,
                tensorByteCount: 1 << 20,
                tagCount: 4_000,
                byteCount: 10 << 20,
                badTags: badTags,
                earlyTags: earlyTags
            )
        }

        /// Enough for the causes.
        static func wide(
            badTags: [ExactName: Int64],
            earlyTags: Set<ExactName> = []
        ) -> Extent {
            Extent(
                history: 64,
                tensorsFrom: .min,
                tensorByteCount: 256 << 20,
                tagCount: 20_000,
                byteCount: 14 << 20,
                badTags: badTags,
                earlyTags: earlyTags
            )
        }
    }
}
