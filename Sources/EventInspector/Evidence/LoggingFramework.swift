/// The program that logged a run, as far as the run shows it.
struct LoggingFramework: Hashable {
    enum Kind: String, CaseIterable {
        case torch, lightning, huggingFace, keras, tensorFlow, jax, stableBaselines, own
    }

    enum Strength: Hashable {
        /// Names suggest it.
        case likely
        /// The writer says so.
        case certain
    }

    var kind: Kind
    var strength: Strength
}

/// What a run shows of the program that logged it, besides the names of its tags.
struct LoggingSigns: Hashable {
    /// The writer that the first record names.
    var writer: String?
    /// Whether a text holds the arguments of Hugging Face's trainer.
    var holdsTrainerArguments = false
}

extension LoggingFramework {
    /// The framework; nil where nothing says which.
    init?(_ signs: LoggingSigns, tags: some Sequence<String>) {
        let names = Set(tags)
        func has(_ some: String...) -> Bool { names.isSuperset(of: some) }
        let writer = signs.writer ?? ""
        if writer.hasPrefix("tfevents/") {
            self.init(kind: .own, strength: .certain)
        } else if signs.holdsTrainerArguments || has("train/global_step")
            || has("train/loss", "train/grad_norm", "train/learning_rate", "train/epoch")
        {
            self.init(
                kind: .huggingFace,
                strength: signs.holdsTrainerArguments ? .certain : .likely
            )
        } else if has("time/fps"), names.contains(where: { $0.hasPrefix("rollout/") }) {
            self.init(kind: .stableBaselines, strength: .likely)
        } else if has("hp_metric")
            || names.contains(where: { $0.hasPrefix("grad_2.0_norm") })
                && has("epoch")
        {
            self.init(kind: .lightning, strength: .likely)
        } else if has("epoch_loss") || has("keras") {
            self.init(kind: .keras, strength: .likely)
        } else if names.contains(where: { $0.hasPrefix("grads/params/") }) {
            self.init(kind: .jax, strength: .likely)
        } else if writer == "tensorboard.summary.writer.event_file_writer" {
            self.init(kind: .torch, strength: .certain)
        } else if writer == "tensorflow.core.util.events_writer" {
            self.init(kind: .tensorFlow, strength: .certain)
        } else {
            return nil
        }
    }
}

/// What to do next, in the framework's own terms.
extension LoggingFramework {
    /// How to run the step that broke once more, so that the framework itself names the operation.
    static func detector(of framework: LoggingFramework?) -> String {
        let again = "run the step that broke once more, from a checkpoint before it"
        let how =
            switch framework?.kind {
            case .torch, .stableBaselines: "with torch.autograd.set_detect_anomaly(True)"
            case .lightning: "with Trainer(detect_anomaly=True, log_every_n_steps=1)"
            case .huggingFace:
                "with logging_nan_inf_filter=False, logging_steps=1 and "
                    + "debug=\"underflow_overflow\" in TrainingArguments"
            case .keras, .tensorFlow: "with tf.debugging.enable_check_numerics()"
            case .jax: "with jax.config.update(\"jax_debug_nans\", True)"
            case .own: "with writer.dump of each layer's input, output and gradient"
            case nil:
                "with the framework's own detector of NaN, such as PyTorch's anomaly detection"
            }
        return "\(again), \(how)"
    }

    /// How to log whole layers.
    var hook: String? {
        switch kind {
        case .torch, .lightning, .huggingFace, .stableBaselines:
            "for name, m in model.named_modules(): m.register_forward_hook(lambda m, i, o, n=name: "
                + "writer.add_scalar(f'activations/{n}/max', o.detach().abs().max(), step)) "
                + "(outputs that are tuples must be unpacked)"
        case .keras, .tensorFlow:
            "tf.debugging.experimental.enable_dump_debug_info(dir, \"FULL_HEALTH\", -1) logs every "
                + "operation"
        case .jax, .own: nil
        }
    }
}
