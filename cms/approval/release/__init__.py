"""What becomes public, at which time, and what is taken off."""
