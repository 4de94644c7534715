"""Pages of the committee, one module a subject."""
