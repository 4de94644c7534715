"""What axe finds on the page that is open: each fault in one line."""

from axe_playwright_python.base import AXE_SCRIPT

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
ASK = """levels => axe.run({
  runOnly: {type: "tag", values: levels}, resultTypes: ["violations"], preload: false,
}).then(({violations}) => violations.map(
  ({id, nodes}) => `${id}: ${nodes[0].html.slice(0, 160)} (${nodes.length})`
))"""


def violations(page):
    """Lines of "rule: element (how many)"; the script is put into a page once, whatever its widths."""
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    page.evaluate(SETTLED)
    return page.evaluate(ASK, LEVELS)
