"""Codes on paper or a screen that anybody with the public key can check, without asking the server."""

from fangxian.stores.codes.signing import PURPOSES, SUBJECTS, Code, find_public_key, sign_code, verify_code

__all__ = ["PURPOSES", "SUBJECTS", "Code", "find_public_key", "sign_code", "verify_code"]
