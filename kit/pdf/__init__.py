"""Papers to print and to send: a typst template and plain data become a PDF, in either direction."""

from kit.pdf.render import draw, render

__all__ = ["draw", "render"]
