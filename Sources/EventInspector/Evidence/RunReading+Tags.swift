internal import Logdirs
internal import NonFiniteNumbers
internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

// The tags of a reading, as far as there is room for them.
extension RunReading {
    /// The number of a value's tag; nil if it is not read, or there is no room for it.
    func tagIndex(of value: Value) -> Int? {
        if let known = table.find(kept: value.name) { return known }
        guard let isScalar = value.isWhole ? Self.isScalar(value.content) : false,
            selection.includes(tag: value.name)
        else {
            noteText(value)
            return nil
        }
        let name = EscapedText.text(value.name)
        let cost =
            (isScalar ? Self.scalarCost : Self.tensorCost)
            + (windows.count - 1) * Self.windowCost
        let byteCount = cost + Self.copiesOfName * name.utf8.count
        let hasRoom = tags.count < extent.tagCount && byteCount <= room
        let isBad = extent.badTags[ExactName(name)] != nil
        guard hasRoom || isBad,
            let index = table.insert(
                kept: value.name,
                limit: isBad ? TagTableLimits.hard : TagTableLimits.soft
            )
        else { return nil }
        room -= byteCount
        let metadata = value.metadata.map(MetadataView.init)
        let dump = metadata.flatMap { DumpMeaning($0) }
        var tag = TagEvidence(
            name: name,
            meaning: dump?.meaning ?? grammar.meaning(of: name, isScalar: isScalar),
            isScalar: isScalar && dump == nil
        )
        if case .tensor = value.content { tag.isTensor = !isScalar }
        tag.isDigest = dump?.isDigest ?? false
        tag.isRecorded = dump != nil
        tags.append(tag)
        valueFacts.append(ValueFacts())
        for window in windows { window.addTag() }
        lastSteps.append(.min)
        dumps.append(tag.isDigest)
        roles.append(metadata.map { PluginRole($0) } ?? .none)
        let covering = allowances.filter { $0.tag.matches(name) }
        allowed.append(covering.reduce(into: []) { $0.formUnion($1.kinds) })
        let brokeEarly = extent.earlyTags.contains(ExactName(name))
        let isLoss = tag.isScalar && tag.meaning.role == .loss && tag.meaning.statistic == .values
        curveNumbers.append(isLoss && curves.count < Self.curveLimit ? curves.count : -1)
        if curveNumbers[index] >= 0 { curves.append((index, CurveSample())) }
        recorder.addTag(isWanted: brokeEarly || tag.meaning.role == .loss)
        let isPlain = tag.isScalar && roles[index] == .none
        recentScalars.add(
            tag.meaning.role == .ignored
                ? .ignored : isPlain && tag.meaning.statistic != .nonFiniteCount ? .kept : .walked
        )
        return index
    }

    /// Notes what a value without numbers says of the program that logged it.
    private func noteText(_ value: Value) {
        guard !signs.holdsTrainerArguments else { return }
        signs.holdsTrainerArguments = value.name.elementsEqual(Self.trainerArguments)
    }

    private static let trainerArguments = Array("args/text_summary".utf8)

    /// Whether a value is one number; `nil` if it has no numbers.
    private static func isScalar(_ content: ValueView.Content) -> Bool? {
        switch content {
        case .simpleValue: return true
        case .histogram: return false
        case .tensor(let message):
            var shape = TensorShape()
            let dtype = TensorView(message, shape: &shape).dtype
            guard ElementType(dtype) != nil || dtype == .invalid else { return nil }
            return shape.dimensions.isEmpty
        case .none, .image, .audio, .obsoleteHistogram: return nil
        }
    }

    // The state of a tag, and the few values that are always kept: three numbers or tensors of
    // about 400 bytes.
    private static let scalarCost = 900
    private static let tensorCost = 2_400
    /// The values that another window keeps in any case.
    private static let windowCost = 250
    private static let curveLimit = 16
    /// The name, the layer, their shown forms, and the indices made of them.
    private static let copiesOfName = 6
}
