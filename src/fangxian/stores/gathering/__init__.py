"""Gathering a situation: `files` from people's own files, `outbreaks` from a pack and its synthetic city."""

from fangxian.stores.gathering.gathered import Gathered, Task

__all__ = ["Gathered", "Task"]
