"""What Prometheus is told: what this process counted, and what stands in the database.

A leaf: who meets an event counts it here. Labels come from short lists of ours, never from
people, accounts or addresses. Every name is explained in ``docs/metrics.md``.
"""
