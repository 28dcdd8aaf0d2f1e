import EventInspector
import SystemPackage
import TestSupport
import Testing

/// Files by the real writers, with what was planted in them.
struct FixtureTests {
    @Test func everyFixtureIsListed() {
        let listed = Set(ExpectedFile.all.map(\.name))
        // These have lists of their own, of what broke first.
        let files = EventFile.fixtures.map(\.name).filter { name in
            !["failures/", "timeline/", "diagnosis/"].contains { name.hasPrefix($0) }
        }
        #expect(files.filter { !listed.contains($0) } == [])
        #expect(listed.count >= files.count)
    }

    @Test(arguments: ExpectedFile.all)
    func onlyPlantedValuesAreFound(expected: ExpectedFile) throws {
        guard !expected.isSomethingElse else {
            #expect(throws: ScanError.self) { try Scan.path(expected.path) }
            return
        }
        let report = try Scan.path(expected.path)
        let file = try #require(report.files.first)
        if let issues = expected.issuesInstead, file.issues.map(\.kind.rawValue) == issues {
            #expect(report.exitCode == (report.findings.isEmpty ? 2 : 1))
            return
        }
        #expect(report.exitCode == expected.exitCode)
        #expect(file.records == expected.records)
        if !expected.hasPartialValues { #expect(file.values == expected.values) }
        check(report.findings, against: expected)
        check(file.issues, against: expected.issues)
    }

    /// PyTorch's `purge_step`: the second file logs steps 6 to 9 of the first anew.
    @Test func aRestartInALaterFileSupersedesTheStepsThatItLogsAgain() throws {
        let directory = Fixtures.directory.pushing("torch/restart")
        let report = try Scan.path(directory)
        #expect(
            report.briefs == [
                "loss nan simple_value 4 in 4 from step 6",
                "loss +inf simple_value 1 in 1 from step 8",
            ]
        )
        #expect(report.findings.map(\.isSuperseded) == [true, false])
        #expect(report.findings.map(\.first.segment) == [0, 1])
        #expect(report.exitCode == 1)
    }

    private func check(_ found: [ScanReport.Finding], against expected: ExpectedFile) {
        let wanted = expected.findings + (expected.lowSeverity ?? [])
        #expect(found.map(\.name).sorted() == wanted.map(\.name).sorted())
        for finding in found {
            guard let match = wanted.first(where: { $0.name == finding.name }) else { continue }
            check(finding, against: match, isPartOfRun: expected.isPartOfRun)
        }
    }

    private func check(
        _ finding: ScanReport.Finding,
        against expected: ExpectedFile.Finding,
        isPartOfRun: Bool
    ) {
        let name = Comment(rawValue: finding.brief)
        let isExact = expected.countIsExact ?? false
        #expect(finding.countIsExact == isExact, name)
        if isExact {
            #expect(finding.count == expected.count, name)
        } else {
            #expect(finding.count >= max(expected.count ?? 1, expected.planted ?? 1), name)
        }
        #expect(finding.occurrences == expected.occurrences ?? 1, name)
        #expect(finding.first.step == expected.firstStep, name)
        if let index = expected.firstIndex { #expect(finding.first.flatIndex == index, name) }
        if let isValid = expected.crcValid {
            #expect(finding.first.checksumIsValid == isValid, name)
        }
        if !isPartOfRun { #expect(finding.isSuperseded == expected.superseded ?? false, name) }
    }

    private func check(_ found: [FileIssue], against expected: [ExpectedFile.Issue]) {
        #expect(found.map(\.offset) == expected.map(\.offset))
        for (issue, match) in zip(found, expected) {
            let accepted = [match.kind] + (match.accept ?? [])
            #expect(accepted.contains(issue.kind.rawValue))
            if let length = match.length { #expect(issue.byteCount == length) }
        }
    }
}

extension ExpectedFile {
    /// Whether a record with a bad checksum is also cut short, so that readers may differ on how
    /// many values it has.
    fileprivate var hasPartialValues: Bool {
        issues.contains { $0.kind == "data-crc" && $0.accept?.contains("malformed-event") == true }
    }
}

extension ScanReport.Finding {
    fileprivate var name: String { "\(tag) \(kind.rawValue) \(place.rawValue)" }
}

extension ExpectedFile.Finding {
    fileprivate var name: String { "\(tag) \(kind) \(place)" }
}
