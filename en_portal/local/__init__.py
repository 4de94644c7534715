"""The portal on one's own machine: what `./portal` does once its packages are there."""
