/// The script that bash loads to complete command lines of the tool.
enum CompletionScript {
    /// Whether the arguments ask for the script.
    static func isRequested(by arguments: [String]) -> Bool {
        arguments.dropFirst().joined(separator: "=") == "--generate-completion-script=bash"
    }

    /// The parser's script for bash, with words made whole and a way out.
    ///
    /// The parser's function takes what readline gives it for a word. That is not so at a colon or
    /// an equals sign, and not for a path that is quoted or begins with a variable; what the
    /// function finds nothing for is completed as if there were no script.
    static func bash(_ script: String) -> String {
        script.replacing("complete -o filenames -F _tfevents tfevents", with: wholeWords)
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
            _tfevents "${1}" "${value}" "${words[current - 1]}"
            COMPREPLY=("${COMPREPLY[@]#"${value%"${2}"}"}")
        }

        complete -o filenames -o bashdefault -o default -F __tfevents_whole_words tfevents
        """#
}
