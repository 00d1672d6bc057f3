"""The tables of the catalogue, and how an older catalogue comes to have them."""

VERSION = 2
APPLICATION = 0x504F4C51  # "POLQ"

_TABLES = """
CREATE TABLE reports (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, source_name TEXT NOT NULL, pipeline TEXT NOT NULL,
    metadata TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL, pages TEXT NOT NULL, passages TEXT NOT NULL, seal BLOB NOT NULL);
CREATE TABLE sources (
    path TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, seen_ns INTEGER NOT NULL,
    pipeline TEXT NOT NULL, report INTEGER REFERENCES reports(number), problem_code TEXT, problem_message TEXT, seal BLOB NOT NULL);
CREATE INDEX sources_by_report ON sources(report);
CREATE TABLE vectors (
    report INTEGER NOT NULL REFERENCES reports(number) ON DELETE CASCADE, encoder TEXT NOT NULL, dimension INTEGER NOT NULL,
    data BLOB NOT NULL, seal BLOB NOT NULL, PRIMARY KEY (report, encoder));
"""
# What leads from a version to the next one.
_STEPS = {
    1: """
CREATE TABLE traces (
    report INTEGER PRIMARY KEY REFERENCES reports(number) ON DELETE CASCADE, method TEXT NOT NULL, signature BLOB NOT NULL,
    figures TEXT NOT NULL, repeals TEXT NOT NULL, seal BLOB NOT NULL);
CREATE TABLE indicators (
    report INTEGER PRIMARY KEY REFERENCES reports(number) ON DELETE CASCADE, data TEXT NOT NULL, seal BLOB NOT NULL);
CREATE TABLE layouts (report INTEGER PRIMARY KEY REFERENCES reports(number) ON DELETE CASCADE, data BLOB NOT NULL, seal BLOB NOT NULL);
CREATE TABLE corrections (
    report TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, seal BLOB NOT NULL, PRIMARY KEY (report, field));
"""
}


def creation() -> str:
    """One transaction that makes an empty database a catalogue."""
    steps = "".join(_STEPS.values())
    return f"BEGIN IMMEDIATE; {_TABLES}{steps} PRAGMA application_id={APPLICATION}; PRAGMA user_version={VERSION}; COMMIT;"


def migration(version: int) -> str:
    """One transaction that brings a catalogue of an older version up to date."""
    steps = "".join(_STEPS[step] for step in range(version, VERSION))
    return f"BEGIN IMMEDIATE; {steps} PRAGMA user_version={VERSION}; COMMIT;"
