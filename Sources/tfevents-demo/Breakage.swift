/// The ways in which the training can go wrong; each is a mistake that people make.
enum Breakage: String, CaseIterable {
    case logZero = "log-zero"
    case sqrtZero = "sqrt-zero"
    case arccosOne = "arccos-one"
    case divideByZero = "divide-by-zero"
    case learningRate = "learning-rate"
    case halfOverflow = "half-overflow"
    case badData = "bad-data"
    case softmaxOverflow = "softmax-overflow"
    case optimizer

    /// The mistake.
    var mistake: String {
        switch self {
        case .logZero: "the loss takes the logarithm of a softmax that underflows to 0"
        case .sqrtZero:
            "prototypes are moved onto examples: the distance is 0, sqrt has no slope there"
        case .arccosOne: "the loss is the angle, the arccos of a cosine that can become exactly 1"
        case .divideByZero: "features are divided by their spread in the batch, which can be 0"
        case .learningRate:
            "the learning rate is too high: every step overshoots more than the last"
        case .halfOverflow: "the network predicts millimeters in half precision, up to 65,504"
        case .badData: "one cell of the data is NaN"
        case .softmaxOverflow: "the softmax takes the exponential of unshifted logits"
        case .optimizer: "the optimizer divides the gradient by its norm, which can be 0"
        }
    }

    /// The fix.
    var remedy: String {
        switch self {
        case .logZero: "log-softmax in one operation, or a lower bound for the probabilities"
        case .sqrtZero: "sqrt(x + 1e-12), or the squared distance"
        case .arccosOne: "keep the cosine a little away from 1 and -1, or use 1 - cosine"
        case .divideByZero: "an epsilon in the divisor"
        case .learningRate: "a lower rate"
        case .halfOverflow: "scale the targets, or keep the last layer in single precision"
        case .badData: "check the data before training"
        case .softmaxOverflow: "subtract the largest logit first"
        case .optimizer: "an epsilon in the divisor"
        }
    }
}
