import Testing

@testable import TagRoles

@Suite struct ValueFactsTests {
    @Test func noValuesSayNothing() {
        let facts = ValueFacts()
        #expect(!facts.isWhole && !facts.isAlwaysZero && !facts.isAlwaysOne && !facts.onlyGrows)
        #expect(!facts.isAlwaysTheSame && !facts.canBeCounts && !facts.areMaskValues)
    }

    @Test func theValuesAreDescribed() {
        let counts = ValueFacts([0, 3, 3, 7])
        #expect(counts.isWhole && counts.onlyGrows && counts.canBeCounts && counts.changes)
        #expect(counts.minimum == 0 && counts.maximum == 7 && counts.count == 4)
        #expect(!ValueFacts([0, 3, 2]).onlyGrows)
        #expect(!ValueFacts([3, 3]).onlyGrows)
        #expect(ValueFacts([3, 3]).isAlwaysTheSame)
        #expect(!ValueFacts([3]).isAlwaysTheSame)
        #expect(ValueFacts([0, 0]).isAlwaysZero)
        #expect(ValueFacts([1]).isAlwaysOne)
        #expect(ValueFacts([0, 0.5, 1]).canBeShares && !ValueFacts([0, 2]).canBeShares)
        #expect(ValueFacts([-1]).holdsNegative && ValueFacts([1, -.infinity]).holdsNegative)
    }

    @Test func nonFiniteValuesAreNoNumbers() {
        let facts = ValueFacts([1, .nan, 2, .infinity])
        #expect(facts.count == 4 && facts.finiteCount == 2)
        #expect(facts.isWhole && facts.onlyGrows && !facts.canBeCounts)
        #expect(facts.holdsOtherNonFinite && !facts.holdsNegativeInfinity)
        #expect(!ValueFacts([.nan]).isWhole)
    }

    @Test func masksAreZerosAndOnesOrNegativeInfinities() {
        #expect(ValueFacts([0, 1]).areMaskValues)
        #expect(ValueFacts([-.infinity, 0]).areMaskValues)
        #expect(!ValueFacts([0, 0]).areMaskValues && !ValueFacts([0, 2]).areMaskValues)
        #expect(!ValueFacts([-.infinity]).areMaskValues)
        #expect(!ValueFacts([0, .infinity]).areMaskValues)
    }
}
