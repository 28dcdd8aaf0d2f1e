import TestSupport
import Testing

@testable import EventInspector

/// Advice is given in the terms of the program that logged the run, where the run shows it.
@Suite struct LoggingFrameworkTests {
    private static let torch = "tensorboard.summary.writer.event_file_writer"

    @Test(arguments: [
        (torch, ["loss"], LoggingFramework.Kind?.some(.torch)),
        (torch, ["hp_metric", "loss"], .lightning),
        (
            torch, ["train/loss", "train/grad_norm", "train/learning_rate", "train/epoch"],
            .huggingFace
        ),
        (torch, ["rollout/ep_rew_mean", "time/fps"], .stableBaselines),
        ("tensorflow.core.util.events_writer", ["epoch_loss", "batch_loss"], .keras),
        ("tensorflow.core.util.events_writer", ["loss"], .tensorFlow),
        ("tfevents/TensorBoard.SummaryWriter", ["loss"], .own),
        ("", ["loss"], nil), ("", ["train/loss"], nil), ("", ["grads/params/Dense_1/kernel"], .jax),
    ])
    func theFrameworkIsRecognized(
        writer: String,
        tags: [String],
        kind: LoggingFramework.Kind?
    ) {
        let signs = LoggingSigns(writer: writer)
        #expect(LoggingFramework(signs, tags: tags)?.kind == kind)
    }

    @Test func noAdviceIsGivenWhereNothingBroke() throws {
        let explanation = try Explain.events([
            EventBytes.scalar("val/f1", .nan, step: 1), EventBytes.scalar("loss", 1, step: 1),
            EventBytes.scalar("val/f1", .nan, step: 2), EventBytes.scalar("loss", 1, step: 2),
        ])
        #expect(explanation.stories.allSatisfy { $0.harmless == nil || $0.advice.isEmpty })
    }

    @Test func onlyUsersOfOurWriterAreToldOfIt() throws {
        let story = try #require(
            try Explain.events([
                EventBytes.scalar("loss", 1, step: 1), EventBytes.scalar("loss", .nan, step: 2),
            ]).stories.first
        )
        #expect(story.advice.contains { $0.contains("run the step that broke once more") })
        #expect(!story.advice.contains { $0.contains("writer.dump") })
    }
}
