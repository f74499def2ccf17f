"""x"""
def add_options(c): pass
