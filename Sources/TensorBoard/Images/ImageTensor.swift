internal import Pictures

/// The images that a tensor holds, converted one at a time.
struct ImageTensor {
    let shape: ImageShape
    /// The format of each image, which may have more bits than the shape alone says.
    let format: PNGFormat
    private let dtype: DataType
    private let elements: UnsafeRawBufferPointer
    private let elementByteCount: Int

    /// Views a tensor's bytes as images.
    init(
        _ elements: UnsafeRawBufferPointer,
        dtype: DataType,
        shape: ImageShape,
        bitDepth: PNGBitDepth = .eight
    ) throws(Unshowable) {
        guard let elementByteCount = dtype.pixelByteCount else {
            throw Unshowable("elements of \(dtype) are not pixels; convert them to floats")
        }
        let imageByteCount = shape.format.sampleCount * elementByteCount
        let (byteCount, overflow) = imageByteCount.multipliedReportingOverflow(by: shape.count)
        guard !overflow, elements.count == byteCount else {
            throw Unshowable(
                "the tensor's \(elements.count) bytes do not match its shape and \(dtype)"
            )
        }
        self.shape = shape
        format = try shape.format(bitDepth: dtype == .uint16 ? bitDepth : .eight)
        self.dtype = dtype
        self.elements = elements
        self.elementByteCount = elementByteCount
    }

    /// The elements of the first images.
    func elements(ofFirst count: Int) -> UnsafeRawBufferPointer {
        let imageByteCount = shape.format.sampleCount * elementByteCount
        return UnsafeRawBufferPointer(
            rebasing: elements[..<(min(count, shape.count) * imageByteCount)]
        )
    }

    /// The pixels of an image, if the tensor stores them as a PNG does.
    func untouchedPixels(at index: Int) -> UnsafeBufferPointer<UInt8>? {
        guard dtype == .uint8, !shape.isPlanar else { return nil }
        return bytes(at: index).bindMemory(to: UInt8.self)
    }

    /// An image, with its non-finite pixels painted over.
    ///
    /// - Parameters:
    ///   - index: The image's number in the batch.
    ///   - colors: The colors of the non-finite pixels.
    ///   - clipped: Counts the elements that are clipped.
    /// - Returns: The image, in color if a pixel needs it.
    /// - Throws: The reason why the elements are not pixels.
    func raster(
        at index: Int,
        _ colors: NonFiniteColors,
        _ clipped: inout ClippedElements
    ) throws(Unshowable) -> Raster {
        guard
            let converted = PixelConversion(
                bytes(at: index),
                count: format.sampleCount,
                dtype: dtype,
                bitDepth: format.bitDepth
            )
        else { throw Unshowable("elements of \(dtype) are not pixels; convert them to floats") }
        clipped.add(converted.clipped)
        let pixels = shape.isPlanar ? interleaved(converted.bytes) : converted.bytes
        let raster = Raster(format, pixels: pixels)
        return converted.marks.isEmpty ? raster : painted(raster, converted.marks, colors)
    }

    private func bytes(at index: Int) -> UnsafeRawBufferPointer {
        let byteCount = shape.format.sampleCount * elementByteCount
        return UnsafeRawBufferPointer(
            rebasing: elements[index * byteCount..<(index + 1) * byteCount]
        )
    }

    private func interleaved(_ planes: [UInt8]) -> [UInt8] {
        let channels = format.channels
        let size = format.bitDepth.byteCount
        let planeByteCount = planes.count / channels
        return [UInt8](unsafeUninitializedCapacity: planes.count) { pixels, initializedCount in
            planes.withUnsafeBufferPointer { planes in
                for channel in 0..<channels {
                    let plane = UnsafeBufferPointer(
                        rebasing: planes[channel * planeByteCount..<(channel + 1) * planeByteCount]
                    )
                    for index in 0..<planeByteCount {
                        let place = (index / size * channels + channel) * size + index % size
                        pixels[place] = plane[index]
                    }
                }
            }
            initializedCount = planes.count
        }
    }

    private func painted(_ raster: Raster, _ marks: [UInt8], _ colors: NonFiniteColors) -> Raster {
        let channels = shape.format.channels
        let pixelCount = marks.count / channels
        var result = raster.colored()
        for pixel in 0..<pixelCount {
            var mark: UInt8 = 0
            for channel in 0..<channels {
                let element =
                    shape.isPlanar ? channel * pixelCount + pixel : pixel * channels + channel
                mark = max(mark, marks[element])
            }
            switch PixelConversion.Mark(rawValue: mark) {
            case .nan: result.paint(colors.nan, at: pixel)
            case .positiveInfinity: result.paint(colors.positiveInfinity, at: pixel)
            case .negativeInfinity: result.paint(colors.negativeInfinity, at: pixel)
            case .finite, nil: break
            }
        }
        return result
    }
}

extension DataType {
    /// The size of an element that can be a channel of a pixel.
    fileprivate var pixelByteCount: Int? {
        switch self {
        case .uint8, .int8, .bool: 1
        case .int16, .uint16, .half, .bfloat16: 2
        case .float, .int32, .uint32: 4
        case .double, .int64, .uint64: 8
        default: SmallFloat.Float8(self) == nil ? nil : 1
        }
    }
}
