extension HParamsPluginData {
    /// Encodes the data for a tag's metadata, the counterpart of `init(decoding:)`.
    ///
    /// Hyperparameters are sorted by the bytes of their names, and only the last of equal names is
    /// kept: they are a map, whose order has no meaning, and equal sessions get equal bytes.
    ///
    /// ```swift
    /// let end = HParamsPluginData.SessionEndInfo(status: .success, endTime: 1.5e9)
    /// let content = HParamsPluginData(content: .sessionEndInfo(end)).encoded()
    /// ```
    public func encoded() -> [UInt8] {
        var message = WireWriter()
        typealias Field = FieldNumber.HParams
        message.scalar(Field.version, Int64(version))
        switch content {
        case .none: break
        case .experiment(let experiment):
            message.message(Field.experiment) { experiment.pack(into: &$0) }
        case .sessionStartInfo(let start):
            message.message(Field.sessionStartInfo) { start.pack(into: &$0) }
        case .sessionEndInfo(let end):
            message.message(Field.sessionEndInfo) { end.pack(into: &$0) }
        }
        return message.bytes
    }
}

extension HParamsPluginData.SessionStartInfo {
    fileprivate func pack(into message: inout WireWriter) {
        message.map(1, hparams)
        message.text(2, modelURI)
        message.text(3, monitorURL)
        message.text(4, groupName)
        message.scalar(5, startTime)
    }
}

extension HParamsPluginData.SessionEndInfo {
    fileprivate func pack(into message: inout WireWriter) {
        message.scalar(1, Int64(status.rawValue))
        message.scalar(2, endTime)
    }
}

extension HParamsPluginData.Experiment {
    fileprivate func pack(into message: inout WireWriter) {
        message.text(1, description)
        message.text(2, user)
        message.scalar(3, timeCreated)
        for info in hparamInfos { message.message(4) { info.pack(into: &$0) } }
        for info in metricInfos { message.message(5) { info.pack(into: &$0) } }
        message.text(6, name)
    }
}

extension HParamsPluginData.HParamInfo {
    fileprivate func pack(into message: inout WireWriter) {
        message.text(1, name)
        message.text(2, displayName)
        message.text(3, description)
        message.scalar(4, Int64(type.rawValue))
        switch domain {
        case .none: break
        case .discrete(let values): message.message(5) { $0.list(values) }
        case .interval(let interval):
            message.message(6) {
                $0.scalar(1, interval.min)
                $0.scalar(2, interval.max)
            }
        }
        message.scalar(7, differs)
    }
}

extension HParamsPluginData.MetricInfo {
    fileprivate func pack(into message: inout WireWriter) {
        message.message(1) {
            $0.text(1, group)
            $0.text(2, tag)
        }
        message.text(3, displayName)
        message.text(4, description)
        message.scalar(5, Int64(datasetType.rawValue))
    }
}

extension HParamValue {
    /// Packs a `google.protobuf.Value`; its `oneof` is written even if it has the default value.
    fileprivate func pack(into message: inout WireWriter) {
        switch self {
        case .none: break
        case .null: message.varint(1, 0)
        case .number(let number): message.double(2, number)
        case .string(let text): message.delimited(3, text.utf8)
        case .bool(let flag): message.varint(4, flag ? 1 : 0)
        case .structure(let members): message.message(5) { $0.map(1, members) }
        case .list(let values): message.message(6) { $0.list(values) }
        }
    }
}

extension WireWriter {
    /// A `google.protobuf.ListValue`'s only field.
    fileprivate mutating func list(_ values: [HParamValue]) {
        for value in values { message(1) { value.pack(into: &$0) } }
    }

    /// A `map<string, google.protobuf.Value>`.
    fileprivate mutating func map(_ number: Int, _ hparams: [HParamsPluginData.HParam]) {
        // By bytes, not by `String`'s order, in which different encodings of a letter are equal.
        let names = hparams.map { Array($0.name.utf8) }
        let order = names.indices.sorted { left, right in
            names[left] == names[right]
                ? left < right : names[left].lexicographicallyPrecedes(names[right])
        }
        for (place, index) in order.enumerated() {
            let isLast = place + 1 == order.count || names[order[place + 1]] != names[index]
            guard isLast else { continue }
            let value = hparams[index].value
            message(number) { entry in
                entry.blob(1, names[index])
                if value != .none { entry.message(2) { value.pack(into: &$0) } }
            }
        }
    }
}
