internal import TagRoles

/// The causes in words, each with its remedy.
extension CauseFinder {
    func slope(_ kind: Cause.Kind, _ candidate: Int, _ line: String) -> Cause {
        let (title, remedy): (String, String) =
            switch kind {
            case .arccosOne:
                (
                    "the slope of arccos and arcsin is infinite at ±1",
                    "replace it near ±1 by a linear approximation, or clamp its input to ±(1 - 1e-6)"
                )
            case .logZero:
                (
                    "the slope of a logarithm, 1/x, overflows near zero",
                    "use log(x + epsilon), log_softmax, or a linear approximation near zero"
                )
            case .divideByZero:
                (
                    "the derivative divides by zero",
                    "divide safely: add an epsilon to the denominator, or mask the zeros before and after"
                )
            default:
                (
                    "the slope of a square root is infinite at zero",
                    "use sqrt(x + epsilon), or a linear approximation near zero"
                )
            }
        return Cause(
            kind: kind,
            title: title,
            evidence: [
                line,
                "the forward pass stayed finite, the gradient did not: \(analysis.describe(verdict.tag))",
            ],
            remedy: remedy,
            strength: .shown,
            layer: evidence.tags[candidate].meaning.layer
        )
    }

    func logZero(_ lines: [String], _ strength: Cause.Strength) -> Cause {
        Cause(
            kind: .logZero,
            title: "the logarithm of an exact zero",
            evidence: lines,
            remedy:
                "use log_softmax or a loss that takes logits, log(x + epsilon), or a linear approximation near zero",
            strength: strength
        )
    }

    func logNegative(_ lines: [String]) -> Cause {
        Cause(
            kind: .logNegative,
            title: "the logarithm of a negative number",
            evidence: lines,
            remedy: "clamp its input above zero, and find out why it went below",
            strength: .shown
        )
    }

    func sqrtNegative(_ lines: [String]) -> Cause {
        Cause(
            kind: .sqrtNegative,
            title: "the square root, or a fractional power, of a negative number",
            evidence: lines,
            remedy:
                "clamp its input to zero or above: a variance computed as E[x²] - E[x]² goes below by rounding",
            strength: .shown
        )
    }

    func arccosDomain(_ lines: [String]) -> Cause {
        Cause(
            kind: .arccosDomain,
            title: "arccos or arcsin of a number beyond ±1",
            evidence: lines,
            remedy: "clamp its input to ±(1 - 1e-6): rounding carries a cosine past 1",
            strength: .shown
        )
    }

    func divideByZero(_ lines: [String], _ strength: Cause.Strength) -> Cause {
        Cause(
            kind: .divideByZero,
            title: "a division by zero",
            evidence: lines,
            remedy:
                "divide safely: add an epsilon to the denominator, or skip what has nothing to divide by",
            strength: strength
        )
    }

    func expOverflow(_ lines: [String], _ strength: Cause.Strength) -> Cause {
        Cause(
            kind: .expOverflow,
            title: "an exponential overflowed, as in a softmax that does not subtract its maximum",
            evidence: lines,
            remedy: "subtract the maximum before exp, or use the library's softmax and log_softmax",
            strength: strength
        )
    }
}
