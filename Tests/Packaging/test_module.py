"""Tests the Python module, in the environment that its wheel is installed in.

    python Tests/Packaging/test_module.py
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import warnings
from unittest import mock

import tfevents

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "Fixtures"
DEMO = FIXTURES / "demo"


class Reports(unittest.TestCase):
    def test_scan_is_the_tools_report(self):
        report = tfevents.scan(DEMO)
        self.assertEqual(report["version"], 1)
        self.assertEqual(report["exitCode"], 1)
        first = report["findings"][0]
        self.assertEqual((first["tag"], first["kind"]), ("gradient/lin3.weight", "nan"))
        self.assertEqual(first["first"]["step"], 37)
        self.assertEqual(report["totals"]["nan"], 632)
        printed = subprocess.run(
            [tfevents.find_tool(), "scan", "--format", "json", str(DEMO)], stdout=subprocess.PIPE)
        self.assertEqual(json.loads(printed.stdout), report)

    def test_explain_names_the_origin(self):
        report = tfevents.explain(str(DEMO))
        story = report["stories"][0]
        self.assertEqual((story["tag"], story["step"]), ("gradient/lin3.weight", 37))
        self.assertEqual(story["direction"], "backward")

    def test_a_clean_run(self):
        report = tfevents.scan(FIXTURES / "clean")
        self.assertEqual((report["exitCode"], report["findings"]), (0, []))
        self.assertEqual(tfevents.explain(FIXTURES / "clean")["stories"], [])

    def test_several_paths(self):
        both = tfevents.scan([DEMO, str(FIXTURES / "clean")])
        self.assertEqual(both["totals"]["runs"], 3)

    def test_selections(self):
        some = tfevents.scan(DEMO, tags=["loss/*"], steps=(None, 38), jobs=1)
        self.assertEqual([one["tag"] for one in some["findings"]], ["loss/train"])
        self.assertEqual(some["findings"][0]["occurrences"], 1)
        self.assertEqual(tfevents.scan(DEMO, tags="loss/*", steps=(0, 37))["findings"], [])
        allowed = tfevents.scan(DEMO, allow=["*=any"])
        self.assertEqual(allowed["exitCode"], 0)
        self.assertTrue(all(one["allowed"] for one in allowed["findings"]))
        empty = tfevents.scan(DEMO, tags=["nothing"], allow_empty=True)
        self.assertEqual(empty["totals"]["elements"], 0)
        self.assertEqual(tfevents.scan(DEMO, exclude_tags=["*"], allow_empty=True)["findings"], [])
        self.assertEqual(tfevents.scan(DEMO, exclude_files=["*.1.1"])["totals"]["files"], 1)

    def test_check_range_and_rules(self):
        with tempfile.TemporaryDirectory() as directory:
            rules = pathlib.Path(directory) / "rules"
            rules.write_text("ignored *\n")
            self.assertEqual(tfevents.explain(DEMO, rules=rules)["version"], 1)
        report = tfevents.scan(FIXTURES / "datasets", check_range=True)
        self.assertIn(report["exitCode"], (1, 2))


class Errors(unittest.TestCase):
    def test_a_missing_path(self):
        with self.assertRaises(tfevents.InputError) as caught:
            tfevents.scan("/nowhere/at all")
        self.assertEqual(caught.exception.status, 66)
        self.assertIn("/nowhere/at all", str(caught.exception))

    def test_one_bad_path_among_good_ones(self):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            report = tfevents.scan([DEMO, "/nowhere"])
        self.assertEqual(report["exitCode"], 1)
        self.assertIn("/nowhere", str(caught[0].message))
        self.assertEqual(caught[0].filename, __file__)
        with self.assertRaises(tfevents.InputError) as error:
            tfevents.scan([FIXTURES / "clean", "/nowhere"])
        self.assertEqual(error.exception.report["totals"]["runs"], 2)

    def test_something_else(self):
        with self.assertRaises(tfevents.NotEventFileError) as caught:
            tfevents.scan(__file__)
        self.assertEqual(caught.exception.status, 65)

    def test_a_selection_that_matches_nothing(self):
        with self.assertRaises(tfevents.InputError) as caught:
            tfevents.scan(DEMO, tags=["los/train"])
        self.assertIn("loss/train", str(caught.exception))

    def test_wrong_arguments(self):
        with self.assertRaises(tfevents.UsageError) as caught:
            tfevents.scan(DEMO, allow=["*=nonsense"])
        self.assertEqual(caught.exception.status, 64)
        with self.assertRaises(tfevents.UsageError):
            tfevents.scan([])
        with self.assertRaises(tfevents.Error):
            tfevents.scan("a\0b")

    def test_names_that_look_like_options(self):
        with self.assertRaises(tfevents.InputError):
            tfevents.scan("--help")
        with self.assertRaises(tfevents.InputError):
            tfevents.scan("-")

    def test_a_tool_that_is_killed(self):
        with tempfile.TemporaryDirectory() as directory:
            tool = pathlib.Path(directory) / "tfevents"
            tool.write_text("#!/bin/sh\nkill -9 $$\n")
            tool.chmod(0o755)
            with mock.patch("tfevents._tool.find_tool", lambda: str(tool)):
                with self.assertRaises(tfevents.Error) as caught:
                    tfevents.scan(DEMO)
            self.assertEqual(caught.exception.status, -9)
            self.assertIn("signal 9", str(caught.exception))

    def test_no_tool(self):
        with tempfile.TemporaryDirectory() as directory:
            places = {"PATH": directory}
            with mock.patch("sysconfig.get_path", lambda *a, **k: directory), \
                    mock.patch.dict(os.environ, places), \
                    mock.patch("tfevents._tool.__file__", directory + "/a/b/c/d/e.py"):
                with self.assertRaises(tfevents.ToolNotFoundError):
                    tfevents.find_tool()


class Module(unittest.TestCase):
    def test_the_module_is_the_tool(self):
        run = subprocess.run(
            [sys.executable, "-m", "tfevents", "scan", str(DEMO)], stdout=subprocess.PIPE)
        tool = subprocess.run([tfevents.find_tool(), "scan", str(DEMO)], stdout=subprocess.PIPE)
        self.assertEqual((run.returncode, run.stdout), (1, tool.stdout))

    def test_the_tool_is_this_environments(self):
        self.assertEqual(
            pathlib.Path(tfevents.find_tool()).parent, pathlib.Path(sys.executable).parent)


if __name__ == "__main__":
    unittest.main()
