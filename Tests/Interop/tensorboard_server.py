"""The real TensorBoard, as a process of our own."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request


# Who started us may have blocked signals, which children inherit: they could not be ended then.
signal.pthread_sigmask(signal.SIG_SETMASK, [])

# Seconds to wait for what a busy machine may take long for; only a fault takes longer.
PATIENCE = 300


class Server:
    def __init__(self, address, process, log):
        self.address = address
        self.process = process
        self.log = log
        # A proxy that the environment names is none of a local server's business.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def url(self, path, **query):
        return f"{self.address}{path}" + ("?" + urllib.parse.urlencode(query) if query else "")

    def bytes(self, path, **query):
        """The body and the content type of an answer."""
        return self.fetch(self.url(path, **query))

    def json(self, path, **query):
        return json.loads(self.bytes(path, **query)[0])

    def post(self, path, value, **form):
        body = urllib.parse.urlencode(form).encode() if form else json.dumps(value).encode()
        kind = "application/x-www-form-urlencoded" if form else "application/json"
        request = urllib.request.Request(self.url(path), body, {"Content-Type": kind})
        return json.loads(self.fetch(request)[0])

    def fetch(self, request):
        try:
            with self.opener.open(request, timeout=PATIENCE) as response:
                return response.read(), response.headers.get_content_type()
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")[:500]
            raise RuntimeError(f"HTTP {error.code} for {error.url}: {text}") from None


@contextlib.contextmanager
def running(logdir, load_fast, timeout=PATIENCE):
    """Starts TensorBoard on a free port and ends it; `load_fast` chooses one of its two loaders."""
    command = [
        sys.executable, "-m", "tensorboard.main", f"--logdir={logdir}", "--host=127.0.0.1",
        "--port=0", f"--load_fast={'true' if load_fast else 'false'}", "--reload_interval=1",
    ]
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
    with tempfile.TemporaryFile("w+", errors="replace") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment
        )
        try:
            yield Server(_address(process, log, timeout), process, log)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def text_of(log):
    log.seek(0)
    return log.read()


def _address(process, log, timeout):
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if found := re.search(r" at (http://\S+?)/? \(Press", text_of(log)):
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"TensorBoard did not start within {timeout} s:\n{text_of(log)}")
