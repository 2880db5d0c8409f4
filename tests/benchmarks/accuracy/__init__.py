"""How often the program is right, on people whose every joint angle is known.

    python -m tests.benchmarks.accuracy [--split test|tuning|all] [--jobs N]

The street: ``samples`` (which clips there are) → ``judged`` (a clip judged beside its truth) →
``records`` (what is kept of it, plain data) → ``cells``, ``exercises``, ``ladders``,
``abstention``, ``signals`` (the figures) → ``results`` (all of them, stored and compared) →
``tables`` and ``picture``.
"""
