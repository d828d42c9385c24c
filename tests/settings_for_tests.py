"""The product's settings in a home of their own: a test never touches the reader's FANGXIAN_HOME."""

import atexit
import os
import shutil
import tempfile

os.environ["FANGXIAN_HOME"] = tempfile.mkdtemp(prefix="fangxian-tests-")
atexit.register(shutil.rmtree, os.environ["FANGXIAN_HOME"], ignore_errors=True)

from fangxian.site.settings import *  # noqa: E402, F403 - the home must be chosen first

# A client begins with a middleware of its own: it looks a file up when asked instead of measuring all that there are.
WHITENOISE_AUTOREFRESH = True
