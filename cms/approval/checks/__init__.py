"""Checks of a text before it is submitted and at each step: findings, never a lock (domain §8.1, §8.8).

`running.run_checks(revision)` makes and stores them, `findings.findings_for(revision)` reads them with the decisions,
`findings.undecided_blocking(revision)` says what holds the text up, `submission` asks that of what is submitted.
One check a file in `rules`; the text of attachments comes from `cms.extraction`.
"""
