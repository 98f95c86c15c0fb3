"""What rules read from the text: each finding points at its words, and nothing is guessed."""
