extension HParamsPluginData {
    /// Hands out every number, finite or not, with the path by which it is reached.
    ///
    /// Hyperparameters of a session are named as they are (`hparams.lr`), everything else as the
    /// fields of `Protos/tensorboard/hparams.proto`
    /// (`experiment.hparam_infos[2].domain_interval.min_value`).
    package func forEachNumber(_ body: (_ path: String, _ number: Double) -> Void) {
        switch content {
        case .none: break
        case .experiment(let experiment): experiment.forEachNumber(body)
        case .sessionStartInfo(let start):
            for hparam in start.hparams {
                hparam.value.forEachNumber(at: "hparams." + hparam.name, body)
            }
            body("session_start_info.start_time_secs", start.startTime)
        case .sessionEndInfo(let end):
            body("session_end_info.end_time_secs", end.endTime)
        }
    }
}

extension HParamsPluginData.Experiment {
    fileprivate func forEachNumber(_ body: (String, Double) -> Void) {
        body("experiment.time_created_secs", timeCreated)
        for (index, info) in hparamInfos.enumerated() {
            let path = "experiment.hparam_infos[\(index)]"
            switch info.domain {
            case .none: break
            case .discrete(let values):
                for (index, value) in values.enumerated() {
                    value.forEachNumber(at: path + ".domain_discrete[\(index)]", body)
                }
            case .interval(let interval):
                body(path + ".domain_interval.min_value", interval.min)
                body(path + ".domain_interval.max_value", interval.max)
            }
        }
    }
}

extension HParamValue {
    fileprivate func forEachNumber(at path: String, _ body: (String, Double) -> Void) {
        switch self {
        case .none, .null, .string, .bool: break
        case .number(let number): body(path, number)
        case .structure(let members):
            for member in members { member.value.forEachNumber(at: path + "." + member.name, body) }
        case .list(let values):
            for (index, value) in values.enumerated() {
                value.forEachNumber(at: path + "[\(index)]", body)
            }
        }
    }
}
