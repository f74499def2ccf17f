"""Measurements of the product, and other engines that the ranking is compared with."""
