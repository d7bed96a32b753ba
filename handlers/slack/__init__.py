"""Slack, both directions."""
