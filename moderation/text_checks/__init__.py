"""What a machine can say about a text before somebody reads it.

``registry`` holds the checks, ``running`` asks them all about one text; the sections add their own
in their ``AppConfig.ready`` with ``registry.register_check``. They inform; those that block keep a
text from being handed in until what is missing is there.
"""
