extension HParamsPluginData {
    /// A function that is called with one number.
    ///
    /// - Parameters:
    ///   - path: Makes the path of the number, on demand: names may be long and numbers many.
    ///   - number: The number, finite or not.
    ///   - isOpenEnd: Whether it is the infinite end of an interval without a bound on this side.
    package typealias NumberBody = (
        _ path: @escaping () -> String, _ number: Double, _ isOpenEnd: Bool
    ) -> Void

    /// Calls a function with every number, finite or not, and its path.
    ///
    /// Hyperparameters of a session have their own names (`hparams.lr`), everything else those of
    /// the fields of `Protos/tensorboard/hparams.proto`
    /// (`experiment.hparam_infos[2].domain_interval.min_value`).
    package func forEachNumber(_ body: NumberBody) {
        switch content {
        case .none: break
        case .experiment(let experiment): experiment.forEachNumber(body)
        case .sessionStartInfo(let start):
            for hparam in start.hparams {
                hparam.value.forEachNumber(at: { "hparams." + hparam.name }, body)
            }
            body({ "session_start_info.start_time_secs" }, start.startTime, false)
        case .sessionEndInfo(let end):
            body({ "session_end_info.end_time_secs" }, end.endTime, false)
        }
    }
}

extension HParamsPluginData.Experiment {
    fileprivate func forEachNumber(_ body: HParamsPluginData.NumberBody) {
        body({ "experiment.time_created_secs" }, timeCreated, false)
        for (index, info) in hparamInfos.enumerated() {
            let path = { "experiment.hparam_infos[\(index)]" }
            switch info.domain {
            case .none: break
            case .discrete(let values):
                for (index, value) in values.enumerated() {
                    value.forEachNumber(at: { path() + ".domain_discrete[\(index)]" }, body)
                }
            case .interval(let interval):
                let (min, max) = (interval.min, interval.max)
                body({ path() + ".domain_interval.min_value" }, min, min == -.infinity)
                body({ path() + ".domain_interval.max_value" }, max, max == .infinity)
            }
        }
    }
}

extension HParamValue {
    fileprivate func forEachNumber(
        at path: @escaping () -> String,
        _ body: HParamsPluginData.NumberBody
    ) {
        switch self {
        case .none, .null, .string, .bool: break
        case .number(let number): body(path, number, false)
        case .structure(let members):
            for member in members {
                member.value.forEachNumber(at: { path() + "." + member.name }, body)
            }
        case .list(let values):
            for (index, value) in values.enumerated() {
                value.forEachNumber(at: { path() + "[\(index)]" }, body)
            }
        }
    }
}
