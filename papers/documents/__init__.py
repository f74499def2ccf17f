"""Official papers: values by kind (contexts), Word templates (word_*), and files made of both."""
