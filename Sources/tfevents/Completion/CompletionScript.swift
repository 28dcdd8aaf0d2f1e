import ArgumentParser

/// The scripts that shells load to complete command lines of the tool.
enum CompletionScript {
    /// The shell whose script the arguments ask for; nil if they do not.
    static func shell(requestedBy arguments: [String]) -> CompletionShell? {
        let words = arguments.dropFirst().joined(separator: "=")
        let option = "--generate-completion-script="
        guard words.hasPrefix(option) else { return nil }
        return CompletionShell(rawValue: String(words.dropFirst(option.count)))
    }

    /// The parser's script for a shell, mended.
    ///
    /// - Parameters:
    ///   - script: The parser's script.
    ///   - shell: The shell.
    ///   - commands: The commands, which `help` takes.
    /// - Returns: The script.
    static func text(_ script: String, for shell: CompletionShell, commands: [String]) -> String {
        let names = commands.joined(separator: " ")
        switch shell {
        case .bash: return bash(script, names)
        case .zsh: return zsh(script, names)
        case .fish: return fish(script, names)
        default: return script
        }
    }

    /// The parser's script for bash, with words made whole and a way out.
    ///
    /// The parser's function takes what readline gives it for a word. That is not so at a colon or
    /// an equals sign, and not for a path that is quoted or begins with a variable; what the
    /// function finds nothing for is completed as if there were no script.
    private static func bash(_ script: String, _ commands: String) -> String {
        script.replacing(
            "complete -o filenames -F _tfevents tfevents",
            with: wholeWords.replacing("COMMANDS", with: commands)
        )
    }

    /// The parser's script for zsh, in which an option takes its value after `=` as well.
    private static func zsh(_ script: String, _ commands: String) -> String {
        let lines = script.split(separator: "\n", omittingEmptySubsequences: false).map {
            line -> String in
            if line.hasSuffix("'*:subcommands:'") {
                return String(line).replacing("*:subcommands:", with: "1:subcommand:(\(commands))")
            }
            guard line.contains("]:") else { return String(line) }
            return String(line).replacing(/('\*?--[a-z-]+)\[/) { "\($0.output.1)=[" }
                .replacing(/\{-([a-z]),(--[a-z-]+)\}/) { "{-\($0.output.1)+,\($0.output.2)=}" }
        }
        return lines.joined(separator: "\n")
    }

    /// The parser's script for fish, in which a value is not described by its option's help.
    private static func fish(_ script: String, _ commands: String) -> String {
        let help =
            "complete -c 'tfevents' -n '__tfevents_should_offer_completions_for_positional "
            + "\"tfevents help\" -eq 1' -fa '\(commands)'"
        let lines = script.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
            line -> [String] in
            // Values that are offered: the option, and once more without a description.
            guard
                let match = line.wholeMatch(
                    of: /(complete .* -l '[a-z-]+') (-d '(?:[^'\\]|\\.)*') (-r[a-z]*a '.+')/
                )
            else { return [String(line)] }
            return ["\(match.1) \(match.2) -rf", "\(match.1) \(match.3)"]
        }
        return lines.joined(separator: "\n") + "\n" + help
    }

    private static let wholeWords = #"""
        __tfevents_whole_words() {
            # readline splits a word at each = and :, and replaces only what follows the last one.
            local -a words=()
            local -i index word=-1 current=0
            local rest="${COMP_LINE}" piece
            for index in "${!COMP_WORDS[@]}"; do
                piece="${COMP_WORDS[index]}"
                if [[ "${word}" -lt 0 || "${rest}" = [[:space:]]* ]]; then
                    rest="${rest#"${rest%%[![:space:]]*}"}"
                    word+=1
                    words[word]=''
                fi
                words[word]+="${piece}"
                rest="${rest#"${piece}"}"
                [[ "${index}" -eq "${COMP_CWORD}" ]] && current="${word}"
            done
            local value="${words[current]}"
            if [[ "${value}" = --*=* ]]; then
                # The parser's function knows an option and its value only as two words.
                words=("${words[@]::current}" "${value%%=*}" "${value#*=}" "${words[@]:current + 1}")
                current+=1
                value="${words[current]}"
            fi
            local -a COMP_WORDS=("${words[@]}")
            local -i COMP_CWORD="${current}"
            if [[ "${words[1]}" = help && "${current}" -eq 2 ]]; then
                COMPREPLY=($(compgen -W 'COMMANDS' -- "${value}"))
                return
            fi
            _tfevents "${1}" "${value}" "${words[current - 1]}"
            COMPREPLY=("${COMPREPLY[@]#"${value%"${2}"}"}")
            case "${words[current - 1]}" in
            --tag|--exclude-tag|--run|--allow)
                # No file names, of which readline shows only the last part and quotes more. It does
                # not quote other words at all.
                if [[ "${#COMPREPLY[@]}" -gt 0 ]] && compopt +o filenames 2>/dev/null; then
                    for index in "${!COMPREPLY[@]}"; do
                        printf -v COMPREPLY[index] %q "${COMPREPLY[index]}"
                    done
                fi
                ;;
            esac
        }

        complete -o filenames -o bashdefault -o default -F __tfevents_whole_words tfevents
        """#
}
