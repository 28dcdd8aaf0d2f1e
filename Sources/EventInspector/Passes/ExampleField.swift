/// The field numbers of examples; see TensorFlow's `core/example/example.proto` and `feature.proto`.
enum ExampleField {
    /// `tf.train.Example` and `tf.train.SequenceExample`, whose context has the field number of an
    /// example's features.
    enum Example {
        static let features = 1
        static let featureLists = 2
    }

    /// `Features` and `FeatureLists`, both maps from a name.
    enum Map {
        static let entry = 1
        static let key = 1
        static let value = 2
    }

    /// `FeatureList`.
    enum FeatureList {
        static let feature = 1
    }

    /// `Feature`, of which one field may be set.
    enum Feature {
        static let bytes = 1
        static let floats = 2
        static let integers = 3
    }

    /// `BytesList`, `FloatList` and `Int64List`.
    enum List {
        static let value = 1
    }
}
