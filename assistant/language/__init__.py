"""What a text is made of: words and stems, numbers with units, names. No model, no state."""
