import TensorBoardEvents
import Testing

/// The plugin data of a dump, against bytes that Google's protobuf made of the same data.
@Suite struct DumpMetadataTests {
    private static let sample = DumpMetadata(
        name: "fc1/output",
        role: .gradient,
        pass: .backward,
        layer: "fc1",
        layerOrder: 300,
        operation: "log",
        form: .tensor
    )

    @Test func theBytesMatchProtobuf() {
        #expect(
            Self.sample.encoded() == [
                0x08, 0x01, 0x12, 0x0a, 0x66, 0x63, 0x31, 0x2f, 0x6f, 0x75, 0x74, 0x70, 0x75, 0x74,
                0x18, 0x03, 0x20, 0x03, 0x2a, 0x03, 0x66, 0x63, 0x31, 0x30, 0xac, 0x02, 0x3a, 0x03,
                0x6c, 0x6f, 0x67, 0x40, 0x02,
            ]
        )
    }

    @Test func everythingSurvivesARoundTrip() throws {
        #expect(try DumpMetadata(decoding: Self.sample.encoded()) == Self.sample)
        for role in DumpRole.allCases {
            for form in DumpForm.allCases {
                let data = DumpMetadata(
                    name: "n\0\u{202e}",
                    role: role,
                    pass: role.pass(isFirstLayer: true),
                    layer: "",
                    form: form
                )
                #expect(try DumpMetadata(decoding: data.encoded()) == data)
            }
        }
    }

    @Test func unknownValuesAreNil() throws {
        let data = try DumpMetadata(decoding: [0x08, 9, 0x18, 99, 0x20, 5, 0x30, 0x00, 0x40, 3])
        #expect(data.version == 9)
        #expect(data.role == nil && data.pass == nil && data.form == nil && data.layerOrder == nil)
        // A negative enum takes ten bytes.
        let negative: [UInt8] = [0x18] + [UInt8](repeating: 0xff, count: 9) + [1]
        #expect(try DumpMetadata(decoding: negative).role == nil)
        #expect(try DumpMetadata(decoding: []).name == "")
    }

    @Test func bytesThatAreNotAMessageAreAnError() {
        #expect(throws: EventError.self) { try DumpMetadata(decoding: [0x12, 5, 0x61]) }
        #expect(throws: EventError.self) { try DumpMetadata(decoding: [0xff]) }
    }

    @Test(arguments: [
        (DumpRole.input, DumpPass.forward, DumpPass.data), (.output, .forward, .forward),
        (.gradient, .backward, .backward), (.parameter, .optimizer, .optimizer),
        (.update, .optimizer, .optimizer), (.loss, .forward, .forward),
    ])
    func rolesDetermineThePass(role: DumpRole, pass: DumpPass, first: DumpPass) {
        #expect(role.pass(isFirstLayer: false) == pass)
        #expect(role.pass(isFirstLayer: true) == first)
    }
}

/// The digest as it stands in a file.
@Suite struct DumpDigestVectorTests {
    private static var sample: DumpDigest {
        var digest = DumpDigest(dtype: .half, shape: [2, 3])
        digest.elementCount = 6
        digest.nanCount = 1
        digest.positiveInfinityCount = 2
        digest.zeroCount = 1
        digest.firstNonFiniteIndex = 3
        digest.min = -4
        digest.max = 2
        digest.mean = 0.5
        digest.standardDeviation = 0.25
        digest.l2Norm = 5
        digest.smallestMagnitude = 0.125
        return digest
    }

    @Test func theNumbersHaveThisOrder() {
        #expect(
            Self.sample.vector
                == [19, 6, 1, 2, 0, 1, 0, 0, 3, -4, 2, 0.5, 0.25, 5, 0.125, 2, 2, 3]
        )
        #expect(Self.sample.maxMagnitude == 4)
        #expect(Self.sample.nonFiniteCount == 3)
    }

    @Test func aDigestSurvivesARoundTrip() {
        #expect(DumpDigest(vector: Self.sample.vector) == Self.sample)
        let empty = DumpDigest(dtype: .float, shape: [])
        #expect(DumpDigest(vector: empty.vector) == empty)
        #expect(empty.vector[8] == -1)
    }

    @Test(arguments: [
        (0, 0.5), (0, 1e18), (1, -1), (1, .nan), (2, 1e300), (3, 0.5), (8, -2), (8, .infinity),
        (9, .nan), (13, .infinity), (15, 3), (15, -1), (15, 1e300), (16, -1), (17, 0.5),
    ])
    func invalidNumbersAreNotADigest(place: Int, number: Double) {
        var vector = Self.sample.vector
        vector[place] = number
        #expect(DumpDigest(vector: vector) == nil)
    }

    @Test func shortVectorsAreNotADigest() {
        let vector = Self.sample.vector
        for count in 0..<vector.count {
            #expect(DumpDigest(vector: Array(vector.prefix(count))) == nil)
        }
        #expect(DumpDigest(vector: vector + [1]) == nil)
        // So many elements of each kind that their sum has no place in an Int.
        var huge = vector
        for place in 1..<8 { huge[place] = 0x1p53 }
        #expect(DumpDigest(vector: huge)?.nonFiniteCount == 3 << 53)
    }
}
