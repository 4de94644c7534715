"""Pages over long lists."""

from django.core.paginator import Paginator

SHOWN = 1_000  # further down nobody looks: narrow the list instead


class CountedPages(Paginator):
    """Pages over a list whose length is known already; `rows_each` on a page, the first `SHOWN` in all."""

    def __init__(self, rows, total, rows_each):
        self.total, self.is_bounded = min(total, SHOWN), total > SHOWN
        super().__init__(rows, rows_each)

    @property
    def count(self):
        return self.total
