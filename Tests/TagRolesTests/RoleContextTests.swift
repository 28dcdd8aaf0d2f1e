import Testing

@testable import TagRoles

/// Roles of tags, by their names, by the values, and by the run's other tags.
@Suite struct RoleContextTests {
    /// Tags of frameworks, with where they were seen, and tags that were once misread.
    @Test(arguments: ["misread.tsv", "first.tsv"])
    func tagsHaveTheRolesOfTheTable(name: String) throws {
        for row in try RoleTable(name).rows {
            let judged = RoleContext([row.tag] + row.others).role(of: row.tag)
            if let complaint = row.complaint(about: judged) { Issue.record("\(complaint)") }
        }
    }
}
