internal import Platform

extension SummaryWriter {
    /// Logs the hyperparameters of this run, once for each run.
    ///
    /// The run becomes a row of the HParams dashboard, next to its own scalars: no second run is
    /// created. Its session ends when the writer is closed, as a success or, after a thrown error,
    /// as a failure. Equivalent to PyTorch's `SummaryWriter.add_hparams` with `run_name="."`; see
    /// TensorBoard's `plugins/hparams/summary_v2.py`.
    ///
    /// ```swift
    /// let rate = 3e-4
    /// writer.addHParams(["lr": .number(rate), "batch": 128, "optimizer": "adam", "ema": true])
    /// ```
    ///
    /// - Parameters:
    ///   - hparams: The values by name. Structures become names with dots, lists become texts, and
    ///     null is left out, since TensorBoard shows only numbers, texts and booleans.
    ///   - groupName: Runs of the same group are shown as repeats of one trial; by default each run
    ///     is a trial of its own.
    ///   - modelURI: The model's location.
    ///   - monitorURL: The page on which the run can be monitored.
    ///   - startTime: Seconds since 1970, UTC; by default now.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    public func addHParams(
        _ hparams: KeyValuePairs<String, HParamValue>,
        groupName: String = "",
        modelURI: String = "",
        monitorURL: String = "",
        startTime: Double? = nil,
        wallTime: Double? = nil
    ) {
        let start = sessionStart(groupName, modelURI, monitorURL, startTime ?? wallTime)
        addSession(start, FlatHParams(hparams), wallTime: wallTime)
    }

    /// Logs the hyperparameters of this run, from a dictionary.
    ///
    /// Like the function with a dictionary literal, once for each run.
    ///
    /// ```swift
    /// let hparams: [String: HParamValue] = ["lr": 3e-4]
    /// writer.addHParams(hparams, groupName: "baseline")
    /// ```
    ///
    /// - Parameters:
    ///   - hparams: The values by name.
    ///   - groupName: Runs of the same group are shown as repeats of one trial; by default each run
    ///     is a trial of its own.
    ///   - modelURI: The model's location.
    ///   - monitorURL: The page on which the run can be monitored.
    ///   - startTime: Seconds since 1970, UTC; by default now.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    @_disfavoredOverload  // A literal goes to the other: as a dictionary, equal names would trap.
    public func addHParams(
        _ hparams: [String: HParamValue],
        groupName: String = "",
        modelURI: String = "",
        monitorURL: String = "",
        startTime: Double? = nil,
        wallTime: Double? = nil
    ) {
        let start = sessionStart(groupName, modelURI, monitorURL, startTime ?? wallTime)
        addSession(start, FlatHParams(hparams), wallTime: wallTime)
    }

    /// Logs the hyperparameters of this run, from a value that can be encoded.
    ///
    /// Like the function with a dictionary literal, once for each run. Members become the columns,
    /// those of structures in it with dots in their names; lists become texts.
    ///
    /// ```swift
    /// struct Settings: Encodable {
    ///     var rate: Float = 0.01
    ///     var optimizer = "adam"
    ///     var layers = [64, 32]
    /// }
    /// writer.addHParams(Settings())
    /// ```
    ///
    /// - Parameters:
    ///   - hparams: The values; a structure, an object or a dictionary with names.
    ///   - groupName: Runs of the same group are shown as repeats of one trial; by default each run
    ///     is a trial of its own.
    ///   - modelURI: The model's location.
    ///   - monitorURL: The page on which the run can be monitored.
    ///   - startTime: Seconds since 1970, UTC; by default now.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    @_disfavoredOverload  // A literal goes to the first one, which takes values of several types.
    public func addHParams(
        _ hparams: some Encodable,
        groupName: String = "",
        modelURI: String = "",
        monitorURL: String = "",
        startTime: Double? = nil,
        wallTime: Double? = nil
    ) {
        let tag = HParamsSummary.sessionStartTag
        let value: HParamValue
        do {
            value = try HParamValue(encoding: hparams)
        } catch {
            return warn(.invalidValue, tag, step: 0, "the hyperparameters do not encode: \(error)")
        }
        guard case .structure(let members) = value else {
            let message = "\(type(of: hparams)) has no members that could name hyperparameters"
            return warn(.invalidValue, tag, step: 0, message + "; log a structure or a dictionary")
        }
        let start = sessionStart(groupName, modelURI, monitorURL, startTime ?? wallTime)
        let pairs = members.map { (key: $0.name, value: $0.value) }
        addSession(start, FlatHParams(pairs), wallTime: wallTime)
    }

    private func sessionStart(
        _ groupName: String,
        _ modelURI: String,
        _ monitorURL: String,
        _ time: Double?
    ) -> HParamsPluginData.SessionStartInfo {
        HParamsPluginData.SessionStartInfo(
            modelURI: modelURI,
            monitorURL: monitorURL,
            groupName: groupName,
            startTime: finite(time)
        )
    }

    private func addSession(
        _ start: HParamsPluginData.SessionStartInfo,
        _ flat: FlatHParams,
        wallTime: Double?
    ) {
        let tag = HParamsSummary.sessionStartTag
        guard beginSession() else {
            let message = "hyperparameters were logged already, and TensorBoard reads a run's first"
            return warn(.invalidValue, tag, step: 0, message + " only; make a run for each session")
        }
        if !flat.problems.isEmpty {
            warn(.invalidValue, tag, step: 0, flat.problems.sorted().joined(separator: "; "))
        }
        var start = start
        start.hparams = flat.hparams
        warnIfEarlier(start)
        add([HParamsSummary.sessionStart(start)], step: 0, wallTime: wallTime)
    }

    /// Warns if older files of a resumed run hold other hyperparameters.
    private func warnIfEarlier(_ start: HParamsPluginData.SessionStartInfo) {
        guard !session.isStream else { return }
        let names = EarlierHParams.differences(from: start, in: directory)
        guard !names.isEmpty else { return }
        let rest = names.count > 3 ? " and \(names.count - 3) more" : ""
        let message =
            "an older file of this run holds other hyperparameters ("
            + names.prefix(3).joined(separator: ", ") + rest + "), and TensorBoard shows those; "
            + "give a run with other settings a directory of its own"
        warn(.earlierHParams, HParamsSummary.sessionStartTag, step: 0, message)
    }

    private func finite(_ time: Double?) -> Double {
        guard let time, time.isFinite else { return Clock.wallTime }
        return time
    }

    /// Describes the hyperparameters and metrics that are compared over all runs of a log
    /// directory.
    ///
    /// Without it TensorBoard finds the columns in the runs themselves; with it the columns have
    /// names to display, descriptions, and domains to filter by. TensorBoard reads the first
    /// description that any run holds: write it once, preferably in the log directory's root.
    /// Equivalent to `hparams_config` of TensorBoard's `plugins/hparams/summary_v2.py`.
    ///
    /// ```swift
    /// writer.addHParamsExperiment(
    ///     hparams: [.init("lr", in: 1e-5...1e-1), .init("optimizer", oneOf: ["adam", "sgd"])],
    ///     metrics: [.init(tag: "loss/validation", displayName: "loss")]
    /// )
    /// ```
    ///
    /// - Parameters:
    ///   - name: The experiment's name.
    ///   - hparams: The hyperparameters; TensorBoard orders their columns by name.
    ///   - metrics: The scalars to compare, of the runs or of runs below them.
    ///   - description: A description, in Markdown.
    ///   - user: The person who runs it.
    ///   - timeCreated: Seconds since 1970, UTC; by default now.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    public func addHParamsExperiment(
        _ name: String = "",
        hparams: [HParamsPluginData.HParamInfo],
        metrics: [HParamsPluginData.MetricInfo],
        description: String = "",
        user: String = "",
        timeCreated: Double? = nil,
        wallTime: Double? = nil
    ) {
        let tag = HParamsSummary.experimentTag
        guard beginExperiment() else {
            let message = "the experiment was described already, and TensorBoard reads the first"
            return warn(.invalidValue, tag, step: 0, message + " only; describe it once")
        }
        let experiment = HParamsPluginData.Experiment(
            name: name,
            description: description,
            user: user,
            timeCreated: finite(timeCreated ?? wallTime),
            hparamInfos: hparams,
            metricInfos: metrics
        )
        add([HParamsSummary.experiment(experiment)], step: 0, wallTime: wallTime)
    }
}
