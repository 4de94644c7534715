"""The one theme of a quarter and its tangible goal."""
