internal import CTensorBoardProto
public import TensorBoardEvents

extension HParamsPluginData {
    /// Decodes the plugin's content of a tag's metadata.
    ///
    /// - Throws: ``EventError`` when the bytes are not such a message, nest too deep or inflate
    ///   too much.
    public init(decoding content: UnsafeRawBufferPointer) throws(EventError) {
        self = try Tensorboard__Hparams__HParamsPluginData.withUnpacked(
            content,
            named: "HParamsPluginData",
            in: UnpackArena()
        ) {
            HParamsPluginData($0.pointee)
        }
    }

    /// Decodes the plugin's content of a tag's metadata.
    ///
    /// - Throws: ``EventError`` when the bytes are not such a message, nest too deep or inflate
    ///   too much.
    public init(decoding content: [UInt8]) throws(EventError) {
        let result = content.withUnsafeBytes { bytes in
            Result { () throws(EventError) in try HParamsPluginData(decoding: bytes) }
        }
        self = try result.get()
    }

    private init(_ message: Tensorboard__Hparams__HParamsPluginData) {
        let content: Content =
            switch message.data_case {
            case TENSORBOARD__HPARAMS__HPARAMS_PLUGIN_DATA__DATA_EXPERIMENT:
                .experiment(Experiment(message.experiment.pointee))
            case TENSORBOARD__HPARAMS__HPARAMS_PLUGIN_DATA__DATA_SESSION_START_INFO:
                .sessionStartInfo(SessionStartInfo(message.session_start_info.pointee))
            case TENSORBOARD__HPARAMS__HPARAMS_PLUGIN_DATA__DATA_SESSION_END_INFO:
                .sessionEndInfo(SessionEndInfo(message.session_end_info.pointee))
            default: .none
            }
        self.init(version: message.version, content: content)
    }
}

extension HParamsPluginData.SessionStartInfo {
    fileprivate init(_ message: Tensorboard__Hparams__SessionStartInfo) {
        self.init(
            hparams: Array(message.hparams, message.n_hparams) {
                HParamsPluginData.HParam(
                    name: $0.pointee.key.text,
                    value: HParamValue($0.pointee.value)
                )
            },
            modelURI: message.model_uri.text,
            monitorURL: message.monitor_url.text,
            groupName: message.group_name.text,
            startTime: message.start_time_secs
        )
    }
}

extension HParamsPluginData.SessionEndInfo {
    fileprivate init(_ message: Tensorboard__Hparams__SessionEndInfo) {
        self.init(
            status: HParamsPluginData.Status(
                rawValue: Int32(bitPattern: message.status.rawValue)
            ),
            endTime: message.end_time_secs
        )
    }
}

extension HParamsPluginData.Experiment {
    fileprivate init(_ message: Tensorboard__Hparams__Experiment) {
        self.init(
            name: message.name.text,
            description: message.description.text,
            user: message.user.text,
            timeCreated: message.time_created_secs,
            hparamInfos: Array(message.hparam_infos, message.n_hparam_infos) {
                HParamsPluginData.HParamInfo($0.pointee)
            },
            metricInfos: Array(message.metric_infos, message.n_metric_infos) {
                HParamsPluginData.MetricInfo($0.pointee)
            }
        )
    }
}

extension HParamsPluginData.HParamInfo {
    fileprivate init(_ message: Tensorboard__Hparams__HParamInfo) {
        let domain: HParamsPluginData.Domain =
            switch message.domain_case {
            case TENSORBOARD__HPARAMS__HPARAM_INFO__DOMAIN_DOMAIN_DISCRETE:
                .discrete(HParamValue.values(of: message.domain_discrete.pointee))
            case TENSORBOARD__HPARAMS__HPARAM_INFO__DOMAIN_DOMAIN_INTERVAL:
                .interval(
                    HParamsPluginData.Interval(
                        min: message.domain_interval.pointee.min_value,
                        max: message.domain_interval.pointee.max_value
                    )
                )
            default: .none
            }
        self.init(
            name: message.name.text,
            displayName: message.display_name.text,
            description: message.description.text,
            type: HParamsPluginData.ValueType(
                rawValue: Int32(bitPattern: message.type.rawValue)
            ),
            domain: domain,
            differs: message.differs != 0
        )
    }
}

extension HParamsPluginData.MetricInfo {
    fileprivate init(_ message: Tensorboard__Hparams__MetricInfo) {
        self.init(
            group: message.name?.pointee.group.text ?? "",
            tag: message.name?.pointee.tag.text ?? "",
            displayName: message.display_name.text,
            description: message.description.text,
            datasetType: HParamsPluginData.DatasetType(
                rawValue: Int32(bitPattern: message.dataset_type.rawValue)
            )
        )
    }
}

extension HParamValue {
    fileprivate init(_ message: UnsafePointer<Tensorboard__Hparams__Value>?) {
        guard let message = message?.pointee else {
            self = .none
            return
        }
        self =
            switch message.kind_case {
            case TENSORBOARD__HPARAMS__VALUE__KIND_NULL_VALUE: .null
            case TENSORBOARD__HPARAMS__VALUE__KIND_NUMBER_VALUE: .number(message.number_value)
            case TENSORBOARD__HPARAMS__VALUE__KIND_STRING_VALUE: .string(message.string_value.text)
            case TENSORBOARD__HPARAMS__VALUE__KIND_BOOL_VALUE: .bool(message.bool_value != 0)
            case TENSORBOARD__HPARAMS__VALUE__KIND_STRUCT_VALUE:
                .structure(Self.members(of: message.struct_value.pointee))
            case TENSORBOARD__HPARAMS__VALUE__KIND_LIST_VALUE:
                .list(Self.values(of: message.list_value.pointee))
            default: .none
            }
    }

    fileprivate static func values(
        of message: Tensorboard__Hparams__ListValue
    ) -> [HParamValue] {
        Array(message.values, message.n_values) { HParamValue($0) }
    }

    private static func members(
        of message: Tensorboard__Hparams__Struct
    ) -> [HParamsPluginData.HParam] {
        Array(message.fields, message.n_fields) {
            HParamsPluginData.HParam(
                name: $0.pointee.key.text,
                value: HParamValue($0.pointee.value)
            )
        }
    }
}
