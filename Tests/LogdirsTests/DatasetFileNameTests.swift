import Logdirs
import Testing

struct DatasetFileNameTests {
    @Test(arguments: [
        "train.tfrecord", "train.tfrecords", "train.tfrec", "train.tfrecord.gz",
        "train.tfrecords.gz", "mnist-test.tfrecord-00000-of-00010",
        "mnist-test.tfrecords-00000-of-00010", "train.tfrecord-00001-of-00010.gz",
        "train-00000-of-00001.tfrecord.gz", "data_tfrecord-00000-of-00001.gz", "tfrecord",
    ])
    func namesThatToolsGiveDatasetsAreRecognized(name: String) {
        #expect(DatasetFileName.isDataset(name))
        #expect(LogdirFile.content(ofFileNamed: name) == .records)
    }

    @Test(arguments: [
        "", "gz", ".gz", "train.csv", "train.tfrecord.index", "train.tfrecord.tmp", "notfrecord",
        "train.tfrecord-00000", "train.tfrecord-of-00010", "train.tfrecord-0-of-", "-0-of-1",
        "train.TFRECORD", "tfrecord.py",
    ])
    func otherNamesAreNotRecognized(name: String) {
        #expect(!DatasetFileName.isDataset(name))
        #expect(LogdirFile.content(ofFileNamed: name) == nil)
    }

    /// What is named like an event file is one, whatever else the name says.
    @Test func eventFilesComeFirst() {
        typealias File = LogdirFile
        #expect(File.content(ofFileNamed: "events.out.tfevents.1.tfrecord") == .events)
        #expect(File.content(ofFileNamed: "tfdbg_events.1.tfrecord") == .debugEvents)
    }
}
