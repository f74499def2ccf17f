"""The inbox and one digest a day by e-mail."""
