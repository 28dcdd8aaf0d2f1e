internal import TextOutput

/// The features of datasets whose ranges were checked.
extension TextFormat {
    /// A line for each feature that is not as expected, or one on all of them.
    func rangeLines(_ report: ScanReport) -> [String] {
        let checked = report.files.filter { $0.features != nil }
        guard !checked.isEmpty else { return [] }
        var lines: [String] = []
        var count = 0
        for file in checked {
            let path = shown(EscapedText.terminal(file.pathToOpen))
            for feature in file.features ?? [] where feature.isSuspicious {
                count += 1  // in range: features in memory
                guard showsAll || count <= Self.issueLimit else { continue }
                let name = shown(EscapedText.terminal(feature.name))
                let sentence = Self.sentence(on: feature, examples: file.examples)
                lines.append("\(path): \(name) \(style.doubtful(sentence))")
            }
        }
        if !showsAll, count > Self.issueLimit {
            lines.append(more(count - Self.issueLimit, "feature"))
        }
        guard lines.isEmpty else { return lines }
        let features = checked.reduce(0) { $0 + ($1.features?.count ?? 0) }  // in range
        return [
            style.good(
                "\(NumberText.count(features, "feature")) in "
                    + "\(NumberText.count(checked.count, "file")): every float is within 0…1, and "
                    + "none is empty or missing in some examples only"
            )
        ]
    }

    private static func sentence(on feature: DatasetFeature, examples: Int) -> String {
        let all = NumberText.count(examples, "example")
        func extent(_ count: Int, _ first: Int?) -> String {
            let record = first.map { ", the first in record \(NumberText.grouped($0))" } ?? ""
            return "in \(NumberText.grouped(count)) of \(all)\(record)"
        }
        var parts: [String] = []
        if feature.outside > 0, let least = feature.least, let greatest = feature.greatest {
            parts.append(
                "is from \(ValueText.short(least)) to \(ValueText.short(greatest)), outside of 0…1 "
                    + extent(feature.outsideExamples, feature.firstOutside)
            )
        }
        if feature.empty > 0 {
            parts.append("is empty \(extent(feature.empty, feature.firstEmpty))")
        }
        if feature.missing > 0 {
            parts.append("is missing \(extent(feature.missing, feature.firstMissing))")
        }
        return parts.joined(separator: "; ")
    }
}
