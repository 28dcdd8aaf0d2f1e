"""A local S3, for tests: moto's server with an empty bucket.

    python s3_server.py --present       exit status 0 if moto and the AWS command line are installed
    python s3_server.py READY           writes the server's URL to the file READY, and runs until its
                                        standard input ends
"""

import importlib.util
import os
import pathlib
import sys

BUCKET = "logs"


def main():
    if sys.argv[1] == "--present":
        modules = ["moto", "flask", "awscli"]
        sys.exit(0 if all(importlib.util.find_spec(name) for name in modules) else 1)
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    client = boto3.client(
        "s3", endpoint_url=url, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
    )
    client.create_bucket(Bucket=BUCKET)
    ready = pathlib.Path(sys.argv[1])
    temporary = ready.with_suffix(".new")
    temporary.write_text(url)
    os.replace(temporary, ready)
    sys.stdin.read()
    server.stop()


main()
