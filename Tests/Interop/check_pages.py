"""Opens each of TensorBoard's pages in headless Chromium: its cards are there, and no error.

    python check_pages.py LOGDIR SCREENSHOTS

What should be there comes from `expected.json`. Each page is left as a picture in the directory
SCREENSHOTS, for people to look at.
"""

import pathlib
import re
import sys
import urllib.parse

import browser
import check_api
import expectation
import tensorboard_server
from api_tensors import cells
from expectation import tags

ERRORS = re.compile(
    r".*(\b[Ee]rror\b|[Nn]o dashboards are active|data (was|were) found|[Ff]ailed|not found).*"
)
BUSY = re.compile(r"(Computing|Fetching|Loading|Parsing)\b.*\.\.\.")
# What TensorBoard's own chart says of a series with a NaN, which it draws all the same.
HARMLESS = "computeBoundingSphere(): Computed radius is NaN"
# As many cards as a page of them holds.
PAGE = 12


class Tab:
    """A page, and what it must show."""

    def __init__(self, name, texts=(), elements=None, loaded=None, query=""):
        self.name = name
        self.texts = sorted(set(texts))
        self.elements = elements or {}
        self.loaded = loaded or {}
        self.query = query

    def missing(self, page):
        missing = [f"{text!r} is not shown" for text in self.texts if not page.shows(text)]
        missing += BUSY.findall(page.text)
        for found, wanted in ((page.elements, self.elements), (page.loaded, self.loaded)):
            missing += [
                f"{found.get(name, 0)} <{name}> instead of {count} or more"
                for name, count in wanted.items() if found.get(name, 0) < count
            ]
        return missing

    def address(self, server):
        return f"{server.address}/?darkMode=false&tagFilter=.*#{self.name}{self.query}"


def cards(name, section, **elements):
    """A page with a card for each tag.

    The filter makes a group of all of them, which is shown page by page; cards of the first other
    groups come twice therefore.
    """
    names = sorted({tag for _, tag in tags(section)})
    shown = names if len(names) <= PAGE else []
    return Tab(name, shown, {key: min(count, PAGE) for key, count in elements.items()},
               query="&tagFilter=.*")


def sample_count(section):
    return sum(
        max(len(point["sha256"]) for point in points)
        for series in section.values() for points in series.values()
    )


def tabs(expected):
    """The pages that the expectation has data for."""
    if scalars := expected.get("scalars"):
        names = {tag for _, tag in tags(scalars)}
        yield cards("scalars", scalars, **{"tf-scalar-card": len(names),
                                           "vz-line-chart2": len(names)})
        yield time_series(expected)
    if histograms := expected.get("histograms"):
        count = len(tags(histograms))
        yield cards("histograms", histograms, **{"vz-histogram-timeseries": count})
        yield cards("distributions", histograms, **{"vz-distribution-chart": count})
    if images := expected.get("images"):
        tab = cards("images", images, **{"tf-image-loader": sample_count(images)})
        tab.loaded = {"img": min(PAGE, sample_count(images))}
        yield tab
    if audio := expected.get("audio"):
        tab = cards("audio", audio, **{"audio": sample_count(audio)})
        tab.loaded = {"audio": min(PAGE, sample_count(audio))}
        yield tab
    if text := expected.get("text"):
        tab = cards("text", text, **{"tf-text-loader": len(tags(text))})
        tab.texts += [
            cell.strip() for series in text.values() for points in series.values()
            for cell in cells(points[-1][1]) if re.fullmatch(r"[\w .,<]+", cell)
        ]
        yield tab
    if curves := expected.get("pr_curves"):
        yield cards("pr_curves", curves, **{"tf-pr-curve-card": len({t for _, t in tags(curves)})})
    if meshes := expected.get("meshes"):
        yield cards("mesh", meshes, **{"tf-mesh-loader": len(tags(meshes)),
                                       "canvas": len(tags(meshes))})
    yield from structured_tabs(expected)


def time_series(expected):
    """Cards of scalars by tag, of histograms and images by tag and run."""
    scalar_cards = len({tag for _, tag in tags(expected["scalars"])})
    histogram_cards = len(tags(expected.get("histograms", {})))
    image_cards = sample_count(expected.get("images", {}))
    counts = {"scalar-card": scalar_cards, "histogram-card": histogram_cards,
              "image-card": image_cards}
    return Tab("timeseries", elements=counts if sum(counts.values()) <= PAGE else {})


def structured_tabs(expected):
    if layout := expected.get("custom_scalars"):
        charts = [chart for category in layout["category"] for chart in category["chart"]]
        yield Tab(
            "custom_scalars",
            [category["title"] for category in layout["category"]]
            + [chart["title"] for chart in charts],
            {"tf-custom-scalar-multi-line-chart-card": sum("multiline" in c for c in charts),
             "tf-custom-scalar-margin-chart-card": sum("margin" in c for c in charts)},
        )
    if sessions := expected.get("hparams"):
        names = [name for session in sessions.values() for name in session["hparams"]]
        yield Tab("hparams", [*sessions, *names], {"tf-hparams-table-view": 1})
    for run, nodes in sorted(expected.get("graphs", {}).items()):
        # The page opens with every scope closed.
        tops = {node["name"].split("/")[0] for node in nodes}
        yield Tab("graphs", tops, {"tf-graph-scene": 1}, query=f"&run={urllib.parse.quote(run)}")
    for run, embeddings in sorted(expected.get("projector", {}).items()):
        name, embedding = next(iter(embeddings.items()))
        count, dimensions = embedding["shape"]
        yield Tab("projector", [name, str(count), str(dimensions)],
                  {"vz-projector-dashboard": 1, "vz-projector": 1},
                  query=f"&run={urllib.parse.quote(run)}")


def check(server, driver, expected, screenshots, findings):
    for tab in tabs(expected):
        # A fragment alone does not load a page anew.
        driver.get("about:blank")
        driver.get(tab.address(server))
        page, missing = browser.wait_for(driver, tab.missing)
        (screenshots / f"{tab.name}.png").write_bytes(browser.settled_screenshot(driver))
        findings.true(f"page {tab.name}: {'; '.join(missing)}", not missing)
        for line in page.text.splitlines():
            findings.true(f"page {tab.name} says {line!r}", not ERRORS.fullmatch(line))
        for entry in driver.get_log("browser"):
            is_fine = entry["level"] != "SEVERE" or HARMLESS in entry["message"]
            findings.true(f"page {tab.name}: {entry['message']}", is_fine)


def main(logdir, screenshots):
    if not browser.available():
        sys.exit("chromium and chromedriver are not installed")
    expected = expectation.load(logdir)
    screenshots = pathlib.Path(screenshots)
    screenshots.mkdir(parents=True, exist_ok=True)
    findings = expectation.Findings()
    with tensorboard_server.running(logdir, load_fast=True) as server:
        check_api.check_until_loaded(server, expected)
        with browser.running() as driver:
            check(server, driver, expected, screenshots, findings)
    for error in findings.errors:
        print(f"pages: {error}")
    print(f"pages: {findings.count} checks, {len(findings.errors)} errors")
    sys.exit(bool(findings.errors) or findings.count == 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
