"""Headless Chromium, as Debian packages it, on TensorBoard's pages."""

import contextlib
import shutil
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tensorboard_server import PATIENCE

# All text that is shown, and all elements, through shadow roots and frames of the same origin.
WALK = """
const texts = [], names = {}, loaded = {img: 0, audio: 0};
function walk(node) {
    if (node.nodeType === Node.TEXT_NODE) {
        const element = node.parentElement;
        const hidden = element && !element.checkVisibility({visibilityProperty: true});
        if (!hidden && node.data.trim()) texts.push(node.data.trim());
        return;
    }
    if (node.nodeType === Node.ELEMENT_NODE) {
        const name = node.localName;
        if (name === 'style' || name === 'script' || name === 'template') return;
        if (node.checkVisibility({visibilityProperty: true})) names[name] = (names[name] || 0) + 1;
        if (node.value && typeof node.value === 'string') texts.push(node.value);
        if (name === 'img' && node.complete && node.naturalWidth > 0) loaded.img += 1;
        if (name === 'audio' && !node.error && node.duration > 0) loaded.audio += 1;
        if (name === 'iframe') {
            try { if (node.contentDocument) walk(node.contentDocument.body); } catch (error) {}
        }
        if (node.shadowRoot) node.shadowRoot.childNodes.forEach(walk);
    }
    node.childNodes.forEach(walk);
}
walk(document.body);
return {text: texts.join('\\n'), elements: names, loaded: loaded};
"""


class Page:
    """What a page shows at one moment."""

    def __init__(self, driver):
        shown = driver.execute_script(WALK)
        self.text = shown["text"]
        self.elements = shown["elements"]
        # Pictures and sounds that the browser could decode.
        self.loaded = shown["loaded"]

    def shows(self, text):
        return text in self.text


def available():
    return shutil.which("chromium") is not None and shutil.which("chromedriver") is not None


@contextlib.contextmanager
def running(width=1400, height=2000):
    """A browser with a window tall enough for the cards of a page: those outside are not drawn."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in [
        "--headless=new", f"--window-size={width},{height}", "--no-sandbox",
        "--disable-dev-shm-usage", "--hide-scrollbars", "--no-proxy-server",
        # Meshes and the projector draw with WebGL, here without a graphics card.
        "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
    ]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = Service(shutil.which("chromedriver") or "chromedriver")
    driver = webdriver.Chrome(options=options, service=service)
    try:
        driver.set_script_timeout(PATIENCE)
        yield driver
    finally:
        driver.quit()


def wait_for(driver, missing, timeout=PATIENCE):
    """Looks until nothing is missing, and says what still is in the end."""
    deadline = time.monotonic() + timeout
    while True:
        page = Page(driver)
        gone = missing(page)
        if not gone or time.monotonic() > deadline:
            return page, gone
        time.sleep(0.5)


def settled_screenshot(driver, timeout=15):
    """A picture of the page once two in a row are the same: charts are drawn after their cards."""
    deadline = time.monotonic() + timeout
    last = None
    while True:
        picture = driver.get_screenshot_as_png()
        if picture == last or time.monotonic() > deadline:
            return picture
        last = picture
        time.sleep(1.5)
