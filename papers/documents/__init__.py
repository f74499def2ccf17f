"""Official papers: what each says (contexts), how it looks (templates), how it becomes a file."""
