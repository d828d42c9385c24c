"""A response as a directory of files: written whole, read back as what stands."""

from fangxian.stores.outputs.facts import InputFile, RunFacts
from fangxian.stores.outputs.reading import read_standing
from fangxian.stores.outputs.writing import FILES, check_target, write_response

__all__ = ["FILES", "InputFile", "RunFacts", "check_target", "read_standing", "write_response"]
