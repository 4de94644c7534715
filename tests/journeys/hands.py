"""Two ways to use a page: by pointing, and by keyboard alone with the focus visible at each stop."""

from playwright.sync_api import TimeoutError as PlaywrightTimeout

VISIBLE_FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return true;
  const ringed = (s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0;
  const rings = (s) => ringed(s) || s.boxShadow !== 'none';
  const shows = (e) => [null, '::before', '::after'].some((part) => rings(getComputedStyle(e, part)));
  const box = at.getBoundingClientRect();
  const isThere = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return isThere && (shows(at) || Boolean(at.parentElement && rings(getComputedStyle(at.parentElement))));
}"""
NAME = "() => document.activeElement.outerHTML.slice(0, 160)"
MOST_STOPS = 400
MOST_CHOICES = 20


class Pointing:
    """Clicks and taps."""

    def __init__(self, page):
        self.page = page

    def press(self, target):
        self.page.locator(target).first.click()

    def write(self, target, text):
        self.page.locator(target).first.fill(text)

    def choose(self, target, value):
        self.page.locator(target).first.select_option(value)

    def date(self, target, day):
        self.write(target, day.isoformat())

    def give(self, target, files):
        self.page.locator(target).first.set_input_files(files)


class Typing:
    """Tab, Enter, Space, arrows and letters: no pointer."""

    def __init__(self, page):
        self.page = page

    def reach(self, target):
        goal = self.page.locator(target).first
        goal.wait_for(state="attached")
        for _ in range(MOST_STOPS):
            if goal.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            self.see()
        raise AssertionError(f"{target} was not reached by Tab on {self.page.url}")

    def see(self):
        """The focus is seen, at the latest when the page has scrolled to it."""
        try:
            self.page.wait_for_function(VISIBLE_FOCUS, timeout=3000)
        except PlaywrightTimeout:
            raise AssertionError(f"The focus is not seen on {self.page.evaluate(NAME)}") from None

    def press(self, target):
        if self.page.locator(target).first.get_attribute("type") == "radio":
            return self._pick(target)
        self.reach(target)
        is_box = self.page.evaluate("() => document.activeElement.type === 'checkbox'")
        return self.page.keyboard.press("Space" if is_box else "Enter")

    def _pick(self, target):
        """Tab enters a group of radio buttons at its first, the arrows go on from there."""
        goal = self.page.locator(target).first
        self.reach(f"input[name={goal.get_attribute('name')}]")
        self.page.keyboard.press("Space")
        for _ in range(MOST_CHOICES):
            if goal.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
            self.see()
        raise AssertionError(f"{target} was not reached by arrows on {self.page.url}")

    def write(self, target, text):
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def choose(self, target, value):
        self.reach(target)
        label = self.page.locator(f'{target} option[value="{value}"]').first.text_content().strip()
        self.page.keyboard.type(label)
        assert self.page.locator(target).first.input_value() == value

    def date(self, target, day):
        """Digit by digit, in the order of the browser's own language."""
        self.reach(target)
        for order in ("%m%d%Y", "%d%m%Y"):
            self.page.keyboard.type(day.strftime(order))
            if self.page.locator(target).first.input_value() == day.isoformat():
                return
            self.page.keyboard.press("Shift+Tab")
            self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"{day} could not be typed into {target}")

    def give(self, target, files):
        self.reach(target)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(files)
