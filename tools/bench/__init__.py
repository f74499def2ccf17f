"""Engines that the ranking is measured against. No part of the product, and never installed."""
