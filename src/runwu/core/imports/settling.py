"""Bring a batch whose job ended without it back to a state that a person can go on from (中断之后)."""

from runwu.core.models import BatchState, ImportBatch, Job

WORKING = (BatchState.UPLOADED, BatchState.READING, BatchState.COMMITTING)


def job_of(batch: ImportBatch) -> Job | None:
    """Return the job that reads or writes a batch."""
    return Job.objects.filter(public_id=batch.job).first() if batch.job else None


def works(batch: ImportBatch) -> bool:
    """Tell whether a job is at work on a batch, or waits to be."""
    job = job_of(batch)
    return batch.state in WORKING and job is not None and job.active and not job.interrupted


def settle(batch: ImportBatch) -> ImportBatch:
    """Open a batch again whose writing was cancelled, failed or killed: nothing of it was written."""
    if batch.state in WORKING and not works(batch):
        batch.refresh_from_db()  # the job may have ended between the two looks
    if batch.state == BatchState.COMMITTING and not works(batch):
        ImportBatch.objects.filter(pk=batch.pk, state=BatchState.COMMITTING).update(state=BatchState.READY)
        batch.refresh_from_db()
    return batch
