"""The POCC: one seat a province, and the sign-off of what is published."""
