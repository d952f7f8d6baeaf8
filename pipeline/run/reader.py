"""What a worker process does; all that it needs is imported at its first article.

In: a part of the articles. Out: rows of every table. Those imports take half a second, and a run that knows every
article does without.
"""

from pipeline.run.jobs import TABLES, Job, Rows


def read_job(job: Job) -> Rows:
    """Rows of every table for one part."""
    if not job.articles:  # every article of the part was known
        return {name: [] for name in TABLES}
    from pipeline.run.part import extract_part

    return extract_part(job)
