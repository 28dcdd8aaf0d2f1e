# Builds the tool from a source archive, with Homebrew's protobuf-c.
#
#   brew install --formula .packaging/tfevents.rb
#
# Not tried: no macOS was at hand. A release fills in `url` and `sha256`.
class Tfevents < Formula
  desc "Find NaN and infinity in TensorBoard event files, and the cause"
  license "Apache-2.0"
  url "file:///path/to/tfevents-0.2.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"

  depends_on xcode: ["16.3", :build]
  depends_on macos: :sequoia
  depends_on "protobuf-c"
  uses_from_macos "zlib"

  def install
    system "swift", "build", "--disable-sandbox", "-c", "release", "--product", "tfevents"
    bin.install ".build/release/tfevents"
    generate_completions_from_executable(
      bin/"tfevents", "--generate-completion-script", shells: [:bash, :zsh, :fish],
      shell_parameter_format: :none
    )
    system ".ci/manual", "man", bin/"tfevents"
    man1.install Dir["man/*.1"]
  end

  test do
    (testpath/"empty").mkpath
    assert_match "tfevents #{version}", shell_output("#{bin}/tfevents --version")
    shell_output("#{bin}/tfevents scan #{testpath}/empty", 66)
  end
end
