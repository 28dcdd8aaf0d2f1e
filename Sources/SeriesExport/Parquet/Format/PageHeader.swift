/// The headers before pages: "PageHeader" of parquet.thrift.
///
/// Data pages are those of version 1, which every reader knows.
struct PageHeader {
    /// The size of the page without this header.
    var byteCount: Int
    /// The size of the page as the file has it.
    var compressedByteCount: Int
    /// The number of rows of a data page, or of a dictionary's values.
    var valueCount: Int

    /// Appends the header of a data page.
    func writeData(_ encoding: PageEncoding, to bytes: inout [UInt8]) {
        write(.data, to: &bytes) {
            $0.add(5) {
                $0.add(1, Int32(clamping: valueCount))
                $0.add(2, encoding.rawValue)
                $0.add(3, PageEncoding.rle.rawValue)
                $0.add(4, PageEncoding.rle.rawValue)
            }
        }
    }

    /// Appends the header of a dictionary page.
    func writeDictionary(to bytes: inout [UInt8]) {
        write(.dictionary, to: &bytes) {
            $0.add(7) {
                $0.add(1, Int32(clamping: valueCount))
                $0.add(2, PageEncoding.plain.rawValue)
            }
        }
    }

    private func write(
        _ type: PageType,
        to bytes: inout [UInt8],
        _ body: (inout ThriftCompactWriter) -> Void
    ) {
        var thrift = ThriftCompactWriter()
        thrift.add {
            $0.add(1, type.rawValue)
            $0.add(2, Int32(clamping: byteCount))
            $0.add(3, Int32(clamping: compressedByteCount))
            body(&$0)
        }
        bytes += thrift.bytes
    }
}
