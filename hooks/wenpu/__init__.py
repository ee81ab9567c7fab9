"""Wenpu: articles and a shop from one folder of Markdown and YAML."""
