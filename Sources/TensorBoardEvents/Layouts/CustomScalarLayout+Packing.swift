extension CustomScalarLayout {
    /// Encodes the layout as a serialized `Layout`, the one element of its tensor.
    public func encoded() -> [UInt8] {
        var message = WireWriter()
        for category in categories {
            message.message(2) { category.pack(into: &$0) }
        }
        return message.bytes
    }
}

extension CustomScalarLayout.Category {
    fileprivate func pack(into message: inout WireWriter) {
        message.text(1, title)
        for chart in charts { message.message(2) { chart.pack(into: &$0) } }
        message.scalar(3, isClosed)
    }
}

extension CustomScalarLayout.Chart {
    fileprivate func pack(into message: inout WireWriter) {
        message.text(1, title)
        switch content {
        case .multiline(let expressions):
            message.message(2) { multiline in
                for expression in expressions { multiline.delimited(1, expression.utf8) }
            }
        case .margin(let series):
            message.message(3) { margin in
                for series in series { margin.message(1) { series.pack(into: &$0) } }
            }
        }
    }
}

extension CustomScalarLayout.Series {
    fileprivate func pack(into message: inout WireWriter) {
        message.text(1, value)
        message.text(2, lower)
        message.text(3, upper)
    }
}
