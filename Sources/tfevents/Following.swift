import ArgumentParser
import EventInspector

struct Following {
    var options: ScanOptions
    var output: OutputOptions
    var follow: FollowOptions
    func run(_ paths: [String]) throws {}
}
