"""Vietnamese sentences made from what `queries` read."""
