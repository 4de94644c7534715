"""The first duty of a chair, proven by itself: a theme that the POCC has approved."""

from chairs.registries import Evidence


def of_theme(term):
    return [
        Evidence(theme.title, theme.path, theme.term.quarter.first)
        for theme in term.themes.decided().select_related("term")
    ]
