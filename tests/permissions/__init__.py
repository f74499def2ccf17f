"""What the rows of the permission table are made of, and the table itself."""
