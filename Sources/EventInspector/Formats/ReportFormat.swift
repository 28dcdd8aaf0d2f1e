/// A way to print a report.
///
/// Formats are values over one report: a new one touches no other file.
public protocol ReportFormat: Sendable {
    /// The whole report as text, with a newline at the end.
    func text(of report: ScanReport) -> String
}
