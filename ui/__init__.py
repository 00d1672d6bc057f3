"""The three ways in: command line, HTTP API and chat page."""
