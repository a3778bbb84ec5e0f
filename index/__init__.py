"""The search index: derived, disposable, private. The only package that imports whoosh."""
