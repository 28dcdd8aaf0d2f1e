// What the run's other tags show about a name.
extension NameReading {
    /// Takes what a pair of tags shows: the side of a layer.
    mutating func pair(_ role: TagRole, path: String) {
        self.role = role
        weight = 3
        leaf = ""
        self.path = path
        isPaired = true
    }

    /// Takes what several tags with the same word show: the side of a layer.
    mutating func join(_ role: TagRole, path: String, word: String) {
        if self.role != role {
            self.role = role
            weight = 2
            self.word = word
        }
        leaf = ""
        self.path = path
    }
}
