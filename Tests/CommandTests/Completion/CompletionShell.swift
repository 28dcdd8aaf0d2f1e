import Foundation
import SystemPackage
import TestSupport
import Testing

/// A shell that completes a command line of the tool, as it would at a press of Tab.
///
/// bash is everywhere. The tests with zsh and fish are skipped where these are not installed;
/// `TFEVENTS_REQUIRE_SHELLS=1` makes that a failure.
enum CompletionShell: String, CaseIterable, CustomTestStringConvertible {
    case bash
    case zsh
    case fish

    var testDescription: String { rawValue }

    /// The shells to test.
    static let wanted = allCases.filter(\.isWanted)
    /// The shells that the tests leave out.
    static let missing = allCases.filter { !$0.isWanted }

    private var isWanted: Bool { self == .bash || Self.areRequired || isInstalled }

    private static var areRequired: Bool {
        ProcessInfo.processInfo.environment["TFEVENTS_REQUIRE_SHELLS"] == "1"
    }

    private var isInstalled: Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(rawValue)")
        }
    }

    static let hint: Comment = "install zsh and fish; TFEVENTS_REQUIRE_SHELLS=1 requires them"

    /// What the shell offers for the last of the words after `tfevents`, sorted, directories
    /// without their slash.
    func candidates(_ line: [String]) throws -> [String] {
        let tool = try #require(BuiltProduct.url("tfevents"))
        let script = try Command.run(["--generate-completion-script", rawValue])
        try #require(script.status == 0, "\(script.errors)")
        let scratch = try ScratchDirectory([
            "script": Array(script.output.utf8),
            "driver": Array(driver.utf8),
            "found": [],
        ])
        let process = try Command.prepare(
            [
                self == .zsh ? "zsh" : "bash", scratch.path("driver").string,
                scratch.path("script").string, scratch.path("found").string, "tfevents",
            ] + line,
            environment: [
                "HOME": scratch.path.string, "ZDOTDIR": scratch.path.string,
                "PATH": tool.deletingLastPathComponent().path + ":"
                    + (ProcessInfo.processInfo.environment["PATH"] ?? ""),
            ]
        )
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let outcome = try Command.finish(process, input: nil)
        try #require(outcome.status == 0, "\(outcome.errors)\(outcome.output)")
        let found = try String(contentsOfFile: scratch.path("found").string, encoding: .utf8)
        return found.split(separator: "\n").map { line in
            String(line.hasSuffix("/") ? line.dropLast() : line)
        }.sorted()
    }

    /// A program that takes the script, a file for what is found, and the words.
    private var driver: String {
        switch self {
        case .bash: Self.bashDriver
        case .zsh: Self.zshDriver
        case .fish: Self.fishDriver
        }
    }

    /// Calls the function that `complete -F` names with what readline would give it.
    private static let bashDriver = #"""
        source "$1"
        found=$2
        shift 2
        # readline splits words, and gives the function what follows the last split.
        words=("$@")
        COMP_WORDS=()
        for word in "${words[@]}"; do
            while [[ $word =~ ^([^=:]*)([=:])(.*)$ ]]; do
                [[ -z ${BASH_REMATCH[1]} ]] || COMP_WORDS+=("${BASH_REMATCH[1]}")
                COMP_WORDS+=("${BASH_REMATCH[2]}")
                word=${BASH_REMATCH[3]}
                [[ -n $word ]] || continue 2
            done
            COMP_WORDS+=("$word")
        done
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMP_LINE="$*"
        COMP_POINT=${#COMP_LINE}
        specification=$(complete -p tfevents) || exit
        [[ $specification =~ -F\ ([^ ]+) ]] || exit
        current=${COMP_WORDS[COMP_CWORD]}
        [[ $current != [=:] ]] || current=
        "${BASH_REMATCH[1]}" tfevents "$current" "${COMP_WORDS[COMP_CWORD - 1]}"
        [[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\n' "${COMPREPLY[@]}" >"$found"
        """#

    /// Types into a shell of its own: only there does fish know of a command line.
    private static let fishDriver = #"""
        printf %s "$3 ${*:4}" >"$2.line"
        printf '%s\n' "complete --do-complete (cat $2.line) | string split -f 1 \\t >$2; exit 0" |
            TERM=dumb script -qec "fish --no-config -i -C 'source $1'" /dev/null >/dev/null
        """#

    /// Types into a shell of its own, whose `compadd` writes down what it is given.
    private static let zshDriver = #"""
        zmodload zsh/zpty || exit
        script=$1 found=$2
        shift 2
        zpty inner zsh -f -i
        zpty -w inner "PROMPT= RPROMPT=; unsetopt zle_bracketed_paste 2>/dev/null; stty -echo
        autoload -U compinit; compinit -u -D; source ${(q)script}
        compadd() {
            if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd \"\$@\"; return; fi
            local -a hits
            builtin compadd -A hits \"\$@\"
            local -a prefix
            zparseopts -E p:=prefix
            [[ \$#hits == 0 ]] || print -rl -- \${prefix[2]}\${^hits} >>${(q)found}
        }
        finish() { print -r -- the end; exit }
        zle -N finish
        bindkey '^I' complete-word
        bindkey '^X' finish
        print -r -- the start"
        read_until() {
            local line
            while zpty -r inner line; do [[ $line == *$1* ]] && return; done
        }
        read_until 'the start'
        zpty -n -w inner "${(j: :)@}"$'\t'$'\x18'
        read_until 'the end'
        """#
}
