"""Many processes write at once: nothing is lost, nothing numbered twice, and the chain holds."""

import json
import os
import subprocess
import sys

WRITERS, ACTS = 3, 10

PREPARE = "from fangxian.site.start import prepare_database, start; start(); prepare_database()"

WRITE = f"""
import sys
from fangxian.site.start import start
start()
from django.db import transaction
from fangxian.operations.clock import SystemClock
from fangxian.operations.journal.services import record

class Writer:
    user_id, role, office_id = sys.argv[1], "commander", "o-1"

for act in range({ACTS}):
    with transaction.atomic():
        record(Writer(), "reported", "note", f"many-{{sys.argv[1]}}-{{act}}", at=SystemClock().now())
"""

READ = """
import json
from fangxian.site.start import start
start()
from fangxian.operations.journal.models import Entry, Seal
from fangxian.operations.journal.queries import verify
report = verify()
kept = Entry.objects.filter(object_id__startswith="many-").values_list("object_id", flat=True)
print(json.dumps([report.ok, report.waiting, len(kept), len(set(kept)), Seal.objects.count() == report.sealed]))
"""


def test_every_act_of_three_processes_is_sealed_exactly_once(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    here = {**kept, "FANGXIAN_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", PREPARE], env=here, check=True)
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, str(n)], env=here) for n in range(WRITERS)]
    assert [writer.wait(timeout=120) for writer in writers] == [0] * WRITERS
    found = subprocess.run([sys.executable, "-c", READ], env=here, check=True, capture_output=True, text=True)
    assert json.loads(found.stdout) == [True, 0, WRITERS * ACTS, WRITERS * ACTS, True]
