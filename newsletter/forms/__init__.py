"""Forms of the newsletter, one module a subject."""
