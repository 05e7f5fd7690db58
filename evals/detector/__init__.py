"""How good is the claim check itself? Measured on labelled pairs of claim and evidence."""
