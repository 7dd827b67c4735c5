"""Where are files of evidence kept?"""

from django.core.files.storage import Storage, storages


def evidence_storage() -> Storage:
    """Files that only `journal.views.evidence` hands out, to their owner."""
    return storages["evidence"]
