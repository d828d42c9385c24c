"""The command of the benchmark as a process of its own, run inside the benchmark's folder."""

import os

from fangxian.doors.cli.main import main

os.chdir(os.environ["BENCH_FOLDER"])
main()
