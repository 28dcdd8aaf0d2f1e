import Logdirs
import Testing

struct DatasetFileNameTests {
    @Test(arguments: [
        "train.tfrecord", "train.tfrecords", "train.tfrec", "train.tfrecord.gz",
        "train.tfrecords.gz", "mnist-test.tfrecord-00000-of-00010",
        "mnist-test.tfrecords-00000-of-00010", "train.tfrecord-00001-of-00010.gz",
        "train-00000-of-00001.tfrecord.gz", "data_tfrecord-00000-of-00001.gz", "tfrecord",
        "train.tfr", "train.record", "val.records", "train.tfrecord.gzip", "train.tfrecords.zlib",
        "train-00000-of-01024", "train-00000-of-01024.gz", "waymo_v1.2-00003-of-00010",
        "coco_val.record-00000-of-00010", "train.tfr.gzip",
    ])
    func namesThatToolsGiveDatasetsAreRecognized(name: String) {
        #expect(DatasetFileName.isDataset(name))
        #expect(LogdirFile.content(ofFileNamed: name) == .records)
    }

    @Test(arguments: [
        "", "gz", ".gz", "train.csv", "train.tfrecord.index", "train.tfrecord.tmp", "notfrecord",
        "train.tfrecord-00000", "train.tfrecord-of-00010", "train.tfrecord-0-of-", "-0-of-1",
        "train.TFRECORD", "tfrecord.py",
        "model.ckpt-100.data-00000-of-00001", "model.ckpt.index-00000-of-00001",
        "counts.csv-00000-of-00002", "model-00001-of-00002.safetensors", "setrecord", "atfr",
        "x.array_record-00000-of-00002", "train.zlib", ".gzip", "keyrecords",
    ])
    func otherNamesAreNotRecognized(name: String) {
        #expect(!DatasetFileName.isDataset(name))
        #expect(LogdirFile.content(ofFileNamed: name) == nil)
    }

    /// Names that other programs give files of their own kinds.
    @Test(arguments: [
        ("train.tfrecord", false), ("train.tfrec.gz", false), ("a_tfrecord-00000-of-00001", false),
        ("train.record", true), ("val.records.gz", true), ("train-00000-of-01024", true),
        ("train.csv", false),
    ])
    func namesThatOtherFilesMayHaveAreAmbiguous(name: String, isAmbiguous: Bool) {
        #expect(DatasetFileName.isAmbiguous(name) == isAmbiguous)
    }

    /// What is named like an event file is one, whatever else the name says.
    @Test func eventFilesComeFirst() {
        typealias File = LogdirFile
        #expect(File.content(ofFileNamed: "events.out.tfevents.1.tfrecord") == .events)
        #expect(File.content(ofFileNamed: "tfdbg_events.1.tfrecord") == .debugEvents)
    }
}
