import TensorBoardEvents
import Testing

@Suite struct EventFileNameTests {
    @Test func namesOfOneProcessSortByTime() {
        let names = [(9, 9), (9, 10), (9, 99_999), (10, 0), (1_700_000_000, 1)].map { second, uid in
            EventFileName.name(seconds: second, host: "h", processID: 7, uid: uid)
        }
        #expect(names == names.sorted())
        #expect(names.last == "events.out.tfevents.1700000000.h.7.00001")
        #expect(names.allSatisfy(EventFileName.isEventFile))
    }

    @Test func aHostOrASuffixDoesNotNameADirectory() {
        let name = EventFileName.name(
            seconds: 1,
            host: "a/b",
            processID: 1,
            uid: 0,
            suffix: "/../c\0"
        )
        #expect(name == "events.out.tfevents.0000000001.a_b.1.00000_.._c_")
    }
}
