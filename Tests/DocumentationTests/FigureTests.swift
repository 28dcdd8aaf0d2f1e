// The recipes of "Figures". They need Apple's frameworks, so that Linux compiles none of them: what
// is here was written by Apple's documentation, and a Mac must try it before it changes.
#if canImport(Charts)
import Testing
import TensorBoard

import CoreGraphics

/// What a function draws, as pixels of red, green, blue and alpha on white.
func pixels(
    width: Int,
    height: Int,
    _ draw: (CGContext) -> Void
) -> ShapedTensor<[UInt8]>? {
    var bytes = [UInt8](repeating: 255, count: height * width * 4)
    let isDrawn = bytes.withUnsafeMutableBytes { buffer in
        guard
            let context = CGContext(
                data: buffer.baseAddress,
                width: width,
                height: height,
                bitsPerComponent: 8,
                bytesPerRow: width * 4,
                space: CGColorSpaceCreateDeviceRGB(),
                bitmapInfo: CGImageAlphaInfo.premultipliedLast.rawValue
            )
        else { return false }
        draw(context)
        return true
    }
    return isDrawn ? bytes.shaped(height, width, 4) : nil
}

import Charts
import SwiftUI

struct LossChart: View {
    let losses: [Double]

    var body: some View {
        Chart {
            ForEach(losses.indices, id: \.self) { step in
                LineMark(x: .value("step", step), y: .value("loss", losses[step]))
            }
        }
        .frame(width: 480, height: 320)
        .background(.white)
    }
}

@MainActor
func addFigure(_ tag: String, _ view: some View, to writer: SummaryWriter, step: Int) {
    let renderer = ImageRenderer(content: view)
    renderer.scale = 2
    guard let image = renderer.cgImage else { return }
    let figure = pixels(width: image.width, height: image.height) { context in
        context.draw(image, in: CGRect(x: 0, y: 0, width: image.width, height: image.height))
    }
    if let figure { writer.addImage(tag, figure, step: step) }
}

@Suite struct FigureTests {
    @Test func drawings() throws {
        try logging { writer in
            let circle = pixels(width: 200, height: 200) { context in
                context.setFillColor(red: 0.2, green: 0.4, blue: 0.8, alpha: 1)
                context.fillEllipse(in: CGRect(x: 20, y: 20, width: 160, height: 160))
            }
            if let circle { writer.addImage("circle", circle, step: 10) }
        } _: { values in
            #expect(values.map(\.plugin) == ["images"])
        }
    }

    @MainActor @Test func charts() throws {
        try logging { writer in
            addFigure("loss/chart", LossChart(losses: [1, 0.5, 0.3]), to: writer, step: 3)
        } _: { values in
            #expect(values.map(\.plugin) == ["images"])
        }
    }
}
#endif
