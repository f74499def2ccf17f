"""Official papers and certificates: content, layout, making."""
