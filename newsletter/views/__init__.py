"""Pages of the newsletter: for readers, for editors, for sending."""
