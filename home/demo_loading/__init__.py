"""The demonstration that ``manage.py load_demo`` loads; its words stand in ``home/demo/*.toml``."""
