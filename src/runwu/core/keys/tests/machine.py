"""A small cipher machine for tests: wraps keys under its own master key, which it never gives away.

`python machine.py FILE wrap|unwrap`, a JSON object on standard input and output.
"""

import hashlib
import json
import secrets
import sys
from pathlib import Path


def _stream(master: bytes, nonce: bytes, size: int) -> bytes:
    return hashlib.shake_256(master + nonce).digest(size)


def _wrap(master: bytes, plain: str) -> str:
    nonce, secret = secrets.token_bytes(8), bytes.fromhex(plain)
    return (nonce + bytes(a ^ b for a, b in zip(secret, _stream(master, nonce, len(secret)), strict=True))).hex()


def _unwrap(master: bytes, wrapped: str) -> str:
    data = bytes.fromhex(wrapped)
    nonce, sealed = data[:8], data[8:]
    return bytes(a ^ b for a, b in zip(sealed, _stream(master, nonce, len(sealed)), strict=True)).hex()


if __name__ == "__main__":
    master = Path(sys.argv[1]).read_bytes()
    way = {"wrap": _wrap, "unwrap": _unwrap}[sys.argv[2]]
    json.dump({name: way(master, value) for name, value in json.load(sys.stdin).items()}, sys.stdout)
