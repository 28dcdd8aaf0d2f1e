internal import TensorBoardEvents

extension EventQueue {
    /// Writes how the sessions of hyperparameters ended.
    func endSessions(_ status: HParamsPluginData.Status) {
    }
}
