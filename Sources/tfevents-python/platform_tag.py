"""Tags the wheel for the platform of the tool inside: any Python 3 there can use it."""

import os

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlatformTag(BuildHookInterface):
    def initialize(self, version, build_data):
        build_data["pure_python"] = False
        build_data["tag"] = "py3-none-" + os.environ["TFEVENTS_PLATFORM"]
