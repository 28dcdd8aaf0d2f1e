/// A step at which something broke, and its place in the files.
struct OriginTarget: Hashable {
    var step: Int64
    /// The position of the file among the run's.
    var file: Int
    var offset: Int
    /// The step of the tag's last finite value before; nil if there is none.
    var lastFiniteStep: Int64?
}
